package duplicate

import (
	"net/url"
	"slices"
	"strings"
)

// maxAddress bounds what is taken for an address.
const maxAddress = 4 << 10

// tracking are parameters that say who sent a reader, not what is read. A name
// that ends in an underscore stands for all that begin with it.
var tracking = []string{
	"utm_", "mc_", "pk_", "mtm_", "hsa_", "oly_", "vero_", "at_", "ns_", "fb_", "ga_", "wt_",
	"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "igshid", "igsh", "li_fat_id",
	"cmpid", "ocid", "ito", "smid", "ftag", "xtor", "ncid", "sr_share", "spm", "_ga", "_gl", "mkt_tok", "trk", "campaign_id",
	"guccounter", "guce_referrer", "guce_referrer_sig", "ref_src", "ref_url", "soc_src", "soc_trk",
}

// Canonical returns an address as it names a page: in https, lower-case host
// without "www." or "m." and without the usual port, no parameters that only
// track readers, the others sorted, no slash at the end, and no fragment unless
// it names one of several things on the page, as "#comment-12" does, by a number. It
// returns "" for what names no page: an unreadable address, and a site's own.
func Canonical(address string) string {
	address = strings.TrimSpace(address)
	if len(address) > maxAddress {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	query := significant(u.RawQuery)
	fragment := ""
	if strings.ContainsAny(u.Fragment, "0123456789") || strings.HasPrefix(u.Fragment, "!") {
		fragment = "#" + u.EscapedFragment()
	}
	host := hostOf(u)
	if path+query+fragment == "" || host == "" || strings.Contains(host, "%") {
		return ""
	}
	return "https://" + host + path + query + fragment
}

func hostOf(u *url.URL) string {
	host := strings.Trim(strings.ToLower(u.Hostname()), ".")
	for again := true; again; {
		again = false
		for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
			if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
				host, again = strings.TrimLeft(rest, "."), true
			}
		}
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host
}

// significant returns a query, with its question mark, without what tracks.
func significant(query string) string {
	if query == "" {
		return ""
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		pairs[i] = strings.TrimSpace(pair) // sorted to the end, a blank would be none of the address
	}
	pairs = slices.DeleteFunc(pairs, func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return name == "" || tracks(strings.ToLower(name))
	})
	if len(pairs) == 0 {
		return ""
	}
	slices.Sort(pairs)
	return "?" + strings.Join(pairs, "&")
}

func tracks(name string) bool {
	for _, known := range tracking {
		if name == known || strings.HasSuffix(known, "_") && strings.HasPrefix(name, known) {
			return true
		}
	}
	return false
}

// siteOf returns the host of an address, "" where it has none.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || len(address) > maxAddress {
		return ""
	}
	return hostOf(u)
}

// worldwide reports whether an id is unique beyond its source.
func worldwide(id string) bool {
	return strings.Contains(id, "://") || strings.HasPrefix(id, "tag:") || strings.HasPrefix(id, "urn:")
}
