package scenario

import (
	"fmt"
	"math"
	"strings"
	"sync"

	"nines/models"
	"nines/models/failure"
	"nines/sim/dist"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Bounds on a run. Both are far beyond any question and keep a run from never ending.
const (
	maxEvents = 1e10                  // strikes, or false suspicions, to be expected in a run; a day or so of computing
	maxTime   = 1_000_000 * unit.Year // warm-up and horizon: beyond, the clock resolves no milliseconds
	minTime   = unit.Second           // that a horizon has at least
	minPart   = 1e-6                  // of the warm-up, likewise: below, the clock after it resolves no part of a horizon
	maxGrowth = 1e6                   // of demand, from the start of the measured time to either end of the run
)

// long refuses a horizon in which nothing would be measured, or nothing that the clock resolves.
func (c *compiler) long() {
	switch horizon, warmup := c.spec.Time.Horizon, c.spec.Time.Warmup.Length; {
	case horizon == 0:
		c.failAt("time.horizon", "write for example 1y", "time.horizon is zero: nothing would be measured")
	case horizon < minTime:
		c.failAt("time.horizon", "write for example 1y", "a horizon of %s: at least 1s can be measured", horizon)
	case horizon < minPart*warmup:
		c.failAt("time.horizon", "lengthen it, or shorten the warm-up",
			"a horizon of %s after a warm-up of %s: want at least a millionth of it, %s", horizon, warmup,
			(minPart * warmup).Human())
	}
}

// lasting refuses a run that is longer than the clock can measure.
func (c *compiler) lasting() {
	key := "warmup"
	if c.spec.Time.Horizon > c.spec.Time.Warmup.Length {
		key = "horizon"
	}
	if total := c.spec.Time.Warmup.Length + c.spec.Time.Horizon; total > maxTime {
		c.failAt(join("time", key), "simulate a shorter time; more replications tell as much as a longer one",
			"warm-up and horizon are %s in all; at most 1e6 y can be simulated", total.Human())
	}
}

// eventful refuses runs that would hold more events than anybody can wait for.
func (c *compiler) eventful() {
	total := float64(c.spec.Time.Warmup.Length + c.spec.Time.Horizon)
	sum, most, worst := 0.0, 0.0, ""
	load := c.utilization()
	stopped, accused := make([]float64, len(c.blueprint.Watches)), make([]float64, len(c.blueprint.Watches))
	for _, f := range c.blueprint.Faults {
		n := strikes(c.blueprint, &f, total, c.clearable(&f), load)
		for i := range stopped {
			stopped[i] += n * Stops(c.blueprint, &f, &c.blueprint.Watches[i])
			accused[i] += n * Accused(c.blueprint, &f, &c.blueprint.Watches[i])
		}
		if sum += n; n > most {
			most, worst = n, join("faults", f.Name)
		}
		c.lasts(&f, n, total)
	}
	if sum > maxEvents {
		c.failAt(worst, "raise its time_to_failure or its repair, or simulate a smaller system or a shorter time",
			"%s would strike %s in a run of %s, all its targets together; a run has at most 1e10 strikes", worst,
			times(most), unit.Duration(total).Human())
	}
	for i := range c.spec.Logs {
		if x := c.spec.Logs[i].Value.Changes; x != nil && x.Every != nil && total/float64(*x.Every) > maxEvents {
			path := join(join(join("logs", c.spec.Logs[i].Name), "changes"), "every")
			c.failAt(path, "write a longer time", "%s would come %s in a run of %s; a run has at most 1e10 such turns", path,
				times(total/float64(*x.Every)), unit.Duration(total).Human())
		}
	}
	for i, w := range c.blueprint.Watches {
		c.mistaken(&w, stopped[i], accused[i], total)
	}
}

// mistaken refuses a detector that would suspect healthy nodes, or look at all of them after a stall, more often than
// anybody can wait for.
func (c *compiler) mistaken(w *models.Watch, stops, accused, total float64) {
	path, nodes := join("detection", w.Name), float64(len(c.blueprint.Topology.Leaves))
	if n := Mistakes(*w, total)*nodes + accused; n > maxEvents {
		c.failAt(path, "have it err less often, or simulate a smaller system or a shorter time",
			"%s would suspect healthy nodes %s in a run of %s; a run has at most 1e10 such mistakes", path, times(n),
			unit.Duration(total).Human())
	}
	if stops*nodes > maxEvents {
		c.failAt(join(path, "from"), "have its node fail less often, or simulate a smaller system or a shorter time",
			"%s would stop with its node %s in a run of %s, and lose sight of %s nodes each time; at most 1e10 in all",
			path, times(stops), unit.Duration(total).Human(), unit.Count(int(nodes)))
	}
}

// lasts refuses what mends a fault and is undone so soon, and so surely, that the fault would be back more often than
// anybody can wait for.
func (c *compiler) lasts(f *models.Fault, strikes, total float64) {
	for _, a := range c.does(f) {
		if a.Relapse == 0 || strikes == 0 || a.Mitigates() {
			continue
		}
		cycle := cutMean(a.Relapses, total)
		if a.Takes != nil {
			cycle += cutMean(a.Takes, total)
		}
		if n := min(strikes/(1-a.Relapse), float64(len(f.Targets))*total/cycle); n > maxEvents {
			path := join("faults", f.Name)
			c.failAt(path, "lower relapse, or raise relapse_after", "%s would be back %s in a run of %s after what %s mends",
				path, times(n), unit.Duration(total).Human(), a.Name)
		}
	}
}

// growth refuses a demand that leaves all bounds within the run.
func (c *compiler) growth(g *ShareSpec, path string) {
	span := max(c.spec.Time.Warmup.Length, c.spec.Time.Horizon)
	if num.Log1p(float64(g.Share))*float64(span/g.Per) > num.Log(maxGrowth) {
		c.failAt(path, "write a smaller share, as in 40% per 1y, or simulate a shorter time",
			"a growth of %s makes more than 1e6 times the demand within %s", g, unit.Duration(span).Human())
	}
}

// times says how often something happens.
func times(n float64) string {
	if math.IsInf(n, 1) {
		return "without end"
	}
	return "about " + power(n) + " times"
}

// power writes a large number: "3e12".
func power(n float64) string { return strings.Replace(fmt.Sprintf("%.0e", n), "e+", "e", 1) }

// strikes is the number of strikes of a fault to be expected in a run, within a factor of two (the renewal function
// lies between t/m − 1 and 2t/m, m being the mean of a cycle cut off at t; K. B. Erickson, Ann. Probab. 1, 1973).
// Recorded strikes are bounded when they are read. What a treatment may end is taken to be over at once. Overload
// counts as at the peak of demand, with the fleet whole.
func strikes(b *models.Blueprint, f *models.Fault, total float64, treatable bool, utilization float64) float64 {
	if cyclic, ok := f.Failure.(models.Cyclic); ok {
		every, _ := cyclic.Cycle()
		return float64(len(f.Targets)) * total / float64(every)
	}
	if drawn, ok := f.Failure.(failure.Resampled); ok {
		return drawn.Expected(total)
	}
	if work, ok := f.Failure.(failure.Replacement); ok {
		return float64(len(f.Targets)) * total / float64(f.AtAge+work.Lasts)
	}
	lives, ok := failure.LivesOf(f.Failure)
	if !ok {
		return 0
	}
	outage := math.Inf(1)
	if treatable {
		outage = 0
	}
	for m := range f.Kinds() {
		mode := f.Mode(m)
		for _, law := range []dist.Law{mode.Repair, mode.Heals} {
			if law != nil {
				outage = min(outage, cutMean(law, total))
			}
		}
	}
	if f.Triggers != nil {
		total /= 1 - f.Triggers.Ratio
	}
	if aging, ok := f.Failure.(failure.Imperfect); ok {
		return float64(len(f.Targets)) * aging.Expected(total, outage)
	}
	age, _ := b.RenewedAt(f)
	life := cutMean(lives.Life, min(total, float64(age)))
	if f.Overload != nil {
		life = 1 / f.Overload.Hazard(utilization)
	}
	return float64(len(f.Targets)) * total / (life + outage)
}

// cutShares are the shares of the limit between which cutMean sums up, twenty to a decade.
var cutShares = sync.OnceValue(func() (shares []float64) {
	const decades, perDecade = 24, 20
	for i := range decades*perDecade + 1 {
		shares = append(shares, num.Pow(10, float64(i)/perDecade-decades))
	}
	return shares
})

// cutMean is E min(X, limit) to some percent, the integral of the survival function. It bounds what a mean does not: a
// law of a long or infinite mean whose lives are nearly all short.
func cutMean(law dist.Law, limit float64) float64 {
	sum, x, last := 0.0, 0.0, 1.0
	for _, share := range cutShares() {
		next := float64(limit * share)
		survival := law.Survival(next)
		if x == 0 {
			last = survival // so that a law that is always 0 has a mean of exactly 0
		}
		sum += float64((next - x) * (last + survival) / 2)
		x, last = next, survival
	}
	return sum
}

// Mistakes is the number of false suspicions of one node that never fails to be expected in a run of total seconds,
// from a sample of 100: those that come in time over the time at risk, so that 0 stands for fewer than some hundredths.
func Mistakes(w models.Watch, total float64) float64 {
	const draws = 100
	_, bounded := w.Detector.(models.Bounded)
	stream, sum, n := rng.Open(rng.Key{}), 0.0, 0.0
	for range draws {
		after, lasting := w.Mistake().Sample(&stream)
		if bounded { // where there is no place for one it does not last, and the next begins
			lasting = 0
		}
		if float64(after) < total {
			n++
		}
		sum += min(float64(after)+float64(lasting), total)
	}
	return total * n / sum
}
