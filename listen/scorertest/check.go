package scorertest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// A Check is one rule and how it is tried.
type Check struct {
	Name string // as a subtest is called
	Rule string // the sentence that a scorer must keep
	Try  func(s listen.Scorer) error
}

// Run tries all checks, each as a subtest.
func Run(t *testing.T, s listen.Scorer) {
	t.Helper()
	for _, check := range Checks() {
		t.Run(check.Name, func(t *testing.T) {
			if err := check.Try(s); err != nil {
				t.Errorf("%v\nThe rule: %s", err, check.Rule)
			}
		})
	}
}

// All tries all checks and returns what each found, joined.
func All(s listen.Scorer) error {
	var errs []error
	for _, check := range Checks() {
		if err := check.Try(s); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", check.Name, err))
		}
	}
	return errors.Join(errs...)
}

// Checks returns all checks, the simplest first.
func Checks() []Check {
	return []Check{
		{"bounds", "Valence lies in [-1, 1] and Confidence in [0, 1]; neither is NaN.", each(tryBounds)},
		{"cannot say", "A score without confidence is the zero Score.", each(tryUnknown)},
		{"nothing", "A text of nothing, or of spaces, is the zero Score without an intent.", tryNothing},
		{"same again", "The same text gets the same answer, every time.", each(trySame)},
		{"concurrent use", "Several goroutines may ask at the same time, and get the same answers.", tryConcurrent},
		{"odd places", "A place that lies outside the text, or backwards, is no panic.", each(tryPlaces)},
		{"odd languages", "A language that is unknown, or no tag at all, is no panic.", each(tryLanguages)},
		{"long text", "A text of a mebibyte gets an answer within the bounds.", tryLong},
		{"reasons", "The contributions of an Explainer's cues add up to the valence, and their places lie in the text.", each(tryReasons)},
	}
}

// A sample is a text that names a brand.
type sample struct{ language, text string }

const brand = "Fernhill"

func samples() []sample {
	return []sample{
		{"en", "I love Fernhill!"},
		{"en", "Fernhill is the worst, my order never came. Where is my refund??"},
		{"", "Fernhill opens a shop in Leeds"},
		{"nl", "Fernhill is niet slecht"},
		{"it", "Fernhill: mai più!!!"},
		{"fa", "از Fernhill خیلی راضی‌ام 🌹"},
		{"ja", "Fernhill は便利です"},
		{"", "Fernhill 😡😡😡"},
		{"", "Fernhill"},
		{"en", "Fernhill\x00\xff\xfe is \xf0\x28 fine"},
		{"en", "F\u0301e\u0301rnhill Fernhill " + strings.Repeat("\u0301", 2000)},
		{"en", strings.Repeat("good bad ", 500) + brand},
		{"", "\u202e Fernhill \u2066 terrible"},
	}
}

func (s sample) place() (start, end int) {
	start = max(0, strings.Index(s.text, brand))
	return start, min(len(s.text), start+len(brand))
}

func (s sample) read(scorer listen.Scorer) (sentiment.Score, sentiment.Intent) {
	start, end := s.place()
	return scorer.Read(s.language, s.text, start, end)
}

// each tries every sample, and turns a panic into an error.
func each(try func(listen.Scorer, sample) error) func(listen.Scorer) error {
	return func(scorer listen.Scorer) error {
		var errs []error
		for _, s := range samples() {
			if err := calmly(func() error { return try(scorer, s) }); err != nil {
				errs = append(errs, fmt.Errorf("%.40q: %w", s.text, err))
			}
		}
		return errors.Join(errs...)
	}
}

func calmly(try func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panicked: %v", p)
		}
	}()
	return try()
}

func tryBounds(scorer listen.Scorer, s sample) error {
	score, _ := s.read(scorer)
	if !(math.Abs(score.Valence) <= 1) || !(score.Confidence >= 0 && score.Confidence <= 1) {
		return fmt.Errorf("valence %v, confidence %v", score.Valence, score.Confidence)
	}
	return nil
}

func tryUnknown(scorer listen.Scorer, s sample) error {
	if score, _ := s.read(scorer); score.Confidence == 0 && score.Valence != 0 {
		return fmt.Errorf("valence %v without confidence", score.Valence)
	}
	return nil
}

func tryNothing(scorer listen.Scorer) error {
	for _, text := range []string{"", " \n\t "} {
		err := calmly(func() error {
			score, intent := scorer.Read("", text, 0, len(text))
			if score.Valence != 0 || score.Confidence != 0 || intent != 0 {
				return fmt.Errorf("%q: %+v, %v", text, score, intent)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func trySame(scorer listen.Scorer, s sample) error {
	first, wants := s.read(scorer)
	for range 3 {
		if again, wantsAgain := s.read(scorer); again != first || wantsAgain != wants {
			return fmt.Errorf("first %+v, %v, then %+v, %v", first, wants, again, wantsAgain)
		}
	}
	return nil
}

func tryConcurrent(scorer listen.Scorer) error {
	type answer struct {
		score  sentiment.Score
		intent sentiment.Intent
	}
	ask := func() (out []answer) {
		for _, s := range samples() {
			score, intent := s.read(scorer)
			out = append(out, answer{score, intent})
		}
		return out
	}
	const askers = 8
	var want []answer
	if err := calmly(func() error { want = ask(); return nil }); err != nil {
		return err
	}
	errs := make([]error, askers)
	var wait sync.WaitGroup
	for i := range askers {
		wait.Go(func() {
			errs[i] = calmly(func() error {
				if !slices.Equal(ask(), want) {
					return errors.New("another answer than alone")
				}
				return nil
			})
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

func tryPlaces(scorer listen.Scorer, s sample) error {
	n := len(s.text)
	for _, place := range [][2]int{{-1, -1}, {0, 0}, {n, n}, {n + 5, n + 9}, {3, 1}, {0, n}, {1, 2}} {
		scorer.Read(s.language, s.text, place[0], place[1])
	}
	return nil
}

func tryLanguages(scorer listen.Scorer, s sample) error {
	start, end := s.place()
	for _, language := range []string{"xx", "en-GB", "EN", "zh-Hant-TW", "not a tag", "\xff", strings.Repeat("a", 5000)} {
		scorer.Read(language, s.text, start, end)
	}
	return nil
}

func tryLong(scorer listen.Scorer) error {
	const bytes = 1 << 20
	text := brand + " is not good, not bad, " + strings.Repeat("but really quite fine, ", bytes/23)
	return calmly(func() error { return tryBounds(scorer, sample{"en", text}) })
}

func tryReasons(scorer listen.Scorer, s sample) error {
	explainer, ok := scorer.(listen.Explainer)
	if !ok {
		return nil
	}
	start, end := s.place()
	cues, intents := explainer.Reasons(s.language, s.text, start, end)
	score, _ := s.read(scorer)
	sum := 0.0
	for _, c := range cues {
		sum += c.Contribution
		if c.Start < 0 || c.End < c.Start || c.End > len(s.text) {
			return fmt.Errorf("a cue at %d to %d of %d bytes", c.Start, c.End, len(s.text))
		}
	}
	for _, c := range intents {
		if c.Start < 0 || c.End < c.Start || c.End > len(s.text) {
			return fmt.Errorf("an intent's cue at %d to %d of %d bytes", c.Start, c.End, len(s.text))
		}
	}
	if len(cues) > 0 && math.Abs(sum-score.Valence) > 1e-6 {
		return fmt.Errorf("the cues add up to %v, and the valence is %v", sum, score.Valence)
	}
	return nil
}
