package models

import "math"

// Effect is what a fault does to a node that it holds.
type Effect uint8

// The effects. Under Down, Hang and Partition a node counts as down; under the others it is up and does less good.
const (
	Down      Effect = iota // serves nothing and answers nothing
	Hang                    // takes requests and finishes none; it may still answer those who ask after it
	Slow                    // serves correctly, at a fraction of its throughput
	Lossy                   // answers, but fails a share of the requests it is sent
	Corrupt                 // answers in time, a share of its answers is wrong, and nothing says so
	Partition               // runs, but messages do not cross the border of the domain that is cut off
	Effects
)

// String returns the effect's name in the scenario language.
func (e Effect) String() string {
	return [...]string{"down", "hang", "slow", "lossy", "corrupt", "partition"}[e]
}

// TakesDown reports whether a node under the effect serves nobody, unless the effect is partial.
func (e Effect) TakesDown() bool { return e == Down || e == Hang || e == Partition }

// Cut says which messages a partition loses, as seen from the domain that is cut off.
type Cut uint8

// The cuts. Requests need both ways, so any cut takes the nodes inside out of their users' reach; instruments and
// members of logs differ.
const (
	BothWays Cut = iota
	Inbound      // what is sent into the domain is lost; what it sends still arrives
	Outbound     // what the domain sends is lost; it still hears
)

// String returns the cut's name in the scenario language.
func (c Cut) String() string { return [...]string{"both ways", "inbound", "outbound"}[c] }

// Symptom is what a fault shows of itself on one node: the truth that the world hands to an instrument.
type Symptom struct {
	Effect Effect
	// Loss is the share of requests that fail, in [0, 1]: 1 where the effect takes the node down; under Corrupt, the
	// share of answers that are wrong, 0 where only what lies on disk is.
	Loss float64
	Slow float64 // how many times longer work takes, ≥ 1; 1 unless Slow
	Cut  Cut     // of a Partition
}

// TakesDown reports whether a node with the symptom serves nobody. Of the effects that do, only a partition from some
// others, which leaves its users be, has no Loss.
func (x Symptom) TakesDown() bool { return x.Effect.TakesDown() && x.Loss == 1 }

// Keeps is the share of a node's throughput that the symptom leaves.
func (x Symptom) Keeps() float64 { return (1 - x.Loss) / x.Pace() }

// Fails is the share of requests that come back as failed or not at all: under Corrupt none does.
func (x Symptom) Fails() float64 {
	if x.Effect == Corrupt {
		return 0
	}
	return x.Loss
}

// Occupies is how many times longer a request keeps a node busy under the symptom: not at all where it fails when its
// turn comes, and for ever, +Inf, where nothing comes back.
func (x Symptom) Occupies() float64 {
	if x.TakesDown() && x.Effect != Down {
		return math.Inf(1)
	}
	return x.Pace() * (1 - x.Fails())
}

// Pace is how many times longer work takes under the symptom, ≥ 1.
func (x Symptom) Pace() float64 {
	if x.Effect == Slow {
		return x.Slow
	}
	return 1
}
