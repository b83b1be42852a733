package models

import (
	"sort"

	"nines/sim"
	"nines/sim/flat"
)

// Toll is how many requests have arrived, and how many of them have failed, up to a time.
type Toll struct {
	At              sim.Time
	Arrived, Failed float64
}

// Tolls is a record of tolls: straight lines from each to the next, and on from the last one.
type Tolls struct {
	tolls          []Toll // in the order of time
	arrives, fails float64
}

// NewTolls is a record in which requests have arrived at a rate, > 0, and none failed, for some time before 0.
func NewTolls(rate float64, before sim.Duration) Tolls {
	return Tolls{[]Toll{{At: -sim.Time(before), Arrived: -rate * float64(before)}}, rate, 0}
}

// Reset makes the record that of NewTolls in its own memory.
func (r *Tolls) Reset(rate float64, before sim.Duration) {
	*r = Tolls{append(r.tolls[:0], Toll{At: -sim.Time(before), Arrived: -rate * float64(before)}), rate, 0}
}

// Add says what has come up to a time not before the last one, and at which rates requests arrive and fail from then
// on.
func (r *Tolls) Add(x Toll, arrives, fails float64) {
	if last := &r.tolls[len(r.tolls)-1]; last.At == x.At {
		*last = x
	} else {
		r.tolls = append(r.tolls, x)
	}
	r.arrives, r.fails = arrives, fails
}

// Forget gives up what nobody asks about any more: all that is about times before one. Cost: O(1), seldom O(record).
func (r *Tolls) Forget(before sim.Time) {
	if gone := r.upTo(before); gone > len(r.tolls)/2 {
		r.tolls = append(r.tolls[:0], r.tolls[gone:]...)
	}
}

// Fails is the rate at which requests fail from the last toll on.
func (r *Tolls) Fails() float64 { return r.fails }

// CopyFrom makes r equal to src in its own memory.
func (r *Tolls) CopyFrom(src *Tolls) {
	r.tolls, r.arrives, r.fails = flat.Copy(r.tolls, src.tolls), src.arrives, src.fails
}

// upTo is the last toll up to a time, the first one where there is none.
func (r *Tolls) upTo(t sim.Time) int {
	return max(0, sort.Search(len(r.tolls), func(i int) bool { return r.tolls[i].At > t })-1)
}

// leaves is when a window first leaves a toll behind after a time; +Inf: never.
func (r *Tolls) leaves(t, window sim.Time) sim.Time {
	i := sort.Search(len(r.tolls), func(i int) bool { return r.tolls[i].At+window > t })
	if i < len(r.tolls) {
		return r.tolls[i].At + window
	}
	return sim.Time(forever)
}

// at is what has come up to a time.
func (r *Tolls) at(t sim.Time) (arrived, failed float64) {
	i := r.upTo(t)
	x, arrives, fails := r.tolls[i], r.arrives, r.fails
	if i+1 < len(r.tolls) {
		next := r.tolls[i+1]
		lasts := float64(next.At - x.At)
		arrives, fails = (next.Arrived-x.Arrived)/lasts, (next.Failed-x.Failed)/lasts
	}
	since := float64(max(0, t-x.At))
	return x.Arrived + float64(arrives*since), x.Failed + float64(fails*since)
}

// excess is how many more have failed in the last window before t than a share of what has arrived in it; negative
// where nothing has.
func (r *Tolls) excess(t, window sim.Time, share float64) float64 {
	arrived, failed := r.at(t)
	arrivedBefore, failedBefore := r.at(t - window)
	if arrived <= arrivedBefore {
		return -1
	}
	return failed - failedBefore - float64(share*(arrived-arrivedBefore))
}
