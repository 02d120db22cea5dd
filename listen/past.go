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
	sources map[string]float64
	total   float64
	sample  []excerpt // a ring once it is full
	next    int
}

func (p *past) add(t *tally) {
	p.total = p.total*sourceMemory + float64(t.mentions)
	for src := range p.sources {
		if p.sources[src] *= sourceMemory; p.sources[src] < forgotten {
			delete(p.sources, src)
		}
	}
	if p.sources == nil {
		p.sources = make(map[string]float64)
	}
	for src, n := range t.sources {
		p.sources[src] += float64(n)
	}
	for _, e := range t.sample[:min(len(t.sample), perWindow)] {
		p.keep(e)
	}
}

func (p *past) keep(e excerpt) {
	if len(p.sample) < maxPast {
		p.sample = append(p.sample, e)
		return
	}
	p.sample[p.next] = e
	p.next = (p.next + 1) % maxPast
}

// share is the part of the brand's mentions, in [0, 1], that usually comes
// from a source.
func (p *past) share(src string) float64 {
	if p.total == 0 {
		return 0
	}
	return p.sources[src] / p.total
}

func (p *past) shares() map[string]float64 {
	out := make(map[string]float64, len(p.sources))
	for src := range p.sources {
		out[src] = p.share(src)
	}
	return out
}
