package document

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decode returns the bytes of a feed as UTF-8. What the bytes show counts
// before what any label says, because labels are copied from templates: a byte
// order mark, the shape of UTF-16 and UTF-32, then whether it is UTF-8. Only
// then do the labels count, that of the HTTP header first, and windows-1252
// last, in which nothing is unreadable.
func decode(body []byte, contentType string) []byte {
	if enc, mark := shape(body); enc != nil {
		if text, err := enc.NewDecoder().Bytes(body[mark:]); err == nil {
			return text
		}
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	label := declared(body)
	if utf8.Valid(body) && !shifts(label) {
		return body
	}
	for _, name := range []string{headerCharset(contentType), label} {
		if text, ok := decodeAs(body, name); ok {
			return text
		}
	}
	return mixed(body)
}

// shape recognizes encodings of two and four bytes, and returns how many bytes
// their mark takes.
func shape(body []byte) (encoding.Encoding, int) {
	le, be := unicode.LittleEndian, unicode.BigEndian
	for _, known := range []struct {
		prefix string
		enc    encoding.Encoding
		mark   int
	}{
		{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4},
		{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4},
		{"<\x00\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 0},
		{"\x00\x00\x00<", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 0},
		{"\xff\xfe", unicode.UTF16(le, unicode.IgnoreBOM), 2},
		{"\xfe\xff", unicode.UTF16(be, unicode.IgnoreBOM), 2},
		{"<\x00", unicode.UTF16(le, unicode.IgnoreBOM), 0},
		{"\x00<", unicode.UTF16(be, unicode.IgnoreBOM), 0},
		{"\x4c\x6f\xa7\x94", charmap.CodePage037, 0},
	} {
		if bytes.HasPrefix(body, []byte(known.prefix)) {
			return known.enc, known.mark
		}
	}
	return nil, 0
}

var prolog = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:\-]{1,40})["']`)

// declared returns the encoding that an XML prolog names.
func declared(body []byte) string {
	m := prolog.FindSubmatch(body[:min(len(body), 1024)])
	if m == nil {
		return ""
	}
	return strings.ToLower(string(m[1]))
}

// shifts tells encodings whose bytes all look like ASCII though they are not.
func shifts(label string) bool {
	return strings.HasPrefix(label, "iso-2022") || label == "utf-7" || label == "hz-gb-2312"
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// decodeAs decodes by a label, unless the label is unknown, says UTF-8, which
// the bytes are not, or says UTF-16 of bytes that begin otherwise.
func decodeAs(body []byte, label string) ([]byte, bool) {
	enc, name := charset.Lookup(label)
	if enc == nil || strings.HasPrefix(name, "utf-") {
		return nil, false
	}
	text, err := enc.NewDecoder().Bytes(body)
	return text, err == nil
}

// mixed keeps what is UTF-8 and reads each stray byte as windows-1252: pages
// are put together of parts, and one pasted quotation mark should not garble
// the rest.
func mixed(body []byte) []byte {
	out := make([]byte, 0, len(body)+len(body)/8)
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(body[0])
		}
		out = utf8.AppendRune(out, r)
		body = body[size:]
	}
	return out
}
