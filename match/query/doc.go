// Package query answers Boolean queries about posts, in the language that
// users of listening tools write.
//
// Compile a query once, and ask it about as many documents as you like:
//
//	q, err := query.Compile(`(kettle OR toaster) AND (leak* OR "does not work") NOT jobs -author:acmehelp`)
//	if err != nil {
//		log.Fatal(err) // everything that cannot be used, with its place and a hint
//	}
//	q.Match(&query.Document{Text: "My new kettle leaks", Handle: "anna"}) // true
//
// [Query.Append] gives the bytes that matched, for highlighting.
// [Query.Explain] says why a document matched, or names the first clause that
// failed. [Query.Lint] finds clauses that compile and yet do not do what was
// meant, and [Query.String] writes the query with every operator and
// parenthesis, as it was understood. A [Set] asks many queries at once, for
// routes and tags, and reads the document only once.
//
// # Words
//
//	kettle          the word, whatever its case and accents; also in #kettle, @kettle and kettle's
//	"hand mixer"    these words side by side; so is hand-mixer without quotes
//	kettl*  k?ttle  * is any letters or none, ? is one letter; also inside quotes
//	kettle~1        one edit: a letter more, less or other, or two changed round; ~2 is two edits
//	carsharing~     together or apart: carsharing, car sharing, car-sharing
//	{Apple}         in exactly this case; case:"Apple Watch" is the long form
//	raw:C++         byte by byte, with its signs; raw:"AT&T Inc." if there are spaces
//	#acme @acme $ACME   only with that sign, and the whole tag or account name
//	🔥              a symbol, byte by byte
//
// Text is folded as package match folds it: case, diacritics, width, letter
// forms of Persian and Arabic, and the zero width non-joiner make no
// difference, and & is the word "and". Signs other than # @ $ part words and
// are passed over: Google+ finds Google, as Brandwatch's manual has it, and
// Lint points that out. A word of a query is a whole word of the text, and
// nothing is inflected. Chinese, Japanese and Thai are searched letter by
// letter. Web addresses and mail domains are passed over, except by raw:.
//
// # Operators
//
// From tightest to loosest, in any case:
//
//	a NEAR/5 b      at most 5 words between, in either order; NEAR alone (in capitals) is NEAR/4
//	a ONEAR/5 b     the same, a before b; a NEAR/5f b is another spelling
//	"a b"~5         the same as a NEAR/5 b
//	NOT a, -a, !a   a does not hold
//	a AND b, a && b both; also between words that nothing else joins
//	a OR b, a | b   one of them at least; | stands between blanks
//	( )  [ ]        group; <<< >>> encloses a comment
//
// The sides of NEAR are words, phrases, and groups of them joined by OR or
// NEAR. A group of near words is the stretch of text from its first to its
// last word, and what stands in it or within reach of it is near it. To search
// for a word that is an operator, quote it. Tools differ on words without an
// operator between them: [Options] has the choice. Some take !a for exact case,
// so Lint points it out.
//
// # Fields
//
//	title:acme  text:(red OR blue)          where the words are
//	author:anna  author:"Anna Lee"          the name or the account name, whole; * and ? as in words
//	site:example.com                        the host and all below it
//	url:example.com/news                    the beginning of the address, without scheme and www
//	inurl:kettle                            anywhere in the address, from word to word
//	links:example.com  links:example.com/a  an address in title or text: on that host, with that beginning
//	source:mastodon  kind:review  country:NL   mastodon stands for mastodon:example.social
//	lang:en  lang:pt-BR                     a language stands for its regions
//	followers:>1000  followers:10k..50k  followers:[10 TO 99]  rating:<=2
//	author:*                                the field is known
//
// Every field takes a group, as in site:(a.com OR b.com), and has its twin for
// exclusion: -author:anna, NOT author:anna. Values of one field side by side
// are alternatives, since nothing is on two sites at once: site:a.com
// site:b.com. Numbers are not: followers:>100 followers:<500 is a range; nor
// are links: and inurl:, of which several may hold.
//
// Fields of other tools are read as what they mean here, and [Query.String]
// shows it:
//
//	intitle:acme                            title:acme
//	hashtags:acme, hashtag:acme             #acme
//	at_mentions:acme, mention:acme          @acme
//	exactMessage:"A+ TV"                    text:raw:"A+ TV"
//	sourcetype:SOCIALMEDIA_MASTODON         source:mastodon; sourcetype:REVIEW is kind:review
//	engagementType:RETWEET                  kind:repost; COMMENT and REPLY are kind:reply
//
// An address that was shortened is the short one to links:. There is no
// gender:, continent: or location:, since documents do not tell them.
//
// # What is not known
//
// Unknown is not zero, and not "no". A clause about a field that the document
// does not tell is neither true nor false, and so is its exclusion: of a
// document without an author, author:anna and -author:anna are both
// [Unknown]. The answer passes through AND, OR and NOT as in Kleene's logic,
// so that a clause that decides anyway still decides. Match says yes to True
// alone; [Query.Truth] tells Unknown from False. To let unknown authors pass,
// say so: (-author:anna OR NOT author:*).
//
// # Grammar
//
//	query   = all { "OR" all }
//	all     = unit { [ "AND" ] unit }
//	unit    = ( "NOT" | "-" | "!" ) unit | near
//	near    = operand { ( "NEAR" | "ONEAR" ) [ "/" number [ "f" ] ] operand }
//	operand = "(" query ")" | field ":" ( value | "(" query ")" ) | term
//	term    = word [ "~" [ number ] ] | quoted [ "~" number ] | "{" words "}" | "raw:" literal
//
// # Bounds
//
// An expression has at most 256 KiB, 5,000 terms, 200 different words with
// wildcards or edits, 500 NEARs of at most 100 words, and 64 levels. Of title
// and text the first 64 KiB are read. Time grows with the length of the
// document and of the query, never with the square of either, except that
// Lint compares clauses in pairs up to a bound.
//
// # Who should look elsewhere
//
// To find every mention of a brand, however it is misspelt, use package match:
// it knows names from words. A query does what it says and no more. This
// package ranks nothing, keeps no index, and does not know lemmas or synonyms.
package query
