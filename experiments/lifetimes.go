package experiments

import (
	"iter"
	"math"

	"nines/models"
	"nines/sim/stat"
	"nines/sim/unit"
)

// lifetimes are times of some kind, pooled over the replications: of those that began in the measured time, how long
// those lasted that have ended, and how long the others had when their run was over, or they were cut off otherwise.
// Those that were under way when the measured time began are left out: of them the long ones are too many. The times
// between outages begin with an outage that ends, or with a run that is measured from the start and all of whose
// components are new then.
type lifetimes struct {
	ended, cut stat.Histogram
	// drift is, by replication, how many outages more began in the first quarter of the measured time than a quarter of
	// all; of times between outages only.
	drift []float64
}

// unfinished takes in a time that is not over; NaN stands for none.
func (l *lifetimes) unfinished(seconds float64) {
	if !math.IsNaN(seconds) {
		l.cut.Add(seconds)
	}
}

// addOutages takes in the outages of a service, addUps the times between them.
func (l *lifetimes) addOutages(o *models.ServiceOutcome) {
	l.ended.Merge(&o.Durations)
	if o.Open {
		l.unfinished(o.Lasting)
	}
}

func (l *lifetimes) addUps(o *models.ServiceOutcome) {
	l.ended.Merge(&o.Ups)
	if !o.Open {
		l.unfinished(o.Lasting)
	}
	l.drift = append(l.drift, float64(o.Early)-float64(float64(o.Outages)/4))
}

// addFault takes in the incidents of a fault, addWatch the detections of a detector.
func (l *lifetimes) addFault(o *models.FaultOutcome) {
	l.ended.Merge(&o.Restore)
	l.cut.Merge(&o.Cut)
}

func (l *lifetimes) addWatch(o *models.WatchOutcome) {
	l.ended.Merge(&o.Late)
	l.cut.Merge(&o.Cut)
}

// mean estimates how long they last, from the naive mean by replication, which takes for whole what was cut off. If
// nothing was, that is right.
func (l *lifetimes) mean(naive stat.Estimate) stat.Estimate {
	switch {
	case l.cut.Count() == 0:
		return naive
	case l.ended.Count() == 0:
		naive.Method = "not estimable (none has ended), at least what was seen, " + naive.Method
		naive.Point, naive.SD, naive.High = nan, nan, math.Inf(1)
		return naive.Warn("none was over at the end of its run: the mean cannot be estimated; simulate a longer horizon")
	}
	return restricted(stat.MeanSpell(spellsOf(l.ended.Buckets()), spellsOf(l.cut.Buckets()), naive))
}

// restricted calls a mean of times of which a share outlasts all that was watched what it is: restricted to the longest
// that was, or, where the share is too large for that to pass for a mean, a bound.
func restricted(e stat.Estimate, out stat.Outlasting) stat.Estimate {
	longest, share := unit.Duration(out.Longest).Human(), unit.Ratio(out.Share).Percent()
	switch {
	case out.Share == 0:
		return e
	case out.Share <= stat.Foreseeable:
		e.Method = "restricted mean, to " + longest + ", " + e.Method
		return e.Warn("%s outlast %s, the longest time watched, and count with that: the mean of all is longer; "+
			"simulate a longer horizon", share, longest)
	}
	e.Method = "not estimable (" + share + " outlast " + longest + "), at least the restricted mean, " + e.Method
	e.Point, e.SD, e.High = nan, nan, math.Inf(1)
	return e.Warn("%s outlast %s, the longest time watched: the mean cannot be estimated; simulate a longer horizon",
		share, longest)
}

// spellsOf are the values of a histogram, with their counts or weights.
func spellsOf[N uint64 | float64](buckets iter.Seq[stat.Bucket[N]]) []stat.Spell {
	var spells []stat.Spell
	for b := range buckets {
		spells = append(spells, b.Spell())
	}
	return spells
}

