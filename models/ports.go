package models

import (
	"nines/sim"
	"nines/sim/rng"
)

// This file holds every interface one may implement. A policy is immutable configuration: what must be remembered
// between decisions is the world's, so that copying a world copies everything. A policy is asked and answers with a
// value; the world turns answers into events. Random draws come from the stream handed in, which is opened for that one
// question, so a policy may draw as many numbers as it likes without shifting anybody else's.

// Effect is what a fault does to a node that it holds.
type Effect uint8

const (
	Down  Effect = iota // serves nothing and answers nothing
	Lossy               // answers, but fails a share of the requests it is sent
	Effects
)

// String returns the effect's name in the scenario language.
func (e Effect) String() string { return [...]string{"down", "lossy"}[e] }

// Symptom is what a fault shows of itself on one node: the truth that the world hands to an instrument.
type Symptom struct {
	Effect Effect
	Loss   float64 // share of requests that fail, in (0, 1]; 1 for Down
}

// Detector is an instrument that watches every node on its own. Its answers are samples of its quality of service
// (Chen, Toueg and Aguilera 2002), so that a year of ten thousand nodes needs no heartbeat events. The world asks
// Delay only while the detector trusts the node; where it already suspects the node the fault is noticed at once.
type Detector interface {
	// Sees is the probability, in [0, 1], that the detector can notice that effect on a node. The world draws it once
	// per node and occurrence; at 0 the detector is blind to the effect.
	Sees(e Effect) float64
	// Delay is the time from onset to suspicion, given that the node was trusted at onset and the effect is seen.
	Delay(x Symptom, s *rng.Stream) sim.Duration
	// Clear is the time from the end of the last visible fault until a suspected node is trusted again.
	Clear(s *rng.Stream) sim.Duration
	// Mistake draws the next false suspicion of a healthy node that has just become trusted: how long until it begins
	// (+Inf: never) and how long it lasts.
	Mistake(s *rng.Stream) (after, lasting sim.Duration)
}

// Localizer is an instrument that turns an alarm into a diagnosis: the component and the fault to be put right. The
// localizers built so far always name the true culprit, so that all they answer is how long it takes; a false alarm is
// recognized as such by the same effort and dismissed.
type Localizer interface {
	Diagnose(x Symptom, s *rng.Stream) (takes sim.Duration)
}

// Suspect is a diagnosed incident as a decider sees it.
type Suspect struct {
	Component  ComponentID
	Symptom    Symptom
	Repairable bool // hands-on repair exists for this fault; if not, it can only heal
}

// Action is what a recoverer decides to do about a suspect.
type Action uint8

const (
	Leave  Action = iota // do nothing; the fault may heal by itself
	Repair               // hands-on repair by the fault's crew, for the time its repair law draws; Leave where it has none
)

// Recoverer decides what to do about a suspect once it is diagnosed. It sees the world through a View and cannot reach
// the truth. It is asked once per incident.
type Recoverer interface {
	Recover(v View, x Suspect) Action
}

// Group is a set of like nodes, as a balancer knows them: those of one class that are trusted, or all of them where
// nobody is.
type Group struct {
	Class      int
	Nodes      int     // trusted nodes, ≥ 1
	Weight     float64 // of one node, > 0
	Throughput float64 // of one healthy node, requests per second
}

// Splitter is a balancing policy at flow fidelity: it says which share of the offered load each group receives. Shares
// are ≥ 0 and sum to 1; within a group every node gets the same. The world asks when trust changes and keeps the
// answer, so a fault costs O(groups). It asks when the answer is first needed, which may be later than the change; the
// answer must depend on the groups alone.
type Splitter interface {
	Split(v View, groups []Group, share []float64)
}

// Occurrence names one strike of one fault on one of its targets.
type Occurrence struct {
	Target int      // index into the fault's Targets
	Count  int      // strikes of this process so far: 0 before the first
	Now    sim.Time // when the process is free to strike again; 0 before the first
	Pace   float64  // how fast the target's clock runs, 1 unless it is a lemon
}

// Failure says when a fault next strikes a target: a life, a script, a record that may end.
type Failure interface {
	// Next returns how long after o.Now the target is struck; +Inf: never again.
	Next(o Occurrence, s *rng.Stream) sim.Duration
}

// Recorded is an optional ability of a Failure whose strikes are known in advance: each lasts as long as recorded and
// ends by itself, whatever anybody does, and the next comes at its own time even if the last one is not over.
type Recorded interface {
	// Record returns how long the strike lasts and the share of requests that fail meanwhile (1: the target is down).
	Record(o Occurrence) (lasts sim.Duration, loss float64)
}
