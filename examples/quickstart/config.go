package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/jsonl"
	"github.com/earshot-go/earshot/source/web"
)

const usage = `quickstart listens for brands and prints who said what, how the brands
compare, and what was out of the ordinary.

  quickstart                                  the recording that is built in
  quickstart -brand NAME -feed URL            a feed: RSS, Atom or JSON Feed
  quickstart -brand NAME -jsonl FILE          a file with one post in JSON a line
  quickstart -brand NAME -feed URL -watch     go on listening until Ctrl-C

`

const footnote = `
What cannot be read is named on standard error, and the rest goes on. The exit
status is 0, or 1 where nothing could be read at all, or 2 for wrong flags.
`

// A config is what the command line asks for.
type config struct {
	brands []listen.Brand
	feeds  []string
	files  []string
	watch  bool
	all    bool
	why    bool
	state  string
}

// parse reads the command line. Asked for help, it prints it to errs.
func parse(args []string, errs io.Writer) (*config, error) {
	c := &config{}
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Func("feed", "listen to the feed at `URL`; can be repeated", list(&c.feeds))
	flags.Func("jsonl", "listen to the posts in `FILE`, \"-\" is standard input; can be repeated", list(&c.files))
	flags.Func("brand", "listen for `NAME`, or NAME=TERM,TERM with its other names; can be repeated", c.addBrand)
	flags.BoolVar(&c.watch, "watch", false, "print what is heard at once, and go on listening")
	flags.BoolVar(&c.all, "all", false, "print every mention, not only the most telling ones")

	flags.BoolVar(&c.why, "why", false, "print under every mention the words that made its score")
	flags.StringVar(&c.state, "state", "", "keep what was read and learned in `FILE`, and go on from there the next time")

	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(errs, usage)
		flags.SetOutput(errs)
		flags.PrintDefaults()
		fmt.Fprint(errs, footnote)
		return nil, err
	case err == nil:
		err = c.check(flags.Args())
	}
	if err != nil {
		return nil, fmt.Errorf("%w (-h tells how to use it)", err)
	}
	if len(c.brands) == 0 {
		c.brands = recording.Brands()
	}
	return c, nil
}

func list(values *[]string) func(string) error {
	return func(value string) error {
		if value == "" {
			return errors.New("must not be empty")
		}
		*values = append(*values, value)
		return nil
	}
}

func (c *config) addBrand(value string) error {
	name, terms, _ := strings.Cut(value, "=")
	b := listen.Brand{Name: strings.TrimSpace(name)}
	for term := range strings.SplitSeq(terms, ",") {
		if term = strings.TrimSpace(term); term != "" {
			b.Terms = append(b.Terms, term)
		}
	}
	if b.Name == "" {
		return errors.New("the name is missing")
	}
	c.brands = append(c.brands, b)
	return nil
}

func (c *config) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("%q is no flag: use -feed %[1]s or -jsonl %[1]s", rest[0])
	case !c.recorded() && len(c.brands) == 0:
		return errors.New("-brand is missing: whom should it listen for?")
	case c.recorded() && c.state != "":
		return errors.New("-state needs a -feed or a -jsonl: the built-in recording is always heard from its beginning")
	case c.recorded() && c.watch:
		return errors.New("-watch needs a -feed or a -jsonl: the built-in recording does not go on")
	}
	return nil
}

// recorded reports whether the built-in recording is listened to.
func (c *config) recorded() bool { return len(c.feeds)+len(c.files) == 0 }

// live reports whether mentions are printed as they come.
func (c *config) live() bool { return c.all || c.watch }

// listener makes what listens, and tells to how many sources.
func (c *config) listener(m *memory, bar *progress) (l *listen.Listener, sources int, err error) {
	all, err := c.sources(bar)
	if err != nil {
		return nil, 0, err
	}
	l, err = listen.New(c.brands, all, c.options(m))
	return l, len(all), err
}

func (c *config) options(m *memory) *listen.Options {
	poll := time.Minute
	if len(c.feeds) == 0 {
		poll = 2 * time.Second // nobody minds how often a file is looked at
	}
	return &listen.Options{Once: !c.watch, Poll: poll, Store: m.store()}
}

// sources opens nothing yet: what cannot be opened is told when it is read.
func (c *config) sources(bar *progress) ([]source.Source, error) {
	if c.recorded() {
		return recording.Sources(), nil
	}
	var all []source.Source
	var errs []error
	for _, address := range c.feeds {
		// Whoever types an address may also type one of their own network.
		s := feed.URL(address, web.AllowPrivate())
		all, errs = append(all, s), append(errs, s.Check())
	}
	for _, path := range c.files {
		all = append(all, c.file(path, bar))
	}
	return all, errors.Join(errs...)
}

func (c *config) file(path string, bar *progress) source.Source {
	if path == "-" {
		return jsonl.Reader("standard input", os.Stdin)
	}
	return jsonl.File(path, jsonl.Progress(bar.of(path)))
}