// settled is how many times their mean a run has to be warmed up for, for as many incidents to be under way at its
// start as at its end.
const settled = 3

// spell estimates the mean of times of which some were cut off, for quantity q, whose naive estimate is given.
func (s *Sample) spell(q int, naive stat.Estimate) stat.Estimate {
	e := s.lifetimes[q].mean(naive)
	warmup, ended := float64(s.blueprint.Time.Warmup), s.lifetimes[q].ended.Count()
	if math.IsNaN(e.Point) && ended > 0 && warmup >= settled*naive.Point {
		e = naive // what is cut off at the end is as much as what was under way at the start
	}
	return e
}

// part estimates a part of times whose whole was cut off now and then. What is missing of the whole is missing of the
// part in which the end came, and of all that would have followed: an end comes in a part as often as it is long,
// halfway through it on average, and takes away all of those behind it. So the first parts hardly change, and the parts
// still sum to the whole.
func (s *Sample) part(q int, naive stat.Estimate, confidence float64) stat.Estimate {
	scope := s.quantities[q].scope
	whole := s.find("mttr", scope)
	if l := s.lifetimes[whole]; l.cut.Count() > 0 && l.ended.Count() == 0 {
		return naive // of the whole nothing is known; of a part that is over when the end comes, all
	}
	c := s.column(whole)
	e := s.estimate(whole, confidence)
	was := sum(c.tops) / sum(c.bottoms)
	switch {
	case math.IsNaN(e.Point) && naive.Point > 0:
		naive.Point, naive.High, naive.Method = nan, math.Inf(1), e.Method
		return naive
	case !(e.Point > 0) || e.Point == was || naive.Point == 0:
		return naive
	}
	before, own, all := 0.0, 0.0, 0.0
	for _, metric := range models.StageNames() {
		i := s.find(metric, scope)
		if i < 0 {
			continue
		}
		c := s.column(i)
		mean := sum(c.tops) / sum(c.bottoms)
		missed := float64(mean * (before + float64(mean/2)))
		if i == q {
			own = missed
		}
		before, all = before+mean, all+missed
	}
	naive.Method += ", with what was cut off of it"
	return scaled(naive, 1+(e.Point-was)*own/all/naive.Point)
}

// between estimates a time for each outage. As long as outages come as often at the start as later, their rate is
// steady, and the time for each of them is the mean time between them, whatever its law. Where they do not (wearing
// parts that were new at the start), it is the mean of no time: then the times between outages are taken as they are.
func (s *Sample) between(q int, c column, confidence float64) stat.Estimate {
	atRisk, ups := sum(c.tops), s.lifetimes[q]
	naive := stat.Ratio(c.tops, c.bottoms, confidence)
	switch {
	case atRisk == 0: // down all the time
		return naive
	case c.events == 0:
		return stat.ExponentialMean(0, atRisk, confidence)
	case ups != nil && !steady(ups.drift):
		e := ups.mean(naive)
		if s.quantities[q].metric == "mtbf" {
			e = plus(e, s.estimate(s.find("mttr", s.quantities[q].scope), confidence))
		}
		return e
	case c.events < fewEvents && !same(c.counts):
		return stat.ExponentialMean(c.events, atRisk, confidence)
	}
	return naive
}

// steady reports that a drift is no more than chance has it in one run in a hundred, or nothing but the same in all
// replications.
func steady(drift []float64) bool {
	e := stat.Mean(drift, 0.99)
	return e.SD == 0 || !(e.Low > 0 || e.High < 0)
}

// same reports that every replication has the same count: a record or a script that is played again and again.
func same(counts []float64) bool {
	for _, n := range counts {
		if n != counts[0] {
			return false
		}
	}
	return len(counts) >= 10
}

// plus adds the mean of what follows, which is known on its own.
func plus(e, next stat.Estimate) stat.Estimate {
	e.Point, e.Low, e.High = e.Point+next.Point, e.Low+max(next.Low, 0), e.High+next.High
	return e
}
