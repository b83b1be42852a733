package models

import "nines/sim"

// Ejecting is how a balancer keeps for a while from nodes that do badly, by what comes back from them: for Lasts times
// how often in a row that node has been ejected, up to Longest. At every look all that are not out, and do not come to
// be, have been so once less. Of several balancers each has seen what it sent itself, and what it ejects it alone keeps
// from.
type Ejecting struct {
	Policy  Ejection
	Lasts   sim.Duration // > 0
	Longest sim.Duration // ≥ Lasts
	Every   sim.Duration // from look to look, > 0
	Most    float64      // share of all nodes that may be out at a time, in [0, 1]; one always may; of each balancer
}

// Ejection says who is to be ejected. It keeps numbers about each node, which are 0 at first and again after each time
// that it was out.
type Ejection interface {
	// Numbers is how many it keeps about each.
	Numbers() int
	// Hears is told how a try at a node ended, and reports whether that is to be ejected at once.
	Hears(mine []float64, answered bool) bool
	// Look looks at the numbers about all nodes, those about one in a row, and marks those that are to be ejected.
	Look(all []float64, eject []bool)
	// String says who is ejected, as a part of a sentence: "nodes that …".
	String() string
}

// Weighing is an optional ability of a Balancer that heeds weights that change, as they do where nodes start slowly.
type Weighing interface{ Weighs() bool }
