package experiments

import (
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/models"
	"nines/sim/stat"
	"nines/sim/unit"
)

// fewOutages are too few to see from the scatter over replications how much is lost in them: their rate, which is
// Poisson where they strike independently, times how long they last says more.
const fewOutages = 10

// hardlySeen are too few to see how long they last, too.
const hardlySeen = 5

// seldom estimates a share of the time that is lost of which little or nothing was seen, as the rate of outages times
// how long they last. ok is false where the quantity is no such share, where enough was seen, or where nobody knows how
// long an outage could last.
//
// An outage ends at the latest when the fault that began it is over, unless others strike meanwhile. So one that was
// not seen lasts on average at most for the mean time to restore of the slowest fault that can cause it, as measured,
// or, where not even the fault was seen, as its laws have it.
func (s *Sample) seldom(q int, c column, confidence float64) (e stat.Estimate, ok bool) {
	k := &s.quantities[q]
	lost := k.losses(c)
	seen := sum(lost) > 0
	if k.causes == nil || len(c.values) == 0 || c.events >= fewOutages || seen && c.events == 0 {
		return e, false
	}
	longest, restoring := s.slowest(k.causes)
	if longest > 0 && k.remade != "" {
		longest, restoring = s.remaking(k, longest, restoring)
	}
	if longest == 0 {
		return e, false
	}
	exposure := float64(s.blueprint.Time.Horizon) * float64(s.Len())
	if k.counted {
		exposure = sum(c.bottoms)
	}
	if seen {
		e = hardly(c.events, exposure, stat.Ratio(lost, c.counts, confidence), longest)
		e.Method = "Poisson rate × mean outage"
	} else {
		e = stat.PoissonTotalAtMost(exposure, min(longest, exposure), confidence)
		e.Method = "Poisson rate × " + restoring + ", one-sided"
		e = e.Warn("nothing was lost in %s: the bound takes an outage to last as long as %s; simulate longer or more "+
			"replications, or faults that are more frequent", unit.Duration(exposure).Human(), restoring)
	}
	e.N, e.High = len(c.values), min(e.High, 1)
	if k.mirrored() {
		e.Point, e.Low, e.High = 1-e.Point, 1-e.High, 1-e.Low
	}
	return e, true
}

// remaking is for how long what k loses is lost on average where causes destroy data, from the longest mean time for
// which one of them holds nodes: until the last of as many fragments as it takes is there again, each of which is made
// anew besides, as measured; 0 where that was never seen. The longest of m times without memory is 1 + 1/2 + … + 1/m as
// long.
func (s *Sample) remaking(k *quantity, longest float64, restoring string) (seconds float64, what string) {
	takes := s.estimate(s.find("rebuild_time", k.remade), 0.95).Point
	if !(takes >= 0) {
		return 0, ""
	}
	for m := range k.fragments {
		seconds += (longest + takes) / float64(m+1)
	}
	return seconds, fmt.Sprintf("%s and remaking (%s), the last of %d", restoring, unit.Duration(takes).Human(),
		k.fragments)
}

// hardly estimates what a few outages of some mean size add up to per second. An interval for the mean size of a
// handful does not reach to what it did not see, which is on average no longer than the longest.
func hardly(outages int, exposure float64, size stat.Estimate, longest float64) stat.Estimate {
	if math.IsInf(size.High, 1) { // all in one replication
		size.Low, size.High = size.Point*stat.ExponentialMean(1, 1, size.Confidence).Low, size.Point
	}
	if outages <= hardlySeen {
		size.High = max(size.High, longest)
	}
	return stat.PoissonTotal(outages, exposure, size)
}

// losses are what a share of the time is about, by replication, in seconds that were lost.
func (k *quantity) losses(c column) []float64 {
	if !k.mirrored() {
		return c.tops
	}
	lost := make([]float64, len(c.tops))
	for i := range lost {
		lost[i] = c.bottoms[i] - c.tops[i]
	}
	return lost
}

// mirrored reports a share of what is not lost.
func (k *quantity) mirrored() bool {
	metric, _ := result.FindMetric(k.metric, k.scope)
	return metric.Better == result.HigherIsBetter
}

// slowest is the longest mean time for which one of some faults can hold something down, in seconds, and what it is; 0
// if one of them may last for ever, or nobody knows how long.
func (s *Sample) slowest(causes []cause) (seconds float64, what string) {
	for _, c := range causes {
		mean, doing := s.restoring(c.fault), "restoring"
		if c.worked {
			mean, doing = mean-s.unseen(c.fault), "work on"
		}
		if math.IsNaN(mean) || math.IsInf(mean, 0) {
			return 0, ""
		}
		if mean > seconds {
			seconds = mean
			what = fmt.Sprintf("%s %s (%s)", doing, s.blueprint.Faults[c.fault].Name, unit.Duration(mean).Human())
		}
	}
	return seconds, what
}

// unseen is the mean time, as measured, for which nobody works on a fault because nobody has noticed it; 0 where none
// was measured, as restoring has none of it then.
func (s *Sample) unseen(f int) float64 {
	scope := "fault:" + s.blueprint.Faults[f].Name
	detect, whole := s.estimate(s.find("detect", scope), 0.95).Point, s.estimate(s.find("mttr", scope), 0.95).Point
	if math.IsNaN(detect) || !(whole > 0) {
		return 0
	}
	return min(detect, whole)
}

