package feed

import (
	"strings"

	"golang.org/x/text/language"
)

// canonicalLanguage returns a BCP 47 tag in its usual spelling, "" for what is
// none.
func canonicalLanguage(stated string) string {
	stated = strings.TrimSpace(stated)
	if stated == "" || len(stated) > 35 {
		return ""
	}
	tag, err := language.Parse(strings.ReplaceAll(stated, "_", "-"))
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}
