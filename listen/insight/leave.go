package insight

import (
	"sync"

	"github.com/earshot-go/earshot/match/query"
)

// A topicality is a kind of post that asks for care, with the words that tell
// it, in the query language. The words are those of the language's everyday
// reports and quarrels; they make no claim to be complete.
type topicality struct {
	name  string
	query string
}

// The reasons to leave a post alone, and danger, which is the opposite.
const (
	politics = "politics"
	baiting  = "baiting"
	offTopic = "off-topic"
	grief    = "grief or hatred" // as the scorer sees it
	danger   = "danger"
)

var topicalities = []topicality{
	{politics, `
		election OR elections OR electoral OR parliament OR senator* OR congressman OR congresswoman OR "prime minister" OR republicans OR democrats OR
		"left wing" OR "right wing" OR leftist* OR maga OR brexit OR genocide OR "foreign policy" OR propaganda OR zionis* OR fascis* OR communis* OR
		"white house" OR impeach* OR sanctions OR politician* OR politics OR government OR congress OR senate OR immigrants OR "gun control" OR abortion OR
		trump OR biden OR obama OR clinton OR putin OR "climate change" OR "human rights" OR refugee OR refugees OR
		wahlkampf OR bundestag* OR bundesregierung OR kanzler* OR afd OR landtagswahl* OR regierung OR regierungspartei* OR politiker* OR minister OR ministerin OR cdu OR csu OR spd OR fdp OR flüchtlinge OR
		verkiezing* OR "tweede kamer" OR kabinet OR minister-president OR pvv OR kamerlid* OR regering OR ministers OR politici OR politicus OR politiek OR vvd OR cda OR d66 OR pvda OR groenlinks OR asielzoekers OR
		élections OR "assemblée nationale" OR sénateur* OR macron OR "premier ministre" OR gouvernement OR politiciens OR
		elecciones OR "partido popular" OR psoe OR senador* OR diputad* OR "golpe de estado" OR gobierno OR políticos OR congreso OR
		eleições OR bolsonaro OR deputado* OR "supremo tribunal" OR governo OR políticos OR
		elezioni OR senatore OR senatori OR "presidente del consiglio" OR governo OR onorevole OR politici OR ministro OR
		انتخابات OR مجلس OR رئیس‌جمهور OR تحریم* OR حکومت OR دولت OR وزیر OR سیاسی`},
	{baiting, `
		"change my mind" OR "prove me wrong" OR "fight me" OR "come at me" OR "cry about it" OR "cry more" OR "stay mad" OR "cope harder" OR snowflake* OR
		sheeple OR "you people" OR libtard* OR shill OR shills OR bootlicker* OR "get rekt" OR "triggered yet" OR "who asked" OR "wake up people" OR
		gutmensch* OR schlafschaf* OR "heult leise" OR systemmedien OR
		"wakker worden" OR deugmens* OR "huil maar" OR
		"bande de moutons" OR "réveillez vous" OR collabos OR
		"llora más" OR "despierten" OR
		"chora mais" OR
		pecoroni OR buonisti OR rosicate OR svegliatevi OR
		گوسفند* OR بسوزید`},
	{danger, `
		"caught fire" OR exploded OR explosion OR electrocut* OR hospital OR hospitali* OR ambulance OR poisoned OR poisoning OR
		injured OR injury OR allergic OR suicid* OR "kill myself" OR lawsuit OR lawyer OR "sue you" OR "small claims" OR "data breach" OR hacked OR
		brannte OR "in flammen" OR explodiert OR krankenhaus OR verletzt OR vergiftet OR anwalt OR datenleck OR gehackt OR
		ontploft OR "in brand" OR ziekenhuis OR gewond OR vergiftigd OR advocaat OR datalek OR gehackt OR
		explosé OR "a pris feu" OR hôpital OR blessé OR intoxiqu* OR avocat OR
		explotó OR "se incendió" OR hospital OR herido OR intoxica* OR abogado OR
		explodiu OR "pegou fogo" OR ferido OR advogado OR
		esploso OR "preso fuoco" OR ospedale OR ferito OR intossicat* OR avvocato OR denuncia OR
		بیمارستان OR "آتش گرفت" OR منفجر OR مسموم OR وکیل OR هک`},
}

// topicalitySet asks all of them at once.
var topicalitySet = sync.OnceValues(func() (*query.Set, []*query.Query) {
	var queries []*query.Query
	for _, t := range topicalities {
		q, err := query.Compile(t.query)
		if err != nil { // a test forbids it
			q = nil
		}
		queries = append(queries, q)
	}
	return query.NewSet(queries...), queries
})
