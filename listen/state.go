package listen

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// stateVersion is the first byte of every value. A field that is added does
// not raise it: older states lack it, and its zero must mean that. Any other
// change of a form raises it, and unseal goes on reading the older forms, of
// which testdata/state holds one each.
const stateVersion = 1

// sealed gathers entries in their saved form: a version and JSON.
type sealed struct {
	entries []Entry
	errs    []error
}

// put adds v, or an error where it has no JSON form, as a number that is not
// finite has none.
func (s *sealed) put(key string, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		s.errs = append(s.errs, &StateError{key, err.Error()})
		return
	}
	s.entries = append(s.entries, Entry{key, append([]byte{stateVersion}, body...)})
}

func (s *sealed) remove(key string) { s.entries = append(s.entries, Entry{Key: key}) }

// unseal reads what put wrote into v.
func unseal(e Entry, v any) error {
	bad := func(reason string) error { return &StateError{e.Key, reason} }
	if len(e.Value) == 0 {
		return bad("is empty")
	}
	if e.Value[0] != stateVersion {
		return bad(fmt.Sprintf("has version %d, and this program knows %d", e.Value[0], stateVersion))
	}
	if err := json.Unmarshal(e.Value[1:], v); err != nil {
		return bad("is damaged: " + err.Error())
	}
	return nil
}

// The keys begin with what they hold.
const (
	keyClock  = "clock"
	keyCursor = "cursor/" // and the source
	keyPauses = "pauses"
	keyLedger = "ledger/" // and the source
	keyPost   = "post/"   // and the hash of source and id
	keyRepeat = "repeat/" // and a number
	keyBrand  = "brand/"  // and setting, and the brand
	keyOpen   = "open/"   // and setting, start of the window, and the brand
)

// setting tells states apart that cannot be mixed: those of windows of another
// length, and of baselines that live by another clock or budget.
func setting(b *Brand, o *Options) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(o.Interval, " ", b.location(), " ", o.Alerts.PerWeek)))
	return hex.EncodeToString(sum[:4])
}

func (l *Listener) brandKey(i int) string {
	b := &l.brands[i]
	return keyBrand + setting(b, &l.options) + "/" + b.Name
}

func (l *Listener) openKey(start int64, i int) string {
	b := &l.brands[i]
	return keyOpen + setting(b, &l.options) + "/" + strconv.FormatInt(start, 10) + "/" + b.Name
}

func (k postKey) String() string { return base64.RawURLEncoding.EncodeToString(k[:]) }

// MarshalText writes a key as 22 letters.
func (k postKey) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (k *postKey) UnmarshalText(text []byte) error {
	raw, err := base64.RawURLEncoding.DecodeString(string(text))
	if err != nil || len(raw) != len(k) {
		return fmt.Errorf("%q is no key of a post", text)
	}
	copy(k[:], raw)
	return nil
}

// clockState is what is known of event time and of the whole.
type clockState struct {
	First    time.Time                 `json:"first,omitzero"`
	ClosedTo time.Time                 `json:"closedTo,omitzero"`
	Newest   time.Time                 `json:"newest,omitzero"`
	Interval time.Duration             `json:"interval"`
	Stats    Stats                     `json:"stats"`
	Outages  map[string][]stretchState `json:"outages,omitempty"`
}

type stretchState struct {
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
}

// postState is a remembered post.
type postState struct {
	Version uint64   `json:"version"`
	Order   uint64   `json:"order"`
	Brands  []string `json:"brands,omitempty"`
}

// brandState is a watch.
type brandState struct {
	Volume     seriesState `json:"volume"`
	Tone       seriesState `json:"tone"`
	Complaints seriesState `json:"complaints"`
	Silence    silence     `json:"silence,omitzero"`
	Reach      reach       `json:"reach,omitzero"`
	Topics     topics      `json:"topics,omitzero"`
	Past       past        `json:"past"`
	Incident   string      `json:"incident,omitzero"`
	Terms      string      `json:"terms,omitzero"`
}

type seriesState struct {
	Baseline  []byte    `json:"baseline"`
	Recent    recent    `json:"recent"`
	Lifecycle lifecycle `json:"lifecycle"`
	Incident  incident  `json:"incident"`
}

func (l *Listener) clockState() clockState {
	w := l.windows
	c := clockState{First: w.first, ClosedTo: w.closedTo, Newest: w.newest, Interval: w.interval, Stats: l.counted()}
	for src, all := range l.outages {
		if c.Outages == nil {
			c.Outages = make(map[string][]stretchState)
		}
		for _, s := range all {
			c.Outages[src] = append(c.Outages[src], stretchState{s.from, s.to})
		}
	}
	return c
}

func (l *Listener) takeClock(c clockState) {
	l.stats = c.Stats
	for i, why := range reasons {
		l.dropped[i] = c.Stats.Dropped[why]
	}
	for src, all := range c.Outages {
		for _, s := range all {
			l.outages.add(src, stretch{s.From, s.To})
		}
	}
	if c.Interval == l.options.Interval { // windows of another length begin anew
		l.windows.first, l.windows.closedTo, l.windows.newest = c.First, c.ClosedTo, c.Newest
	}
}

func (w *watch) state() (out brandState, err error) {
	out.Past, out.Incident, out.Terms = w.past, w.incident, w.terms
	out.Silence, out.Reach, out.Topics = w.silence, w.reach, w.topics
	for _, s := range []struct {
		from *series
		to   *seriesState
	}{{&w.volume, &out.Volume}, {&w.tone, &out.Tone}, {&w.complaints, &out.Complaints}} {
		if *s.to, err = s.from.stored(); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (w *watch) take(s brandState) error {
	if !s.Past.Sample.sane(maxPast) {
		return errors.New("is damaged: a ring is longer than it can be")
	}
	if n := len(s.Reach.Bins); n != 0 && n != reachBins {
		return errors.New("is damaged: the reach has another number of bins")
	}
	w.past, w.incident, w.terms = s.Past, s.Incident, cmp.Or(s.Terms, w.terms)
	w.silence, w.reach, w.topics = s.Silence, s.Reach, s.Topics
	return errors.Join(w.volume.take(s.Volume), w.tone.take(s.Tone), w.complaints.take(s.Complaints))
}

func (s *series) stored() (seriesState, error) {
	data, err := s.baseline.MarshalBinary()
	return seriesState{data, s.recent, s.lifecycle, s.incident}, err
}

func (s *series) take(from seriesState) error {
	if !from.Recent.sane(maxRecent) {
		return errors.New("is damaged: a ring is longer than it can be")
	}
	if err := s.baseline.UnmarshalBinary(from.Baseline); err != nil {
		return err
	}
	s.recent, s.lifecycle, s.incident = from.Recent, from.Lifecycle, from.Incident
	return nil
}

// openKeyParts reads the start of the window and the brand out of a key.
func openKeyParts(key string) (settings string, start int64, brand string, ok bool) {
	settings, rest, found := strings.Cut(strings.TrimPrefix(key, keyOpen), "/")
	when, brand, found2 := strings.Cut(rest, "/")
	start, err := strconv.ParseInt(when, 10, 64)
	return settings, start, brand, found && found2 && err == nil
}
