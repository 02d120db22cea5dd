package listen

import (
	"log/slog"
	"time"
)

// The log names what somebody who keeps a service running has to know. Posts
// and their authors are never in it.

func (l *Listener) logAlert(a *Alert) {
	l.log.Info("alert", "id", a.ID, "brand", a.Brand, "source", a.Source, "kind", a.Kind, "state", a.State, "severity", a.Severity)
}

// logHealth tells of a source that begins to fail, goes on failing, is back or
// has ended.
func (l *Listener) logHealth(before, now Health, h heard) {
	src := slog.String("source", now.Source)
	switch {
	case h.err != nil && skipped(h.err):
		l.log.Debug("an item was skipped", src, "err", h.err)
	case h.err != nil && before.Failing.IsZero():
		l.log.Warn("a source fails", src, "err", h.err)
	case h.err != nil:
		l.log.Debug("a source still fails", src, "err", h.err, "since", now.Failing)
	case now.Ended && !before.Ended:
		l.log.Info("a source has ended", src)
	case !before.Failing.IsZero() && now.Failing.IsZero():
		l.log.Info("a source is back", src, "after", h.at.Sub(before.Failing).Round(time.Second))
	}
}

func loggerOf(l *slog.Logger) *slog.Logger {
	if l == nil {
		return slog.New(slog.DiscardHandler)
	}
	return l
}
