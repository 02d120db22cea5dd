package match

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shelf is a set of brands that shows most of what may go wrong with names.
var shelf = []Brand{
	{Name: "Coca-Cola", Terms: []string{"Coke", "کوکاکولا"}, Handles: []string{"cocacola"}, Not: []string{"coke oven"}},
	{Name: "McDonald's", Terms: []string{"McD's", "مک‌دونالد"}},
	{Name: "JetBlue", Handles: []string{"@JetBlue"}},
	{Name: "AT&T"},
	{Name: "H&M", Terms: []string{"Hennes & Mauritz"}},
	{Name: "Nike"},
	{Name: "iPad", Terms: []string{"آیپد"}},
	{Name: "Facebook", Terms: []string{"فیسبوک"}},
	{Name: "L'Oréal"},
	{Name: "Starbucks"},
	{Name: "Bank of America", Terms: []string{"$BAC"}},
	{Name: "Samsung", Terms: []string{"سامسونگ"}},
	{Name: "Dr. Pepper"},
	{Name: "Apple", Terms: []string{"$AAPL"}, Ambiguous: true, Near: []string{"iphone", "store"}, Not: []string{"apple pie"}},
	{Name: "Best Buy"},
	{Name: "Shell"},
	{Name: "YouTube"},
	{Name: "WhatsApp"},
	{Name: "Victoria's Secret"},
	{Name: "TIM"},
	{Name: "Škoda"},
	{Name: "Groß"},
	{Name: "苹果"},
	{Name: "ドコモ"},
}

func compile(t testing.TB, brands ...Brand) *Matcher {
	t.Helper()
	m, err := Compile(brands...)
	require.NoError(t, err)
	return m
}

func TestFindsHoweverWritten(t *testing.T) {
	m := compile(t, shelf...)
	for _, c := range []struct {
		text, brand, span string
		kind              Kind
	}{
		{"a Coca-Cola please", "Coca-Cola", "Coca-Cola", Exact},
		{"a COCA COLA please", "Coca-Cola", "COCA COLA", Folded},
		{"a CocaCola please", "Coca-Cola", "CocaCola", Joined},
		{"more coke!", "Coca-Cola", "coke", Folded},
		{"یک كوكاكولا بده", "Coca-Cola", "كوكاكولا", Folded},
		{"Ｎike and Ni\u0301ke", "Nike", "Ｎike", Folded},
		{"ŠKODA", "Škoda", "ŠKODA", Folded},
		{"Sˇ SKODA", "Škoda", "SKODA", Folded},
		{"loreal", "L'Oréal", "loreal", Joined},
		{"L’Oréal", "L'Oréal", "L’Oréal", Folded},
		{"GROSS sale", "Groß", "GROSS", Folded},
		{"Nike's new shoe", "Nike", "Nike's", Possessive},
		{"Nike’s new shoe", "Nike", "Nike’s", Possessive},
		{"two iPads", "iPad", "iPads", Possessive},
		{"my iPad2 broke", "iPad", "iPad2", Joined},
		{"سامسونگ‌های جدید", "Samsung", "سامسونگ‌های", Possessive},
		{"سامسونگی", "Samsung", "سامسونگی", Possessive},
		{"on face book", "Facebook", "face book", Split},
		{"فيس بوک", "Facebook", "فيس بوک", Split},
		{"#nike", "Nike", "#nike", Hashtag},
		{"#thanksjetblue", "JetBlue", "#thanksjetblue", Hashtag},
		{"#NikeRunning", "Nike", "#NikeRunning", Hashtag},
		{"thanks @jetblue!", "JetBlue", "@jetblue", Handle},
		{"@NikeSupport help", "Nike", "@NikeSupport", Handle},
		{"long $BAC", "Bank of America", "$BAC", Cashtag},
		{"at&t and AT&amp;T", "AT&T", "at&t", Folded},
		{"at H and M", "H&M", "H and M", Folded},
		{"#hm #handm", "H&M", "#hm", Hashtag},
		{"Starbcuks again", "Starbucks", "Starbcuks", Misspelled},
		{"starbuks again", "Starbucks", "starbuks", Misspelled},
		{"victoria secret sale", "Victoria's Secret", "victoria secret", Misspelled},
		{"bank of amercia", "Bank of America", "bank of amercia", Misspelled},
		{"Nіke with Cyrillic і", "Nike", "Nіke", Homoglyph},
		{"St4rbuck5", "Starbucks", "St4rbuck5", Homoglyph},
		{"𝐒𝐭𝐚𝐫𝐛𝐮𝐜𝐤𝐬", "Starbucks", "𝐒𝐭𝐚𝐫𝐛𝐮𝐜𝐤𝐬", Folded},
		{"dr pepper", "Dr. Pepper", "dr pepper", Folded},
		{"我买了苹果手机", "苹果", "苹果", Exact},
		{"新しいドコモの端末", "ドコモ", "ドコモ", Exact},
	} {
		hits := m.Append(nil, c.text)
		require.NotEmpty(t, hits, c.text)
		h := hits[0]
		assert.Equal(t, c.brand, h.Brand, c.text)
		assert.Equal(t, c.span, c.text[h.Start:h.End], c.text)
		assert.Equal(t, c.kind.String(), h.Kind.String(), c.text)
		assert.Greater(t, h.Confidence, .5, c.text)
	}
}

