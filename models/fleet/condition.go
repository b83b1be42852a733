package fleet

import (
	"nines/models"
	"nines/models/book"
)

var outOfService = models.Symptom{Effect: models.Down, Loss: 1, Slow: 1}

// SymptomOf a hold: the effect of its case, or being out of service for the work on it.
func (f *Fleet) SymptomOf(h int32) *models.Symptom {
	if f.holds.Items[h].work {
		return &outOfService
	}
	return &f.cases.Items[f.holds.Items[h].of].symptom
}

// Grips reports whether a case has a hold on a node by itself. Cost: O(1) where it holds all of its component, else
// O(nodes that it holds).
func (f *Fleet) Grips(x *Case, leaf int32) bool {
	if x.whole {
		first, last := f.Topology.Span(x.where)
		return first <= leaf && leaf < last
	}
	return f.Among(x.first, leaf)
}

// Among reports whether a node is held by one of a list of holds.
func (f *Fleet) Among(h, leaf int32) bool {
	for ; h != None; h = f.holds.Items[h].sibling {
		if f.holds.Items[h].node == leaf {
			return true
		}
	}
	return false
}

// Condition is the truth about a node in numbers.
type Condition struct {
	Up      bool
	Quality float64 // share of the requests it completes that it answers well, in [0, 1]
	Answers float64 // share of the requests it completes that it does not fail, answered well or wrongly, in [0, 1]
	Slow    float64 // how many times longer its work takes, ≥ 1
	Reach   float64 // share of its throughput that does good, in [0, 1]
}

// well is the condition of a node that nothing holds.
var well = Condition{true, 1, 1, 1, 1}

// Condition of a node. Cost: O(holds on it).
func (f *Fleet) Condition(i int32) Condition { return f.condition(&f.nodes[i]) }

func (f *Fleet) condition(n *node) Condition {
	switch {
	case n.downs > 0:
		return Condition{Slow: 1}
	case n.holds == None:
		return well
	}
	return f.impaired(n.holds)
}

// impaired is the condition of a node that is up with some holds on it, of which that is the first.
func (f *Fleet) impaired(h int32) Condition {
	c := well
	for ; h != None; h = f.holds.Items[h].onNode {
		c.worsen(f.SymptomOf(h))
	}
	return c
}

// worsen is what one more hold makes of the condition of a node that it does not take down.
func (c *Condition) worsen(x *models.Symptom) {
	c.Quality *= 1 - x.Loss
	c.Answers *= 1 - x.Fails()
	c.Slow *= x.Pace()
	c.Reach *= x.Keeps()
}

// level is what of a node's condition counts for services.
func (c Condition) level() book.Level { return book.Level{Up: c.Up, Reach: c.Reach} }

// Serves is for how many nodes a node serves.
func (f *Fleet) Serves(i int32) int64 {
	if len(f.stands.hosts) == 0 {
		return 1
	}
	return int64(f.stands.guests[i]) + count(f.stands.hosts[i] == None)
}

func count(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Away reports whether a node is stood in for.
func (f *Fleet) Away(i int32) bool { return len(f.stands.hosts) > 0 && f.stands.hosts[i] != None }

// Stood reports whether a hold has had its node stood in for.
func (h *Hold) Stood() bool { return h.stood }

// Fails is the effect under which a node fails that is down: of several, the one that leaves its users the least.
func (f *Fleet) Fails(i int32) models.Effect {
	effect := models.Partition
	for h := f.nodes[i].holds; h != None; h = f.holds.Items[h].onNode {
		if x := f.SymptomOf(h); x.TakesDown() {
			effect = min(effect, x.Effect)
		}
	}
	return effect
}

// Gravest is the hold on a node that leaves least of its work, the earliest of equals; None where nothing holds it.
func (f *Fleet) Gravest(i int32) int32 {
	h := f.nodes[i].holds
	if h == None || f.holds.Items[h].onNode == None {
		return h
	}
	gravest, least := h, f.SymptomOf(h).Keeps()
	for h = f.holds.Items[h].onNode; h != None; h = f.holds.Items[h].onNode {
		if keeps := f.SymptomOf(h).Keeps(); keeps < least {
			gravest, least = h, keeps
		}
	}
	return gravest
}

// Causing is the cause of a hold: the number of its fault, or that of needless work.
func (f *Fleet) Causing(h int32) int { return f.causeOf(&f.cases.Items[f.holds.Items[h].of]) }