// restoring is the mean time to restore of a fault: as measured, and no less than its laws have it where it was hardly
// seen.
func (s *Sample) restoring(f int) float64 {
	fault := &s.blueprint.Faults[f]
	q := s.find("mttr", "fault:"+fault.Name)
	measured, alone := s.estimate(q, 0.95).Point, fault.Mending()
	switch {
	case math.IsNaN(measured) || measured <= 0:
		return alone
	case s.column(q).events <= hardlySeen && !math.IsInf(alone, 1):
		return max(measured, alone)
	}
	return measured
}

// seldomMissed estimates the share of periods that meet an objective where hardly any that were seen missed it: as the
// rate at which runs come to miss some, which is Poisson where outages strike independently, times how many they miss.
// What was not seen is an outage that takes as long on average as the slowest fault that can cause one, and spoils all
// periods that it touches: that is of more use than the share of runs without one, where each has many periods. ok is
// false where enough was seen, and where nobody knows how long an outage could last.
func (s *Sample) seldomMissed(q int, c column, confidence float64) (e stat.Estimate, ok bool) {
	k := &s.quantities[q]
	if k.period == 0 || len(c.values) == 0 {
		return e, false
	}
	causes, missed, runs := s.quantities[k.lost].causes, k.losses(c), 0
	missing := make([]float64, len(missed))
	for r := range missed {
		missing[r] = count(missed[r] > 0)
		runs += int(missing[r])
	}
	if causes == nil || runs >= fewOutages || 2*runs > len(missed) {
		return e, false
	}
	longest, restoring := s.slowest(causes)
	if longest == 0 {
		return e, false
	}
	one := k.period // in seconds, of which a run has so many
	if k.windows == nil {
		one = float64(s.blueprint.Time.Horizon)
	}
	exposure := sum(c.bottoms)
	longest = min((k.period+longest)/one, exposure)
	if runs > 0 {
		e = hardly(runs, exposure, stat.Ratio(missed, missing, confidence), longest)
		e.Method = "Poisson rate × periods missed by a run"
	} else {
		e = stat.PoissonTotalAtMost(exposure, longest, confidence)
		e.Method = "Poisson rate × period and " + restoring + ", one-sided"
	}
	e.N, e.High = len(c.values), min(e.High, 1)
	e.Point, e.Low, e.High = 1-e.Point, 1-e.High, 1-e.Low
	return e, true
}

// cause is a fault that can make something be lost.
type cause struct {
	fault  int
	worked bool // not by its effect, but because nodes that still serve are out of service for the work on it
}

// fells reports whether a node with a symptom may count as down.
func fells(x models.Symptom) bool { return x.Effect.TakesDown() }

// costs reports whether a node with a symptom is of less use to a service: what only leaves wrong data on disk is not.
func costs(x models.Symptom) bool { return fells(x) || x.Keeps() < 1 }

// causesOf are the faults that can strike one of some services, or what it needs of stores, and harm it; those that are
// maintenance only if that counts. Nil where nobody knows for how long data stays out of reach, see awayCauses.
func causesOf(b *models.Blueprint, services []bool, maintenance bool) []cause {
	var on []int
	for s := range services {
		switch {
		case !services[s]:
		case lingers(b, s):
			return nil
		default:
			on = append(on, b.Behind(s)...)
		}
	}
	return causesOn(b, on, costs, maintenance)
}

// lingers reports whether a service needs a store whose data may be out of reach for longer than faults last, or a lock
// that is taken when its lease has run out.
func lingers(b *models.Blueprint, service int) bool {
	if b.Services[service].Lock != nil {
		return true
	}
	return slices.ContainsFunc(b.Services[service].Stores, func(x models.Backing) bool {
		causes, remade := awayCauses(b, &b.Stores[x.Store])
		return causes == nil || remade != ""
	})
}

// causesOn are the faults that can strike nodes of some classes and do harm; those that are maintenance only if that
// counts.
func causesOn(b *models.Blueprint, classes []int, harm func(models.Symptom) bool, maintenance bool) []cause {
	return slices.DeleteFunc(allCauses(b, harm), func(c cause) bool {
		fault := &b.Faults[c.fault]
		strikes := func(target models.ComponentID) bool {
			first, last := b.Topology.Span(target)
			return slices.ContainsFunc(b.Topology.Leaves[first:last], func(l models.Leaf) bool {
				return slices.Contains(classes, int(l.Class))
			})
		}
		return fault.Uncounted && !maintenance || !slices.ContainsFunc(fault.Targets, strikes)
	})
}

// allCauses are the faults that can do harm: by what they are, or by an action that takes nodes out of service.
func allCauses(b *models.Blueprint, harm func(models.Symptom) bool) []cause {
	offline := slices.ContainsFunc(b.Recoverer.Actions(), func(a models.Action) bool { return a.Offline })
	all := []cause{} // not nil: that nothing can do harm is known
	for f := range b.Faults {
		if harmful := harm(b.Faults[f].Symptom); harmful || offline {
			all = append(all, cause{f, !harmful})
		}
	}
	return all
}

// momentary bounds the mean of a part of something, of which every one that was seen took no time at all: the share of
// them that does take time, as far as it can be large and not have been seen, times the mean of the whole.
func (s *Sample) momentary(q int, c column, e stat.Estimate) stat.Estimate {
	k := &s.quantities[q]
	whole := s.find("mttr", k.scope)
	if whole < 0 || whole == q || c.events == 0 {
		return e
	}
	most, mean := stat.ProportionAtMost(0, c.events, e.Confidence), s.column(whole)
	e.Low, e.High = 0, most.High*sum(mean.tops)/sum(mean.bottoms)
	e.Method, e.Warnings = "share of incidents × time to restore, one-sided", nil
	return e
}