func TestLeavesOtherWordsAlone(t *testing.T) {
	m := compile(t, append(shelf, Brand{Name: "Home Depot"}, Brand{Name: "State Farm"}, Brand{Name: "GameStop"}, Brand{Name: "North Face"}, Brand{Name: "Enel"},
		Brand{Name: "Fars News"}, Brand{Name: "Google"}, Brand{Name: "NY Times", Terms: []string{"New York Times"}}, Brand{Name: "Walmart"}, Brand{Name: "Cisco"}, Brand{Name: "Hermès"},
		Brand{Name: "CBS News"}, Brand{Name: "آیپد"}, Brand{Name: "Facebook Watch"}, Brand{Name: "Instagram"}, Brand{Name: "Intel"}, Brand{Name: "توییتر"}, Brand{Name: "نیسان"}, Brand{Name: "آیفون"})...)
	for _, text := range []string{
		"she'll be back", "that's it, I'm off", "you to be there", "my best but one", "do your best. Buy some cookies",
		"homedecor ideas", "the statepark", "GameSpot review", "whatsup", "northgate mall", "in el mar", "#FakeNews",
		"googly eyes", "New York - Times Square", "cinco de mayo", "wallart for sale", "heres one", "CBC News and ABC News", "NBC News", "یک ایپاد", "goog for you", "en el bar", "soon on #Instagr ...", "soon on Instagr…", "nike_fan_22 says hi",
		"intl flight", "یک توییت", "ایشون نیستن", "https://www.nike.com/shoes", "mail me at joe@nike.com", "youtu.be/nike",
		"snike", "nikette", "Coca and a Cola", "hand me that", "a t t", "pineapple",
	} {
		assert.Empty(t, m.Append(nil, text), text)
	}
}

func TestOffsetsArePlacesInTheOriginal(t *testing.T) {
	m := compile(t, shelf...)
	for text, span := range map[string]string{
		"İİİ Nike": "Nike", "ßßß ﬁﬁ Nike’s": "Nike’s", "e\u0301e\u0301 Nike": "Nike", "👩‍👩‍👧 #nike 👍": "#nike",
		"\xff\xfe Nike \xff": "Nike", "ﷺ ﷺ Nike": "Nike", "ＮＩＫＥ": "ＮＩＫＥ", "“Nike”": "Nike", "＃nike": "＃nike",
	} {
		hits := m.Append(nil, text)
		require.Len(t, hits, 1, text)
		assert.Equal(t, span, text[hits[0].Start:hits[0].End], text)
	}
}

