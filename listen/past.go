package listen

// maxPast bounds the excerpts kept of a brand's normal windows.
const maxPast = 256

// perWindow bounds how many of them one window gives, so that the past spans
// many windows.
const perWindow = 16

// sourceMemory is the weight, after each window, of what was counted before:
// the shares of the sources follow about the last thousand windows.
const sourceMemory = 0.999

// forgotten is the weight below which a source is dropped from the past.
const forgotten = 1e-3

// past is what a brand's normal windows looked like: where its mentions came
// from and what they said.
type past struct {
	Sources map[string]float64 `json:"sources,omitempty"`
	Total   float64            `json:"total"`
	Sample  ring[excerpt]      `json:"sample"`
}

func (p *past) add(t *tally) {
	p.Total = p.Total*sourceMemory + float64(t.Mentions)
	for src := range p.Sources {
		if p.Sources[src] *= sourceMemory; p.Sources[src] < forgotten {
			delete(p.Sources, src)
		}
	}
	if p.Sources == nil {
		p.Sources = make(map[string]float64)
	}
	for src, n := range t.Sources {
		p.Sources[src] += float64(n)
	}
	for _, e := range t.Sample[:min(len(t.Sample), perWindow)] {
		p.Sample.push(e, maxPast)
	}
}

// share is the part of the brand's mentions, in [0, 1], that usually comes
// from a source.
func (p *past) share(src string) float64 {
	if p.Total == 0 {
		return 0
	}
	return p.Sources[src] / p.Total
}

func (p *past) shares() map[string]float64 {
	out := make(map[string]float64, len(p.Sources))
	for src := range p.Sources {
		out[src] = p.share(src)
	}
	return out
}
