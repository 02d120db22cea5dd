package fold

import "unicode"

// Letters that look like a Latin one: the everyday part of Unicode's
// confusables (UTS #39), in pairs so that it can be read and checked. Capitals
// stand for themselves, because Greek Ν looks like N and ν like v.
const lookalikes = "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC ϒY Ϻm ΛA ΣE ϜF ͿJ ΠN " +
	"αa βb γy δd εe ζz ηn θo ιi κk λl μu νv ξe οo πn ρp σo τt υu φo χx ψw ωw ςs ϲc ϳj ϝf " +
	"АA ВB ЕE ЅS ІI ЇI ЈJ КK МM НH ОO РP СC ТT УY ХX ԌG ԚQ ԜW ѴV ҮY ЬB ЯR ИN ЗE ГR ӀI ԀD ҺH ҪC ЛA ФO " +
	"аa бb вb гr дd еe зe иu йu кk лn мm нh оo пn рp сc тt уy фo хx цu чu шw щw ъb ыb ьb эe юo яr " +
	"іi їi јj ѕs ԁd ԛq ԝw һh ҽe ґr ӏl ѵv ԍg ҡk ᴦr ᴨn ᴩp ᴧv ҫc ԑe ҝk ԏt ꙇi " +
	"ԱU ՍU ՏS ՕO աw գq զq հh նu ոn սu օo ցg քf յj " +
	"ᴀA ʙB ᴄC ᴅD ᴇE ꜰF ɢG ʜH ɪI ᴊJ ᴋK ʟL ᴍM ɴN ᴏO ᴘP ʀR ꜱS ᴛT ᴜU ᴠV ᴡW ʏY ᴢZ " +
	"ɑa ɡg ɩi ʋv ɯw ʃs ʂs ɾr ɛe ƅb ƍd ɐa ǝe ŋn ɓb ɗd ɠg ƙk ɱm ƥp ʠq ƭt ʍm ʎy ʇt ɹr ɔo ƨs ƽs ɵo ƖI ƧS ƼS " +
	"ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG ᎻH ᏆI ᎫJ ᏦK ᏞL ᎷM ᏢP ᎡR ᏚS ᎢT ᏙV ᎳW ᏃZ ᏎS ᏀG " +
	"ꓐB ꓑP ꓓD ꓔT ꓖG ꓗK ꓙJ ꓚC ꓜZ ꓝF ꓟM ꓠN ꓡL ꓢS ꓣR ꓦV ꓪW ꓫX ꓬY ꓮA ꓰE ꓲI ꓳO ꓴU "

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
		case r < 0x80:
			out[from] = byte(unicode.ToLower(r))
		}
	}
	return out
}

// Lookalike returns the Latin letter, in lower case, that r looks like, or 0.
func Lookalike(r rune) byte {
	if r < rune(len(nearLookalikes)) {
		return nearLookalikes[r]
	}
	return lookalikeOf[r]
}

// nearLookalikes has those of the alphabets that texts are full of: Latin,
// Greek, Cyrillic, Armenian, and none of Hebrew and Arabic.
var nearLookalikes = func() (t [0x780]byte) {
	for r, c := range lookalikeOf {
		if r < rune(len(t)) {
			t[r] = c
		}
	}
	return t
}()

// Skeleton draws together what looks alike in ASCII: digits that stand for
// letters, and i, l and 1, which many fonts do not tell apart.
func Skeleton(c byte) byte {
	switch c {
	case '0':
		return 'o'
	case '1', 'l':
		return 'i'
	case '3':
		return 'e'
	case '4':
		return 'a'
	case '5':
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
