package models

import (
	"math"

	"nines/sim"
)

// Alert is what a Meter waits for: any of its limits, looked at every so often.
type Alert struct {
	Limits []Limit
	Every  sim.Duration // between two looks, > 0
	Lag    sim.Duration // how old the numbers are that it looks at, ≥ 0
	// Service is whose requests it looks at; "": the first that users send requests to.
	Service string
}

// Limit is reached where at least Share of the requests of the last Long have failed, and of those of the last Short.
type Limit struct {
	Share       float64      // in (0, 1]
	Long, Short sim.Duration // 0 < Short ≤ Long
}

// Longest is the longest window of all limits.
func (a Alert) Longest() sim.Duration {
	longest := sim.Duration(0)
	for _, l := range a.Limits {
		longest = max(longest, l.Long)
	}
	return longest
}

// Next is the first look at a record, not before from, that finds a limit reached or, if that is what is wanted, none,
// provided that the record goes on as it does. It is false where that does not come before until. What is not known
// after some pieces of the record is not looked for any further: then t says where to go on. Cost: O(log record).
func (a Alert) Next(r *Tolls, looks Grid, from, until sim.Time, reached bool) (t sim.Time, ok bool) {
	const pieces = 64
	for range pieces {
		to := min(until, a.bend(r, from))
		if t, ok := a.within(r, looks, from, to, reached); ok {
			return t, true
		}
		if from = to; from >= until {
			break
		}
	}
	return from, false
}

// bend is the next time after t at which some window begins to leave another piece of the record behind.
func (a Alert) bend(r *Tolls, t sim.Time) sim.Time {
	next := sim.Time(math.Inf(1))
	for _, l := range a.Limits {
		for _, window := range l.windows() {
			next = min(next, r.leaves(t, window))
		}
	}
	return next
}

// within is the first look in [from, to], between two bends, that finds a limit reached, or none.
func (a Alert) within(r *Tolls, looks Grid, from, to sim.Time, reached bool) (sim.Time, bool) {
	t := looks.Next(from)
	for t <= to && !math.IsInf(float64(t), 1) {
		since, till := a.around(r, from, to, t)
		switch {
		case (since <= t) == reached:
			return t, true
		case reached:
			t = looks.Next(since)
		default:
			t = looks.After(till)
		}
	}
	return t, false
}

// around is when, between two bends, limits are reached at t and until when or, where none is, the next time.
func (a Alert) around(r *Tolls, from, to, t sim.Time) (since, till sim.Time) {
	since = sim.Time(math.Inf(1))
	for _, l := range a.Limits {
		begins, ends := l.reached(r, from, to)
		if begins <= ends && ends >= t && begins < since {
			since, till = begins, ends
		}
	}
	return since, till
}

// reached is when the limit is between two bends, from the first to the last moment; the other way round if never.
func (l Limit) reached(r *Tolls, from, to sim.Time) (begins, ends sim.Time) {
	begins, ends = from, to
	for _, window := range l.windows() {
		before, after := r.excess(from, window, l.Share), 0.0
		if after = before; !math.IsInf(float64(to), 1) {
			after = r.excess(to, window, l.Share)
		}
		crosses := from + sim.Time(float64(to-from)*(before/(before-after)))
		switch {
		case before < 0 && after < 0:
			return 1, 0
		case before < 0:
			begins = max(begins, crosses)
		case after < 0:
			ends = min(ends, crosses)
		}
	}
	return begins, ends
}

func (l Limit) windows() [2]sim.Time { return [2]sim.Time{sim.Time(l.Long), sim.Time(l.Short)} }

// Fires is when limits are first reached after a share of all requests has begun to fail, for some time, and then
// another share, for good; +Inf: never. Looks and lag come on top. Cost: O(limits).
func (a Alert) Fires(share float64, lasts sim.Duration, then float64) sim.Duration {
	longest := a.Longest()
	r := NewTolls(1, longest)
	r.Add(Toll{0, 0, 0}, 1, share)
	if !math.IsInf(float64(lasts), 1) {
		r.Add(Toll{sim.Time(lasts), float64(lasts), share * float64(lasts)}, 1, then)
	}
	first := sim.Time(math.Inf(1))
	for from := sim.Time(0); from < sim.Time(lasts+2*longest); {
		to := min(a.bend(&r, from), r.leaves(from, 0))
		for _, l := range a.Limits {
			if begins, ends := l.reached(&r, from, to); begins <= ends {
				first = min(first, begins)
			}
		}
		if first <= to {
			break
		}
		from = to
	}
	return sim.Duration(first)
}
