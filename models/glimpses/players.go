package glimpses

import (
	"nines/models/chance"
	"nines/models/requests"
	"nines/sim"
)

// players are the lanes that a glimpse is played with. This is all that is asked of them.
type players struct{ road requests.Road }

// enter has all lanes begin at some time, as part of a run which has streams of its own: a cell that is chosen under
// two policies has the same requests under both.
func (x *players) enter(p *Plan, from *chance.Draws, cell int, now sim.Time) {
	x.road.Enter(p.lanes, from, uint64(cell)+1, now)
}

func (x *players) copyFrom(src *players) { x.road.CopyFrom(&src.road) }

// see tells lanes of all nodes that are not fine, and of what is missing.
func (x *players) see(s *scene, now sim.Time) {
	for i := range s.lanes {
		lane := x.road.Lane(i)
		lane.Need(s.lanes[i].fails)
		for node, k := range s.lanes[i].nodes {
			if !k.trusted {
				lane.Trust(int32(node), false)
			}
			if k.condition != fine.condition {
				lane.Become(int32(node), k.condition, now)
			}
		}
	}
}

// hear tells the lane that news are for.
func (x *players) hear(n *news) {
	lane := x.road.Lane(int(n.lane))
	switch n.what {
	case becomes:
		lane.Become(n.node, n.condition, n.at)
	case trusts:
		lane.Trust(n.node, n.trusted)
	case needs:
		lane.Need(n.fails)
	}
}
