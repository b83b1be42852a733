package models

import (
	"nines/sim"
	"nines/sim/dist"
)

// The ways in which a fault may go on once it has struck, see Fault.

// Cascade makes a fault contagious: every strike that hits somebody triggers a Poisson number of further strikes of
// the same fault, each after an exponential delay, on a target chosen uniformly among the others in the same domain.
// It is the branching form of a self-exciting process with an exponential kernel (Hawkes and Oakes, J. Appl. Probab.
// 11, 1974): a strike leads to 1/(1 − Ratio) strikes in all, itself included. A strike that is triggered ends the
// life of its target early; one that finds its target faulty already is lost.
type Cascade struct {
	Ratio  float64      // mean number of strikes that a strike triggers itself, in (0, 1)
	Within sim.Duration // mean delay, > 0
	Depth  int          // of the domain within which it spreads; 0: the fleet
}

// Flaps is how the effect of an incident comes and goes while it lasts: it begins with a phase of effect. The incident
// stays open in between, and what is being done about it goes on; detectors see every phase afresh.
type Flaps struct{ On, Off dist.Law }

// Exposure is a stage of a rollout: after it is entered, this share of the nodes below the target have what is rolled
// out, those of the stages before among them. The last stage lasts for ever.
type Exposure struct {
	Share float64      // in (0, 1], rising from stage to stage
	For   sim.Duration // > 0 but for the last
}
