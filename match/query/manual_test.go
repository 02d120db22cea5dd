package query

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What manuals of listening tools say that an operator does, on queries and
// texts of our own. A plus stands before a text that must match, a minus
// before one that must not.
var manuals = []struct {
	says  string
	query string
	posts []string
}{
	{"AND: both words, in any order and anywhere (all)", `kettle AND descaler`,
		[]string{"+Which descaler for my kettle?", "-My kettle broke", "-descaler wanted"}},
	{"OR: at least one (all)", `kettle OR toaster`, []string{"+a Kettle", "+a toaster and a kettle", "-an oven"}},
	{"NOT behind a word excludes (Meltwater, Sprinklr)", `Acme NOT "acme corner"`,
		[]string{"+Acme rocks", "-meet me at Acme Corner, near Acme"}},
	{"AND NOT excludes (Talkwalker, YouScan)", `acme AND NOT jobs`, []string{"+acme", "-acme jobs"}},
	{"a minus right before a word excludes (Talkwalker, YouScan)", `chocolate -swiss`, []string{"+dark chocolate", "-Swiss chocolate"}},
	{"a minus before a phrase or a group excludes it (YouScan)", `mask -film -"Jim Carter" -(party OR ball)`,
		[]string{"+a face mask", "-the film with the mask", "-Jim Carter wore a mask", "-a mask for the ball", "+Carter, Jim: mask"}},
	{"operators are also read in lower case (Meltwater, YouScan)", `("sailboat" or "boat") and racing`,
		[]string{"+boat racing", "+Sailboat RACING", "-boat"}},
	{"a quoted operator is a word", `"and"`, []string{"+salt and pepper", "-salt, pepper"}},
	{"parentheses distribute (Talkwalker)", `acme AND (motorcycle OR car)`,
		[]string{"+acme car", "+acme motorcycle", "-acme bike", "-car motorcycle"}},
	{"AND binds tighter than OR (all)", `kiwi OR apple AND juice`, []string{"+kiwi", "+apple juice", "-apple"}},
	{"quotes: these words in this order (all)", `"la petite maison"`,
		[]string{"+at La Petite Maison!", "-la maison petite", "-la très petite maison"}},
	{"quotes pay no heed to case and punctuation (Sprinklr)", `"coca cola"`, []string{"+Coca-Cola", "+COCA COLA", "-cola coca"}},
	{"NEAR without a number: 4 words between (Meltwater)", `phone NEAR watch`,
		[]string{"+watch or phone", "+phone one two three four watch", "-phone one two three four five watch"}},
	{"NEAR/n: at most n words between, either order (Brandwatch, Meltwater)", `(apple OR orange) NEAR/5 (smartphone OR phone)`,
		[]string{"+an orange phone", "+the smartphone that they call apple", "-apple one two three four five six phone", "-apple orange"}},
	{"NEAR/0: side by side (Awario)", `james NEAR/0 brown`, []string{"+James Brown", "+Brown, James", "-James C Brown"}},
	{"NEAR/nf: in this order (Brandwatch)", `logi NEAR/2f keyboard`,
		[]string{"+Logi keyboard", "+logi solar power keyboard", "-keyboard by Logi", "-logi one two three keyboard"}},
	{"ONEAR/n: in this order (Meltwater, Talkwalker, Sprinklr)", `"social media" ONEAR/5 facebook`,
		[]string{"+social media such as Facebook", "-Facebook and social media", "-social facebook"}},
	{"near/n in lower case", `red near/1 shoes`, []string{"+red shoes", "-red and blue shoes"}},
	{"near without a number is a word", `hotel near airport`, []string{"+a hotel near the airport", "-an airport hotel"}},
	{"words within n of each other, either order: \"...\"~n (Sprinklr, SentiOne)", `"social media"~3`,
		[]string{"+media, which are social", "+social media", "-social one two three four media"}},
	{"groups in a row: a NEAR b NEAR c", `late NEAR/3 train NEAR/3 refund`,
		[]string{"+the train was late, so: refund", "-refund please. one two three four five late train"}},
	{"* is any letters or none (all)", `kiss*`, []string{"+kiss", "+Kissing", "-kis", "-akiss"}},
	{"* inside a word (Meltwater, Sprinklr)", `col*r`, []string{"+color", "+colour", "-colors"}},
	{"? is exactly one letter (Brandwatch, SentiOne, Sprinklr)", `me?t OR customi?e`, []string{"+meet", "+melt", "+customise", "-met", "-meeet"}},
	{"a wildcard inside quotes (Meltwater)", `"apple orchard*"`, []string{"+two apple orchards", "-apple and orchards"}},
	{"word~1: one edit (Talkwalker)", `roam~1`, []string{"+foam", "+raom", "+roams", "+roa", "-rum of Rome", "-roaming"}},
	{"word~2: two edits", `kitten~2`, []string{"+sitten", "+mittens", "+kitetn", "-sitting"}},
	{"word~: together or apart (Talkwalker)", `carsharing~`, []string{"+car sharing", "+Car-Sharing", "+carsharing", "-car and sharing", "-car. Sharing"}},
	{"raw: keeps case and signs (Brandwatch)", `raw:Google+`, []string{"+on Google+ now", "-on google+ now", "-on Google now"}},
	{"without raw: the sign is ignored (Brandwatch)", `Google+`, []string{"+on google now"}},
	{"raw: in quotes", `raw:"AT&T" OR raw:.NET OR raw:C++`, []string{"+I left AT&T.", "+a .NET job", "+C++11", "-AT & T", "-BAT&T", "-AT&Tx", "-.net"}},
	{"exactMessage and the like: case counts in braces", `{Apple} OR {US}`, []string{"+Apple pie", "-apple pie", "+the US", "-us"}},
	{"case: is the long form of braces", `case:"Apple Watch"`, []string{"+my Apple Watch", "-my apple watch"}},
	{"a hashtag, an account, a ticker: only with the sign", `#acme OR @acme OR $ACME`,
		[]string{"+go #Acme", "+thanks @ACME!", "+long $acme", "-acme", "-#acmefan", "-@acme_help", "-me@acme.com"}},
	{"a hashtag of several words", `#new_year`, []string{"+#New_Year!", "+#newyear", "-#new year", "-#new_years", "-new_year"}},
	{"an account name is taken letter by letter", `@a_corp`, []string{"+@A_Corp", "-@acorp", "-@a corp", "-@a_corp_nl"}},
	{"a plain word also finds the hashtag and the account", `acme`, []string{"+#acme", "+@acme", "+acme's", "-acmes"}},
	{"emoji are words (X)", `acme 🔥`, []string{"+acme is 🔥🔥", "-acme"}},
	{"title: only in the title (Sprinklr, Syften)", `title:tesla`, []string{"-tesla"}},
	{"message: only in the text (Sprinklr)", `message: ("Gandalf" AND ("Frodo" OR "SAM"))`, []string{"+Gandalf met Sam", "-Gandalf"}},
	{"square brackets group as well (Sprinklr)", `[(robots OR #robot) AND (iot OR "internet of things")]`,
		[]string{"+robots in the internet of things", "+IoT #robot", "-robots"}},
	{"<<<comments>>> are passed over (Brandwatch, YouScan)", "acme <<<the brand>>>\n OR ajax", []string{"+ajax", "-brand"}},
	{"a product line with its own qualifiers (Meltwater)",
		`pear AND (watch OR pearwatch OR pearphone OR "pear pad") NOT ("pear sauce" OR "pear juice" OR "pear orchard*")`,
		[]string{"+my PearPhone is a pear", "-pear sauce on the watch", "+a pear watch", "-the pear orchards have a watch", "-pear"}},
	{"groups near each other, and a brand with its typos (Brandwatch)",
		`((mobile OR cell) NEAR/3 (contract OR plan*)) AND (telco OR telko OR "tel co" OR #telco) NOT (raw:RT OR "terms and conditions")`,
		[]string{"+my Telco cell phone plan", "+#telco plans for a mobile", "-RT telco mobile plan", "-telco mobile. and now for something else: contract"}},
	{"an ambiguous name told apart by case and neighbours (Talkwalker)",
		`({Orange} OR @orange) NEAR/7 (network OR broadband OR 4g OR sim) AND NOT (juice OR fruit)`,
		[]string{"+no network from Orange again", "+@Orange my SIM is dead", "-an orange network", "-Orange juice, no network"}},
	{"a campaign by several names, in several scripts",
		`"new year" OR "nieuw jaar" OR "año nuevo" OR 新年 OR نوروز OR #hny2027`,
		[]string{"+Happy NEW-YEAR", "+feliz ano nuevo", "+新年快乐", "+نَوروز مبارک", "+#HNY2027", "-new school year"}},
	{"complaints (all)", `acme AND (fail* OR (never ONEAR/2 again) OR ("not" ONEAR/1 (working OR recommended)) OR 😡) -#ad`,
		[]string{"+acme failed me", "+never ever again, Acme", "+Acme is not really working", "+acme 😡😡", "-acme works", "-acme failure #ad"}},
	{"pasted quotes", `“red shoes” OR «blue shoes» OR „green shoes“`, []string{"+red shoes", "+blue shoes", "+green shoes", "-shoes"}},
}

func TestManuals(t *testing.T) {
	for _, m := range manuals {
		t.Run(m.says, func(t *testing.T) {
			q, err := Compile(m.query)
			require.NoError(t, err)
			for _, post := range m.posts {
				d := &Document{Text: post[1:]}
				assert.Equal(t, post[0] == '+', q.Match(d), "%s\non %q\n%s", q, post[1:], q.Explain(d))
				assert.Equal(t, post[0] == '+', len(q.Append(nil, d)) > 0, "spans of %q", post)
			}
		})
	}
}
