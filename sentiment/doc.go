// Package sentiment tells how a post speaks, and how it speaks of the brand that it names.
//
// The simplest call scores a whole text:
//
//	score := sentiment.Default().Score("The new app is great, thank you!")
//	score.Label()    // sentiment.Positive
//	score.Valence    // from -1 to 1, within 0.05 of 0 is neutral
//	score.Confidence // from 0 to 1: how likely the label is right
//	score.Language   // "en": found from the text
//
// It works without a network or a model server, allocates nothing and may be called from any number of goroutines.
//
// # Toward a brand
//
// A post may praise one brand and blame another. Toward scores how it speaks of what stands at a place of the text,
// given as byte offsets:
//
//	text := "Pepsi is much better than Coke."
//	sentiment.Default().Toward(text, 0, 5)   // Pepsi: positive
//	sentiment.Default().Toward(text, 26, 30) // Coke: negative
//
// The clause that holds the name counts most, the rest of the sentence less, other sentences least. Where the clause
// says nothing, the whole text stands in: in "Pepsi. I am so happy", the joy is for Pepsi.
//
// # Languages
//
// English, Dutch, Italian, Persian, German, French, Spanish and Portuguese. When a post says which language it is in,
// pass that on, since a short text does not always tell:
//
//	sentiment.Default().In("nl-BE").Score("Top!")
//
// In any other language only emoji and emoticons count, and without them the score is the zero Score, which means
// "cannot say". That is not the same as neutral, and its Label is Unknown.
//
// # Why
//
// Explain and ExplainToward list the cues of a score: the bytes of each, its kind, what the words around it did to it,
// and its contribution. The contributions add up to the valence.
//
// # What they want
//
// Intent tells complaints, questions, suggestions, praise, purchases, departures, news, spam and what is better left
// alone, as a set; IntentToward reads the sentence of a name:
//
//	sentiment.Default().Intent("My order never arrived. Where is my refund?") // complaint, question
//
// A service that wants both the tone and the intent toward a name asks for them at once: TowardIntent reads the text one
// time. Intents come from words and phrases, from hints of which it takes two, from question marks and from the tone; they
// are right more often than complete, and a post that says in its own way what few others say shows none. On two hundred
// posts that were written after the last of these words, the mean F1 of the nine intents is 0.84, at a precision of 0.94;
// news and complaints that only tell facts are missed most:
//
//	go test -run IntentsOfLabelledPosts -v ./sentiment
//
// # Your own posts
//
// A few hundred posts of your own, labelled by your own people, fit the scorer to the place that they come from:
//
//	model, err := sentiment.Train(examples, nil)
//	scorer := sentiment.Default().With(model)
//
// On 500 airline tweets this lifts macro-F1 on 2,500 others from 65 to 72, on 500 Persian reviews from 66 to 69. Where
// the built-in scorer is at home already it gains little, and may lose a point, so measure on posts that you did not
// train on. Train is deterministic, and a Model is stored with MarshalBinary.
//
// # What is read
//
// The lexicons and rules are this project's own: words with their valence from -4 to 4, phrases that win over the words
// in them ("no problem", "geen klachten"), negation with its place in each language, degree ("very", "een beetje"),
// contrast ("but"), conditions ("if it works"), questions and quotes. Capitals, stretched letters, exclamation marks,
// emoji with skin tones and joined parts, emoticons and the words of a hashtag count; addresses and handles do not. A
// linear model over words, word pairs and parts of words adds what lexicons miss; the file lexicon/NOTICE says what it
// learned from. Neutral is a class of its own: where it ends is calibrated in every language so that it ends at 0.05,
// and averages of several languages can be compared. Confidence is the share of labels that are right among those that are
// as sure: on single labelled sets it is off by 0.06 in the mean, on all of them together by 0.01. A text longer than
// 64 KiB is read up to there, and Toward reads the 64 KiB around the name.
//
// # How good it is
//
// The command bench/figures prints accuracy, macro-F1 and calibration on labelled sets beside govader, and the time that
// both take:
//
//	go run ./sentiment/bench/figures -data FOLDER
//
// # Who should look elsewhere
//
// Nobody here recognises sarcasm as people do, long essays are judged by their words and not by their argument, and a
// large language model with a network behind it is better where seconds and cents per post do not matter.
//
// The weights under weights/ are made by go generate, which needs the labelled sources that lexicon/NOTICE names.
package sentiment

//go:generate go test -run ^TestCompiledLexiconsAreCurrent$ -count 1 . -update
//go:generate go run ./internal/fit
