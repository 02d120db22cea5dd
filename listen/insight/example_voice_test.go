package insight_test

import (
	"fmt"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

// heard makes mentions such as a listener tells: so many people speak of each
// brand, from an hour of the first week on.
func heard(from float64, brands map[string]int) (mentions []*listen.Mention) {
	for _, brand := range []string{"Acme", "Bolt"} {
		for i := range brands[brand] {
			mentions = append(mentions, said(fmt.Sprintf("%s fan %d at %g", brand, i, from), from+float64(i)/60, brand+" is here", about(brand, 0)))
		}
	}
	return mentions
}

func ExampleVoiceOf() {
	mentions := heard(0, map[string]int{"Acme": 31, "Bolt": 69})
	report, err := insight.VoiceOf(all(mentions...), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range report.Brands {
		s := b.Mentions.Share
		fmt.Printf("%s: %.0f %%, between %.0f and %.0f\n", b.Brand, 100*s.Value, 100*s.Low, 100*s.High)
	}
	// Output:
	// Bolt: 69 %, between 59 and 77
	// Acme: 31 %, between 23 and 41
}

func ExampleVoiceReport_Since() {
	report := func(acme, bolt int) *insight.VoiceReport {
		r, _ := insight.VoiceOf(all(heard(0, map[string]int{"Acme": acme, "Bolt": bolt})...), nil)
		return r
	}
	for _, now := range []*insight.VoiceReport{report(34, 66), report(60, 40)} {
		changes, err := now.Since(report(31, 69), insight.ByMentions)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(changes[0])
	}
	// Output:
	// Acme, mentions: 31 % to 34 % (+3 points, between -10 and +16): no change shown
	// Acme, mentions: 31 % to 60 % (+29 points, between +15 and +41): a change
}

func ExampleVoice_Merge() {
	// Two processes listen to different sources.
	first, _ := insight.NewVoice(nil)
	second, _ := insight.NewVoice(nil)
	for i, m := range heard(0, map[string]int{"Acme": 20, "Bolt": 30}) {
		[]*insight.Voice{first, second}[i%2].Add(m)
	}
	state, _ := second.AppendBinary(nil) // sent over, or kept for tomorrow

	received, _ := insight.NewVoice(nil)
	if err := received.UnmarshalBinary(state); err != nil {
		fmt.Println(err)
	}
	if err := first.Merge(received); err != nil {
		fmt.Println(err)
	}
	fmt.Println(first.Report().Basis.Mentions, "mentions")
	// Output: 50 mentions
}
