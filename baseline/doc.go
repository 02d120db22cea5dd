// Package baseline learns what is normal for a series of numbers in time, and says how odd the next one
// is. It is made for counts of mentions by the hour, and takes ratios (the share of negative posts) and
// amounts (reach, seconds) as well. It looks at every number once, keeps about one kilobyte a series,
// and needs no other package of this module.
//
// # The simplest use
//
// The zero Baseline is ready for hourly counts in UTC:
//
//	var b baseline.Baseline
//	for _, hour := range hours {
//		v := b.Observe(hour.Start, hour.Mentions)
//		if v.State == baseline.Onset {
//			fmt.Printf("%s: %v mentions, expected %.0f (%.0f to %.0f)\n", v.Time, v.Value, v.Expected, v.Low, v.High)
//		}
//	}
//
// Pass the start of each interval, in order of time. Pass nothing for an interval that nobody watched: a
// missing hour is not an hour of silence. An hour that was watched in part has an [Observation] with its Coverage.
//
// # What it knows
//
// A mean is made of a level, the shape of the day, of days off, of the week, the known events of
// [Options].Calendar and a passing swing that fades within a day. All are learned from the first number
// on, coarse before fine, so that after two days there is a daily shape and after two weeks a weekly one. Outliers are
// clipped before anything is learned from them. Around the mean, a count is negative binomial, a ratio
// binomial with extra width, and the extra width is learned.
//
// # How odd is it
//
// Evidence is gathered over windows of 1 to 128 intervals, up and down: a night of slightly too little
// says as much as one hour of silence. What the model thinks improbable is then compared with how often this very series did so
// before: [Verdict].P means what it says, and Score = 1 - P is the share of normal intervals that are
// less odd. Before the baseline is Ready, Score is 0.
//
// # When to tell somebody
//
// [Verdict].State turns to Onset when P is so small that the series would give less than
// [Options].Budget false alarms a week, and to Over when the last intervals look normal. An incident that
// lasts for [Options].Lasting becomes the NewNormal. With a threshold of your own compare it to News,
// which is Score on the rows that bring something new and 0 on those that only go on.
//
// # To keep it
//
// A Baseline reads no clock, and the same observations give the same verdicts on every run. Its state is
// appended by [Baseline.AppendBinary] and taken up by [Baseline.UnmarshalBinary] as if nothing had happened in between.
//
// # Who should not read on
//
// Whoever looks for oddities of shape in a heart beat, needs several series judged together, has seasons of
// a month or a year, or fewer than some dozens of numbers.
package baseline
