package recording

import "github.com/earshot-go/earshot/listen"

// The names of the brands.
const (
	Telmira   = "Telmira"   // a mobile network
	Linnet    = "Linnet"    // its cheaper sister; also a small bird
	Northlark = "Northlark" // their rival
)

// Brands returns the three brands as somebody at Telmira would describe them.
func Brands() []listen.Brand {
	return []listen.Brand{
		{
			Name:    Telmira,
			Terms:   []string{"تلمیرا"},
			Handles: []string{"telmira", "telmira_help"},
		},
		{
			Name:      Linnet,
			Terms:     []string{"Linnet Mobile", "لینت"},
			Handles:   []string{"linnet_sim"},
			Near:      near,
			Not:       []string{"linnets", "goldfinch", "hedge", "gorse", "twite", "heath"},
			Ambiguous: true,
		},
		{
			Name:       Northlark,
			Terms:      []string{"نورث‌لارک"},
			Handles:    []string{"northlark"},
			Competitor: true,
		},
	}
}

// near are words of the trade: a text that has one beside "linnet" is not about
// a bird.
var near = []string{
	"sim", "esim", "signal", "network", "data", "internet", "broadband", "fibre", "router", "wifi", "roaming",
	"bill", "contract", "plan", "coverage", "reception", "app", "phone", "support", "customer service", "refund",
	"bereik", "netwerk", "simkaart", "rekening", "abonnement", "databundel", "glasvezel", "modem", "klantenservice",
	"storing", "mobiel", "telefoon", "nummer", "winkel",
	"segnale", "rete", "dati", "bolletta", "contratto", "offerta", "fibra", "assistenza", "telefono", "copertura",
	"rimborso", "negozio", "numero", "giga",
	"آنتن", "شبکه", "نت", "اینترنت", "سیم‌کارت", "قبض", "بسته", "پشتیبانی", "اپ", "مودم", "رومینگ", "شماره", "گیگ", "گوشی",
}
