package dashboard

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/earshot-go/earshot/listen"
)

// maxAlerts is how many alerts are kept; the oldest is forgotten, one that is
// over before one that is up.
const maxAlerts = 500

// An alertBook holds every alert as it was told last, oldest first.
type alertBook struct{ alerts []*listen.Alert }

// put keeps a copy: the event itself belongs to the service's loop.
func (b *alertBook) put(told *listen.Alert) {
	a := *told
	if i := slices.IndexFunc(b.alerts, func(old *listen.Alert) bool { return old.ID == a.ID }); i >= 0 {
		b.alerts[i] = &a
		return
	}
	if len(b.alerts) >= maxAlerts {
		over := slices.IndexFunc(b.alerts, func(old *listen.Alert) bool { return old.State == listen.Resolved })
		b.alerts = slices.Delete(b.alerts, max(over, 0), max(over, 0)+1)
	}
	b.alerts = append(b.alerts, &a)
}

// withdraw takes a post that was deleted out of the evidence.
func (b *alertBook) withdraw(src, id string) {
	is := func(p listen.TopPost) bool { return p.Source == src && p.ID == id }
	for i, old := range b.alerts {
		if slices.ContainsFunc(old.Why.Posts, is) {
			a := *old // pages may be reading the other one
			a.Why.Posts = slices.DeleteFunc(slices.Clone(a.Why.Posts), is)
			b.alerts[i] = &a
		}
	}
}

// heardAlerts returns the alerts for which keep holds, the newest first.
func (b *Board) heardAlerts(keep func(*listen.Alert) bool) []*listen.Alert {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var out []*listen.Alert
	for _, a := range slices.Backward(b.alerts.alerts) {
		if keep(a) {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(x, y *listen.Alert) int { return y.Start.Compare(x.Start) })
	return out
}

// alertKey names an alert in addresses: its ID holds names as they are.
func alertKey(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "a" + hex.EncodeToString(sum[:9])
}
