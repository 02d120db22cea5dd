// Package match finds brands in text, however people write them.
//
// Name the brands, compile them once, and ask as often as you like:
//
//	m, err := match.Compile(match.Brand{Name: "Coca-Cola", Terms: []string{"Coke"}}, match.Brand{Name: "IKEA"})
//	if err != nil {
//		log.Fatal(err) // every bad brand, joined
//	}
//	for hit := range m.All("cocacola and #ikea") {
//		fmt.Println(hit.Brand, hit.Start, hit.End, hit.Kind)
//	}
//
// A [Hit] says which brand, where in the original bytes, how it was written
// ([Kind]) and how sure that is. [Matcher.Append] does the same without
// allocating, and [Matcher.Explain] says in words why a text names a brand or
// what kept it from doing so.
//
// # What is found
//
// Only Name is needed. From it follow, without being listed: other case,
// diacritics, width and apostrophes; Persian and Arabic letter forms and the
// zero width non-joiner; possessive, plural and number suffixes (Nike's,
// iPads, iPad2); words run together or torn apart (cocacola, face book);
// hashtags, also glued ones (#thanksjetblue); account names and ticker
// symbols; one edit from five letters on, two slips of the finger or the ear
// from eight and any two from twelve; and letters that only look right (Nіke
// with a Cyrillic і, N1ke).
//
// Abbreviations and nicknames must be listed in Terms: nothing that is only
// guessed becomes active by itself. A term that begins with #, $ or @ counts
// only with that sign.
//
// # What is not
//
// A name is a whole word. A word that people really use is never taken for a
// misspelling: a dictionary of eight languages (English, Dutch, Italian,
// Persian, German, French, Spanish, Portuguese) is built in, and
// [Options.Words] adds yours. Web and mail addresses are passed over. A name
// of one to four letters bears no edit, one of five only a likely slip, with
// its first letter kept, and not when the same word is written twice; what is
// cut off by an ellipsis is no slip.
//
// # Names that are also words
//
// Set Ambiguous for a name such as Apple or Target, give words that speak for
// it (Near) and phrases that speak against it (Not), and each hit's confidence
// is weighed from what stands around it. [Options.MinConfidence] sets the cut,
// and [Learn] corrects the weights of a name from posts that you judged.
//
// Of some four hundred well-known names (Apple, Delta, Orange, Shell, Tide and
// others) it is built in what they mostly mean in posts and which words and
// phrases stand beside either meaning. It is used for names that are marked
// Ambiguous and for terms that are everyday words, and takes them for the
// best-known brand of that name: where yours is another Delta, Near and Not or
// a few labelled posts set that right.
//
// [Matcher.Warnings] names terms that are everyday words, that two brands
// share or that change nothing, and [Suggest] lists how a name may be written
// and how risky each way is.
//
// # Saving and replacing
//
// A matcher never changes. To change the brands, compile a new one while the
// old one serves, and store it where the old one was; [Matcher.AppendBinary]
// and [Load] carry one from process to process.
//
// # Speed
//
// A text is folded and cut into words once. Runs of words are looked up by
// hash behind a bitset, so the time for a text hardly grows with the number of
// brands, and misspellings are looked for only among words that the
// dictionary does not have. With many brands the tables are larger than the
// processor's caches; all look-ups of a text are then done side by side, so
// that it waits once and not for each of them.
//
// # Who should look elsewhere
//
// This package does not link a mention to an entity by meaning, does not find
// paraphrases ("the Cupertino company"), and does not find names inside longer
// words except in hashtags. Text in scripts that put no space between words is
// searched letter by letter (Chinese, Thai) or by runs (katakana), and no
// dictionary guards it. German nouns are thin in the dictionary.
package match
