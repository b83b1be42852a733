package models

import "nines/sim"

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
