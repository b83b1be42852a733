package models

import "nines/sim/dist"

// Course is how the effect of an incident goes on from its onset to its end, phase after phase: it may reach more and
// more nodes, or come and go. The zero Course is a single phase, in which all who are hit have it. While the effect is
// gone the incident stays open, and what is being done about it goes on; once it is back, detectors see it afresh.
type Course struct {
	Trait   string // what is said of it in a word or two, as in "flaps"; "": nothing
	Phases  []Phase
	Repeats bool // the first phase follows the last, without end; otherwise the last lasts as long as the incident
	Halts   bool // an alarm halts it: who has the effect keeps it, and nobody else gets it
	// Announced: everybody knows of it beforehand. Its nodes are drained and their roles moved before its onset, nobody is
	// alarmed or looks for a cause, and all of its time counts as repair. The Failure is then Recorded.
	Announced bool
}

// Phase is a part of a Course.
type Phase struct {
	Name string // what is said of Lasts; "": nothing
	// Share of the nodes below the target that the effect has reached, those of the phases before among them, above 0
	// in the first phase and never falling; or 0, where the effect is gone until the next phase.
	Share float64
	Lasts dist.Law // nil: as long as the incident
}

// Steady reports whether the effect is all there from onset to end.
func (c *Course) Steady() bool { return len(c.Phases) == 0 }

// At is the n-th phase, counted from 0.
func (c *Course) At(n int) Phase {
	last := len(c.Phases) - 1
	switch {
	case last < 0:
		return Phase{Share: 1}
	case c.Repeats:
		return c.Phases[n%(last+1)]
	}
	return c.Phases[min(n, last)]
}

// Whole reports whether the effect reaches all at once, whenever it is there.
func (c *Course) Whole() bool {
	for i := range c.Phases {
		if share := c.Phases[i].Share; share > 0 && share < 1 {
			return false
		}
	}
	return true
}
