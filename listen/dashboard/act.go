package dashboard

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/earshot-go/earshot/listen/insight"
)

// mostForm is how many bytes a form may have.
const mostForm = 16 << 10

// act takes what a viewer did, and sends the viewer back to the page.
func (b *Board) act(w http.ResponseWriter, r *http.Request) {
	if status, reason := b.refuses(r); status != 0 {
		http.Error(w, reason, status)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	a, err := actionOf(r.PostForm)
	if err == nil && !b.desk.knows(a.Conversation) {
		err = insight.ErrUnknown
	}
	if err != nil {
		http.Error(w, clip(err.Error(), 300), http.StatusBadRequest)
		return
	}
	if err = b.options.Act(r, a); err == nil {
		err = b.desk.do(a, b.asOf())
	}
	if err != nil {
		http.Error(w, clip(err.Error(), 300), http.StatusConflict)
		return
	}
	back := url.Values{"done": {string(a.Verb)}}
	if brand := r.PostForm.Get("show"); brand != "" {
		back.Set("brand", brand)
	}
	http.Redirect(w, r, "conversations?"+back.Encode(), http.StatusSeeOther)
}

// refuses returns why a request may not change anything, or 0.
func (b *Board) refuses(r *http.Request) (status int, reason string) {
	switch {
	case b.options.Act == nil:
		return http.StatusForbidden, "this board can only be read"
	case new(http.CrossOriginProtection).Check(r) != nil:
		return http.StatusForbidden, "this was sent by another site"
	case path.Base(r.URL.Path) != "conversations":
		return http.StatusMethodNotAllowed, "there is nothing to do on this page"
	}
	return 0, ""
}

func actionOf(form url.Values) (Action, error) {
	a := Action{
		Verb:         Verb(form.Get("verb")),
		Conversation: insight.Ref{Source: form.Get("source"), Post: form.Get("post"), Brand: form.Get("brand")},
	}
	switch a.Verb {
	case Assign:
		const longest = 80
		a.To = strings.TrimSpace(clean(form.Get("to")))
		if len(a.To) > longest {
			return a, errors.New("the name is too long")
		}
	case Acknowledge, Answered:
	default:
		return a, errors.New("nothing is known that could be done so")
	}
	return a, nil
}
