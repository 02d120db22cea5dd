package query

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var article = Document{
	Title: "Acme opens in Utrecht", Text: "A new shop, with a view.",
	Author: "Justin Blake", Handle: "@justin_b", Site: "www.edition.example.com",
	URL: "https://www.example.com/news/shops?id=1", Source: "feed", Language: "en-GB", Country: "nl", Kind: "post",
	Followers: Known(12000),
}

func TestFields(t *testing.T) {
	for query, want := range map[string]Truth{
		`title:acme`:                           True,
		`text:acme`:                            False,
		`headline:"opens in"`:                  True,
		`title:(acme NEAR/2 utrecht)`:          True,
		`acme NEAR/9 shop`:                     False, // one in the title, one in the text
		`author:"justin blake"`:                True,
		`author: "Justin Blake"`:               True,
		`author:@Justin_B`:                     True,
		`author:justinb`:                       False,
		`author:just*`:                         True,
		`author:(anna OR justin_b)`:            True,
		`-author:justin_b`:                     False,
		`NOT author:anna`:                      True,
		`site:example.com`:                     True,
		`site:"http://www.example.com/"`:       True,
		`site:ample.com`:                       False,
		`site:(bild.de OR example.com)`:        True,
		`site:*.com`:                           True,
		`url:example.com/news`:                 True,
		`url:"https://www.example.com/news"`:   True,
		`url:example.com/new`:                  False,
		`url:*shops*`:                          True,
		`source:feed`:                          True,
		`source:mast*`:                         False,
		`lang:en`:                              True,
		`language:en_gb`:                       True,
		`lang:en-US`:                           False,
		`country:NL`:                           True,
		`country:(BE OR DE)`:                   False,
		`kind:post`:                            True,
		`type:review`:                          False,
		`followers:>1000`:                      True,
		`followers:>12k`:                       False,
		`followers:>=12k`:                      True,
		`followers:[1000 TO 50000]`:            True,
		`followers:10k..20k`:                   True,
		`followers:<= 11999`:                   False,
		`-followers:<5k`:                       True,
		`rating:<=2`:                           Unknown,
		`NOT rating:<=2`:                       Unknown,
		`acme rating:<=2`:                      Unknown,
		`ajax rating:<=2`:                      False,
		`acme OR rating:<=2`:                   True,
		`rating:*`:                             False,
		`NOT rating:*`:                         True,
		`acme AND (rating:>3 OR NOT rating:*)`: True,
		`followers:*`:                          True,
		`author:*`:                             True,
	} {
		q, err := Compile(query)
		if !assert.NoError(t, err, query) {
			continue
		}
		assert.Equal(t, want, q.Truth(&article), query)
		assert.Equal(t, want == True, q.Match(&article), query)
	}
}

func TestUnknownFieldsDecideNothing(t *testing.T) {
	for _, f := range fields {
		if f.scope != anywhere || f.shape == linkValue || f.alias == asHashtag || f.alias == asAccount || f.alias == asLiteral {
			continue // the words of the document answer these
		}
		value := map[bool]string{true: ">1", false: "nl"}[f.numeric]
		if f.alias == asKind {
			value = "reply"
		}
		q, err := Compile(f.name + ":" + value)
		require.NoError(t, err)
		not, err := Compile("-" + f.name + ":" + value)
		require.NoError(t, err)
		assert.Equal(t, Unknown, q.Truth(&Document{}), f.name)
		assert.Equal(t, Unknown, not.Truth(nil), f.name)
		assert.Contains(t, q.Explain(&Document{}).Why, "does not tell its "+q.root.clause.field.name)
	}
}
