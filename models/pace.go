package models

// Pace is how fast an action comes to node after node, in each domain of a level by itself, first come first served.
// The more of a domain is suspected, the likelier it is that the network between is what fails, or that the rest cannot
// take the work: then it is slower, or none begins. The zero Pace is none: the action is taken on all nodes at once.
type Pace struct {
	Per   string  // name of the level; "": zones where there is a level zone, else the whole fleet
	Rate  float64 // nodes per second in a domain, > 0; 0: no pace
	Part  float64 // share of a domain's nodes, in (0, 1], from which on it is partly lost
	Slow  float64 // nodes per second in a domain that is partly lost and large, ≥ 0
	Large int     // nodes; a domain of more is large, and in any other that is partly lost none begins
}

// fewest is how many nodes of a domain that is partly lost are suspected at least.
const fewest = 3

// At is the pace in a domain of so many nodes, some of which are suspected, in nodes per second. A domain of which
// nothing is left is not partly lost.
func (p *Pace) At(suspected, nodes int) float64 {
	const rounding = 1e-9 // of a node: 55 % of 20 nodes are 11
	switch {
	case suspected == nodes || suspected < fewest || float64(suspected) < p.Part*float64(nodes)-rounding:
		return p.Rate
	case nodes > p.Large:
		return p.Slow
	}
	return 0
}

// PaceDepth is the depth of the domains of a pace; false where there is no such level of domains.
func (t *Topology) PaceDepth(p *Pace) (depth int, ok bool) {
	name, usual := p.Per, p.Per == ""
	if usual {
		name = "zone"
	}
	if depth, ok = t.LevelDepth(name); !ok || depth == len(t.Levels) {
		return 0, usual
	}
	return depth, true
}
