package fold

// Letters that look like a Latin one, after folding: the everyday part of
// Unicode's confusables (UTS #39) for Greek, Cyrillic, Armenian, Cherokee and
// the small capitals. Written as pairs so that it can be read and checked.
const lookalikes = "αa βb γy δd εe ζz ηn θo ιi κk λl μu νv ξe οo πn ρp σo τt υu φo χx ψw ωw ςs ϲc ϳj ϝf " +
	"аa бb вb гr дd еe жx зz иu йu кk лn мm нh оo пn рp сc тt уy фo хx цu чu шw щw ъb ыb ьb эe юo яr " +
	"іi їi јj ѕs ԁd ԛq ԝw һh ҽe ґr ӏl ѵv ԍg ҡk ԏt ᴦr ᴨn ᴩp ᴧv " +
	"աw գq զq հh նu ոn սu օo ցg քf յj " +
	"ɑa ɡg ɩi ʋv ɯw ʃs ʂs ɾr ɛe ƅb ƍd ɐa ǝe ŋn ʗc ɓb ɗd ɠg ƙk ɱm ƥp ʠq ƭt ʍm ʎy ʇt ɹr ɔo ƨs ƽs ɵo "

var lookalikeOf = parseLookalikes(lookalikes)

func parseLookalikes(pairs string) map[rune]byte {
	out := make(map[rune]byte)
	var from rune
	for _, r := range pairs {
		switch {
		case r == ' ':
			from = 0
		case from == 0:
			from = r
		default:
			out[from] = byte(r)
		}
	}
	return out
}

// Lookalike returns the Latin letter that r looks like, or 0.
func Lookalike(r rune) byte { return lookalikeOf[r] }

// Skeleton draws together what looks alike in ASCII: digits that stand for
// letters, and i, l, 1 and j, which many fonts do not tell apart.
func Skeleton(c byte) byte {
	switch c {
	case '0':
		return 'o'
	case '1', 'l', '!', '|':
		return 'i'
	case '3':
		return 'e'
	case '4', '@':
		return 'a'
	case '5', '$':
		return 's'
	case '7':
		return 't'
	case '8':
		return 'b'
	case '9', '6':
		return 'g'
	}
	return c
}
