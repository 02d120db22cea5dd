package listen

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/match/query"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/duplicate"
)

// A Listener turns posts into mentions and alerts. It is made by [New] and is
// safe for concurrent use; what it tells depends on the posts, their order,
// their times and its configuration alone.
type Listener struct {
	brands  []Brand
	sources []source.Source
	options Options
	config  string
	matcher *match.Matcher
	filters []*query.Query // by brand, nil where there is none
	scorer  Scorer
	log     *slog.Logger
	index   map[string]int // brand name to its place in brands
	handles map[string]int // lower-case handle without "@" to brand
	terms   []string       // a hash of what finds the mentions of each brand

	mu      sync.Mutex // guards all below
	watches []*watch
	windows *windows
	memory  *memory
	outages outages
	sampled map[string]bool    // sources that said they do not give all
	ledgers map[string]*ledger // by source
	stats   Stats              // but for Dropped
	dropped drops
	cursors map[string]source.Cursor
	health  []Health    // in the order of sources
	hits    []match.Hit // reused between posts
	changes *changes    // since the last save
	nobody  tally       // of a brand without mentions
	post    source.Post // that is taken
	news    news        // of the step that is taken
	repeats duplicate.Finder
	running bool

	alertsFrom time.Time // alerts about windows that ended before it are not told

	repeatsSaved uint64 // up to where repeats is in the store

	saving sync.Mutex // held during a save; taken before mu
	pauses pauses
}

// New returns a Listener for brands in the posts of sources, which may be
// empty where posts come through [Listener.Feed] only. All that is wrong with
// the brands, the sources and opts is reported at once, joined: as
// [*BrandError], [*match.BrandError], [*query.SyntaxError], [*SourceNameError], [*SourceError] and
// [*OptionError]. With Options.Store it takes up what an earlier Listener
// saved there, and fails with a [*StoreError] or [*StateError] where it cannot.
func New(brands []Brand, sources []source.Source, opts *Options) (*Listener, error) {
	o, optErr := opts.withDefaults()
	filters, filterErr := compileFilters(brands)
	matcher, matchErr := o.Match.Compile(patterns(brands)...)
	if err := errors.Join(checkBrands(brands), matchErr, filterErr, checkSources(sources), optErr); err != nil {
		return nil, err
	}
	l := &Listener{
		brands: cloneBrands(brands), sources: append([]source.Source(nil), sources...),
		options: o, config: configHash(brands, o),
		matcher: matcher, filters: filters, scorer: o.Scorer, log: loggerOf(o.Log),
		index: indexOf(brands), handles: ownHandles(brands),
		windows: newWindows(o.Interval, o.Lateness), memory: newMemory(),
		outages: make(outages), sampled: make(map[string]bool), ledgers: make(map[string]*ledger),
		cursors: make(map[string]source.Cursor), changes: newChanges(),
	}
	for _, s := range l.sources {
		l.health = append(l.health, Health{Source: s.Name()})
	}
	for i := range l.brands {
		w, err := newWatch(&l.brands[i], &l.options)
		if err != nil {
			return nil, err
		}
		l.terms = append(l.terms, termsHash(&l.brands[i], &o))
		w.terms = l.terms[i]
		l.watches = append(l.watches, w)
	}
	if o.Store != nil {
		if err := l.load(context.Background()); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// Warnings returns what is doubtful about the brands: names that are everyday
// words, terms that hide each other, terms that can never match.
func (l *Listener) Warnings() []match.Warning { return l.matcher.Warnings() }
