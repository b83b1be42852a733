package models

import (
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/stat"
)

// Glimpses are short times in which requests are played, where a run is too long to play all of them. What users call
// windows of requests has this name here, lest it is confused with the windows of objectives. Each glimpse stands for
// all times of its kind, see models/glimpses.
type Glimpses struct {
	Place  string       // where they are described, as in "traffic.windows"
	Length sim.Duration // of each, about: so that a whole number of them fills the measured time; > 0
	// Lead is for how long requests are played before each, of which none is counted; after it, those that came in the
	// glimpse are followed for as long. ≥ 0.
	Lead  sim.Duration
	Count int // in a run, about, shared among the kinds of times; ≥ 1
	Each  int // of a kind, at least; ≥ 1
}

// LaneSums are LaneOutcomes added up, each as many times as it stands for.
type LaneSums struct {
	Arrived float64
	Fared   [Fares]float64
	Tries   float64
	Hedges  float64
	Won     float64
	Sent    []float64
	Busy    []float64
	Duties  []Duty
	Useful  float64
	Wasted  float64
	Ejected float64
	Hits    float64
	Misses  float64
	Stale   float64
	Joined  float64
	Made    [Makings]float64
	Fast    float64
	Full    float64
	Users   UsersSums
	Classes []ClassSums
	Zones   []ClassSums
	Via     []ClassSums
	Latency stat.Weighted
	Took    float64
	Stayed  float64
	Held    float64
	Open    float64
	OpenFor float64
	// FailedSquared is the sum of the squares of what each glimpse adds to Failed, 0 without glimpses.
	FailedSquared float64
}

// UsersSums are UsersOutcomes added up.
type UsersSums struct{ Present, Up, Down, Finished, Left float64 }

func (s *UsersSums) add(o *UsersOutcome, times float64) {
	s.Present += float64(times * o.Present)
	s.Up += float64(times * o.Up)
	s.Down += float64(times * o.Down)
	s.Finished += float64(times * float64(o.Finished))
	s.Left += float64(times * float64(o.Left))
}

// ClassSums are ClassOutcomes added up.
type ClassSums struct {
	Over, Served float64
	Latency      stat.Weighted
	Took         float64
}

func (s *ClassSums) add(o *ClassOutcome, times float64) {
	s.Over += float64(times * float64(o.Over))
	s.Served += float64(times * float64(o.Served))
	s.Latency.AddAll(&o.Latency, times)
	s.Took += float64(times * o.Took)
}

func addParts(sums []ClassSums, parts []ClassOutcome, times float64) {
	for i := range sums {
		sums[i].add(&parts[i], times)
	}
}

func (s *ClassSums) copyFrom(src ClassSums) {
	latency := s.Latency
	latency.CopyFrom(&src.Latency)
	*s = src
	s.Latency = latency
}

// Add adds an outcome that stands for so many like it.
func (s *LaneSums) Add(o *LaneOutcome, times float64) {
	if s.Sent == nil {
		s.Sent, s.Busy = make([]float64, len(o.Sent)), make([]float64, len(o.Busy))
		s.Duties, s.Classes = make([]Duty, len(o.Duties)), make([]ClassSums, len(o.Classes))
		s.Zones, s.Via = make([]ClassSums, len(o.Zones)), make([]ClassSums, len(o.Via))
	}
	s.Arrived += float64(times * float64(o.Arrived))
	for how, n := range o.Fared {
		s.Fared[how] += float64(times * float64(n))
	}
	for i := range s.Sent {
		s.Sent[i] += float64(times * float64(o.Sent[i]))
		s.Busy[i] += float64(times * o.Busy[i])
		s.Duties[i].Seconds += float64(times * o.Duties[i].Seconds)
		s.Duties[i].Busy += float64(times * o.Duties[i].Busy)
	}
	for how, n := range o.Made {
		s.Made[how] += float64(times * float64(n))
	}
	addParts(s.Classes, o.Classes, times)
	addParts(s.Zones, o.Zones, times)
	addParts(s.Via, o.Via, times)
	s.Users.add(&o.Users, times)
	s.Tries += float64(times * float64(o.Tries))
	s.Hedges += float64(times * float64(o.Hedges))
	s.Won += float64(times * float64(o.Won))
	s.Useful += float64(times * o.Useful)
	s.Wasted += float64(times * o.Wasted)
	s.Ejected += float64(times * o.Ejected)
	s.Hits += float64(times * float64(o.Hits))
	s.Misses += float64(times * float64(o.Misses))
	s.Joined += float64(times * float64(o.Joined))
	s.Stale += float64(times * float64(o.Stale))
	s.Fast += float64(times * float64(o.Fast))
	s.Full += float64(times * float64(o.Full))
	s.Latency.AddAll(&o.Latency, times)
	s.Took += float64(times * o.Took)
	s.Stayed += float64(times * o.Stayed)
	s.Held += float64(times * o.Held)
	s.Open += float64(times * float64(o.Open))
	s.OpenFor += float64(times * o.OpenFor)
}

// CopyFrom makes s equal to src in its own memory.
func (s *LaneSums) CopyFrom(src *LaneSums) {
	latency, sent, busy := s.Latency, flat.Copy(s.Sent, src.Sent), flat.Copy(s.Busy, src.Busy)
	duties, classes := flat.Copy(s.Duties, src.Duties), flat.CopyEach(s.Classes, src.Classes, (*ClassSums).copyFrom)
	zones := flat.CopyEach(s.Zones, src.Zones, (*ClassSums).copyFrom)
	via := flat.CopyEach(s.Via, src.Via, (*ClassSums).copyFrom)
	latency.CopyFrom(&src.Latency)
	*s = *src
	s.Latency, s.Sent, s.Busy, s.Duties, s.Classes = latency, sent, busy, duties, classes
	s.Zones, s.Via = zones, via
}

// Completed is how many requests are over.
func (s *LaneSums) Completed() (n float64) {
	for _, of := range s.Fared {
		n += of
	}
	return n
}

// Judged is how many of these were served or failed.
func (s *LaneSums) Judged() float64 { return s.Completed() - s.Fared[Recalled] }

// Failed is how many have failed.
func (s *LaneSums) Failed() float64 { return s.Judged() - s.Fared[Served] }

// GlimpsesOutcome is about the glimpses of a run.
type GlimpsesOutcome struct {
	Kinds   int     // of times, as they are told apart
	Played  int     // glimpses
	Seconds float64 // that were played, with what comes before and after them
	Events  uint64  // of requests in that time
	Whole   float64 // of requests in the whole measured time, as estimated
	// Before and Inside are how many requests were under way shortly before and in glimpses, on average, times what each
	// stands for: of those glimpses before which nothing had changed for the whole lead. They differ by queues that have
	// been growing still.
	Before, Inside float64
	Least          float64 // share of the cells of a kind that was played, of the kind where it is the least
}
