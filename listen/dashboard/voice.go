package dashboard

import (
	"html/template"

	"github.com/earshot-go/earshot/internal/chart"
	"github.com/earshot-go/earshot/listen/insight"
)

var (
	voiceMeasures = []insight.Measure{insight.ByMentions, insight.ByAuthors, insight.ByReach, insight.ByEngagement}
	countings     = []insight.Counting{insight.Each, insight.Fractional, insight.Primary}
	copyRules     = []insight.Copies{insight.ByPost, insight.ByCluster}
)

// voicePage's data: whose brand is talked about.
type voiceData struct {
	period
	By       insight.Measure
	Counting insight.Counting
	Copies   insight.Copies
	Measures []insight.Measure
	Rules    []insight.Counting
	Doubles  []insight.Copies
	Report   *insight.VoiceReport
	Rows     []voiceRow
}

type voiceRow struct {
	insight.BrandVoice
	Share  insight.Share
	Change *insight.VoiceChange // nil where there is nothing to compare with
	Bar    template.HTML
	Tones  template.HTML
}

type voiceReports struct{ now, before *insight.VoiceReport }

func voicePage(v *visit) any {
	d := &voiceData{
		period: v.period(), Measures: voiceMeasures, Rules: countings, Doubles: copyRules,
		By: choice(v.query, "by", voiceMeasures), Counting: choice(v.query, "count", countings), Copies: choice(v.query, "copies", copyRules),
	}
	d.Brand = ""
	reports, err := computed(v, "voice", func(rows []*row) (r voiceReports, err error) {
		count := func(p period) (*insight.VoiceReport, error) {
			return insight.VoiceOf(mentions(rows), &insight.VoiceOptions{Selection: p.selection(), Counting: d.Counting, Copies: d.Copies})
		}
		if r.now, err = count(d.period); err != nil {
			return r, err
		}
		if len(rows) > 0 && rows[0].Time().Before(d.before().from.AddDate(0, 0, 1)) { // it was heard whole, nearly
			r.before, err = count(d.before())
		}
		return r, err
	})
	if err != nil {
		return v.fail(err)
	}
	d.Report = reports.now
	changes := changesOf(reports, d.By)
	for i := range d.Report.Brands {
		d.Rows = append(d.Rows, voiceRowOf(&d.Report.Brands[i], d.By, changes))
	}
	return d
}

func changesOf(r voiceReports, by insight.Measure) map[string]*insight.VoiceChange {
	if r.before == nil || r.before.Basis.Mentions == 0 {
		return nil
	}
	changes, err := r.now.Since(r.before, by)
	if err != nil {
		return nil
	}
	byBrand := make(map[string]*insight.VoiceChange, len(changes))
	for i := range changes {
		byBrand[changes[i].Brand] = &changes[i]
	}
	return byBrand
}

func voiceRowOf(b *insight.BrandVoice, by insight.Measure, changes map[string]*insight.VoiceChange) voiceRow {
	r := voiceRow{BrandVoice: *b, Share: b.Of(by), Change: changes[b.Brand]}
	bar := chart.Bar{Value: r.Share.Share.Value, Top: 1, Low: r.Share.Share.Low, High: r.Share.Share.High}
	if b.Competitor {
		bar.Class = "rival"
	}
	r.Bar, r.Tones = bar.SVG(), toneStack(b.Tone)
	return r
}

func toneStack(t insight.Tone) template.HTML {
	return chart.Stack{Parts: []chart.Part{
		{Class: "negative", Value: float64(t.Negative)}, {Class: "neutral", Value: float64(t.Neutral)},
		{Class: "positive", Value: float64(t.Positive)}, {Class: "unknown", Value: float64(t.Unknown)},
	}}.SVG()
}