func TestTheLongerNameWins(t *testing.T) {
	m := compile(t, Brand{Name: "Time"}, Brand{Name: "Time Warner"}, Brand{Name: "Time Warner Cable"}, Brand{Name: "Spectrum", Terms: []string{"Time Warner Cable"}})
	hits := m.Append(nil, "Time Warner Cable is out of time")
	require.Len(t, hits, 3)
	assert.Equal(t, []string{"Time Warner Cable", "Spectrum", "Time"}, []string{hits[0].Brand, hits[1].Brand, hits[2].Brand})
}

func TestCompileReportsEveryBadBrand(t *testing.T) {
	_, err := Options{MinConfidence: 2}.Compile(Brand{Name: " "}, Brand{Name: "A", Terms: []string{"!!!", "\xff"}}, Brand{Name: "A"}, Brand{Name: "B", Handles: []string{"@"}, Near: []string{""}, Not: []string{"?"}})
	require.Error(t, err)
	var first *BrandError
	require.ErrorAs(t, err, &first)
	assert.Equal(t, BrandError{Index: 0, Brand: " ", Field: "Name", Value: "", Reason: "is empty"}, *first)
	joined, ok := err.(interface{ Unwrap() []error })
	require.True(t, ok)
	assert.Len(t, joined.Unwrap(), 8)
}

func TestNamesThatHoldNothingAreRefused(t *testing.T) {
	for _, name := range []string{"&", "&&", "!", "https://nike.com/shoes", "\u0301", "👍", "@", "#", "$"} {
		_, err := Compile(Brand{Name: name})
		var bad *BrandError
		require.ErrorAs(t, err, &bad, name)
		assert.Equal(t, "Name", bad.Field, name)
	}
}

func TestSearchDoesNotAllocate(t *testing.T) {
	if raceDetector {
		t.Skip("allocations are not counted under the race detector")
	}
	m := compile(t, shelf...)
	dst := make([]Hit, 0, 64)
	text := "Starbcuks, nіke, #thanksjetblue and victoria secret at H&M: سامسونگ‌های @NikeSupport apple store hewlett unknwonword"
	assert.Zero(t, testing.AllocsPerRun(100, func() { dst = m.Append(dst[:0], text) }))
	assert.NotEmpty(t, dst)
}

func TestExplainNamesTheCondition(t *testing.T) {
	m := compile(t, append(shelf, Brand{Name: "Cisco"})...)
	for _, c := range []struct{ text, brand, says string }{
		{"more Starbcuks", "Starbucks", `"Starbcuks" at 5: misspelled of "Starbucks", 1 of 1 edits that 9 letters may have`},
		{"a bike", "Nike", `4 letters may have 0`},
		{"cinco", "Cisco", `is a word of its own`},
		{"nothing here", "Nike", "no word is near"},
		{"the apple store", "Apple", "which may mean something else: also a word"},
		{"an apple a day", "Apple", "below the threshold of 0.50"},
		{"nothing here", "Nobody", "compiled without"},
		{"bikes", "Nike", "is 2 edits from"},
	} {
		assert.Contains(t, m.Explain(c.text, c.brand).String(), c.says, c.text)
	}
}

func TestManyGoroutinesMayUseOneMatcher(t *testing.T) {
	m := compile(t, shelf...)
	text := "Starbcuks, nіke, #thanksjetblue at H&M near the apple store"
	want := m.Append(nil, text)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				assert.Equal(t, want, m.Append(nil, text))
			}
		})
	}
	group.Wait()
}

func TestExplainNamesThePhraseThatRulesOut(t *testing.T) {
	t.Parallel()
	m, err := Compile(Brand{Name: "Lantern", Near: []string{"bike"}, Not: []string{"paper lantern"}, Ambiguous: true})
	require.NoError(t, err)
	why := m.Explain("a Paper lantern with a bike bell", "Lantern").String()
	assert.Contains(t, why, `part of "Paper lantern", which Not rules out`)
	assert.NotContains(t, m.Explain("the Lantern with a bike bell", "Lantern").String(), "rules out")
}
