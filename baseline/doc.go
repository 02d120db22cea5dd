// Package baseline learns what is normal for a series of numbers in time, says how odd the next one is,
// and what is to come. It is made for counts of mentions by the hour, and takes ratios (the share of
// negative posts) and amounts (reach, seconds) as well. It looks at every number once, keeps about one
// kilobyte a series, does not allocate, reads no clock, and needs no other package of this module.
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
// missing hour is not an hour of silence. An hour that was watched in part has an [Observation] with its
// Coverage. [New] takes other intervals, time zones, kinds of numbers, days off and known events.
//
// # What it knows
//
// A mean is made of a level, the shape of the day, of days off, of the week, the known events of
// [Options].Calendar and a passing swing. All are learned from the first number on, coarse before fine: after two
// days there is a daily shape, after two weeks a weekly one. Outliers are clipped before anything is
// learned from them. A known event may have an effect of any size, which is learned in its first hours and
// raises no alarm. Around the mean a count is negative binomial, a ratio binomial with extra width, an amount
// bell-shaped, and the widths are learned. [Verdict].Parts says what an expected value is made of.
//
// # How odd is it
//
// Evidence is gathered over windows of 1 to 128 intervals, up and down: a night of slightly too little
// says as much as one hour of silence. A long window has fewer tries to be extreme by chance than a short one, and
// needs less. What the model thinks improbable is then compared with how often this very series did so
// before. [Verdict].P is the probability that is left, and Score is 1 - P. Before the baseline is Ready, Score is 0.
//
// On made-up hourly mentions of 120 brands over 26 weeks, Alone (the same probability for the one interval)
// is below 0.001 on 0.0009 of the normal intervals, and below 0.0001 on 0.0001 of them; with a budget of 0.1
// a normal week has 0.07 incidents (go run ./baseline/bench/figures).
//
// # When to tell somebody
//
// [Verdict].State turns to Onset when P is so small that a normal series would give less than
// [Options].Budget false alarms a week, and to Over when the series is back. One incident is one alarm. An incident
// that lasts for [Options].Lasting becomes the NewNormal, a change point: its level is taken over. With a
// threshold of your own, compare it to News, which is Score on the rows that bring something new and 0 on
// those that only go on. Where a series bursts every day, rank its bursts by Size, or take those that Surge tells of.
//
// # What comes next
//
// [Baseline.Forecast] gives the next intervals, with known events and with bands that widen where the
// series has left them too often.
//
// # Late posts, shards, many series
//
// A [Tally] holds intervals open until their late posts have come, and hands them over in order; tallies
// of shards add up exactly. [Baseline.AddShard] merges what two learned from the same hours of other posts,
// [Baseline.Then] what two learned from spans that follow each other. A [Table] keeps a baseline for each
// of many keys in bounded memory.
//
// State is kept by [Baseline.AppendBinary] and taken up by [Baseline.UnmarshalBinary], after which
// everything goes on bit for bit as if nothing had happened.
//
// # Finished series
//
// [Decompose] and [Incidents] look at a whole series at once, [Changes] finds lasting changes in short
// ones, [Correlate] compares two series over lags with their common nights taken out, [Effect] says what marked days
// did.
//
// # Who should not read on
//
// Whoever looks for oddities of shape in a heart beat, needs several series judged together, has seasons of
// a month or a year, or fewer than some dozens of numbers. Nor can anybody find a single doubled hour of a
// brand that is named once a day: chance does that every week.
package baseline
