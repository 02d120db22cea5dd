package insight_test

import (
	"fmt"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

func ExamplePeopleOf() {
	mentions := []*listen.Mention{
		said("star", 1, "Acme", following(90_000), liked(40)),
		said("expert", 2, "Acme", following(800), liked(90)), said("expert", 30, "Acme", following(820), liked(70)),
		said("passer-by", 3, "Acme", following(50)),
	}
	report, err := insight.PeopleOf(all(mentions...), nil, &insight.PeopleRequest{Front: []insight.Trait{insight.Reach, insight.PerPost}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range report.Front {
		fmt.Println(p.Handle, p.Traits[insight.Reach], p.Traits[insight.PerPost])
	}
	// Output:
	// star 90000 40
	// expert 820 80
}
