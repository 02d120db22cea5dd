package sentiment

import (
	"embed"
	"sync"
)

//go:embed weights
var weightFiles embed.FS

// builtins are the weights that the package brings, read when a language is first met.
var builtins = func() (all [languageCount]func() languageHeads) {
	for i, language := range languages {
		all[i] = sync.OnceValue(func() languageHeads {
			content, err := weightFiles.ReadFile("weights/" + language + ".bin")
			if err != nil {
				return languageHeads{} // this language has its rules alone
			}
			var m Model
			_ = m.read(content) // a test reads every file and forbids errors
			return m.heads[i]
		})
	}
	return all
}()

// heads returns the learned parts for a language: the built-in one and the user's, nil where there is none.
func (f *family) heads(index int, toward bool) (two [2]*head) {
	if index < 0 {
		return two
	}
	if !f.rulesOnly {
		two[0] = builtins[index]().pick(toward)
	}
	if f.own != nil {
		two[1] = f.own.heads[index].pick(toward)
	}
	return two
}
