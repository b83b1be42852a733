package fleet

import (
	"slices"

	"nines/models"
	"nines/models/chance"
)

// whoms is where it is worked out whom an occurrence hits: nothing in it outlives that.
type whoms struct {
	hit    []int32
	marked []bool // by node, false between two draws
}

// whom lists the nodes below a component that an occurrence of a fault hits, in order: the count-th, which began in an
// era. The list is good until the next. Cost: O(nodes hit) where their number is fixed or all are, else O(nodes).
func (f *Fleet) whom(era uint16, fault int16, entity uint64, where models.ComponentID, count uint32) []int32 {
	d := &f.faults[fault]
	first, last := f.Topology.Span(where)
	hit := f.whoms.hit[:0]
	if d.Exactly > 0 {
		hit = f.draw(hit, f.chance.AskIn(era, chance.Hit, entity, count, 0), first, last, int32(d.Exactly))
	} else {
		for i := first; i < last; i++ {
			q := f.chance
			if d.Hits >= 1 || q.AskIn(era, chance.Hit, f.nodes[i].entity^entity, count, 0).Happens(d.Hits) {
				hit = append(hit, i)
			}
		}
	}
	f.whoms.hit = hit
	if d.Spares {
		hit = slices.DeleteFunc(hit, func(i int32) bool { return f.nodes[i].downs > 0 })
	}
	return hit
}

// draw appends n of the leaves from first to before last, all sets of as many being equally likely, in order. Source:
// Floyd's method, in Bentley, "Programming Pearls: A Sample of Brilliance", CACM 30 (1987).
func (f *Fleet) draw(drawn []int32, q *chance.Draws, first, last, n int32) []int32 {
	for len(f.whoms.marked) < len(f.nodes) {
		f.whoms.marked = append(f.whoms.marked, false)
	}
	for top := max(first, last-n); top < last; top++ {
		i := first + int32(q.Pick(int(top-first)+1))
		if f.whoms.marked[i] {
			i = top
		}
		f.whoms.marked[i] = true
		drawn = append(drawn, i)
	}
	for _, i := range drawn {
		f.whoms.marked[i] = false
	}
	slices.Sort(drawn)
	return drawn
}

// strikeNodes adds the nodes to a case that its occurrence hits and that a course reaches at a share, but not at the
// one before.
func (f *Fleet) strikeNodes(id int32, before, share float64) {
	x := &f.cases.Items[id]
	hit := f.whom(x.era, x.fault, x.entity, x.where, x.count)
	for _, i := range slices.Backward(hit) { // since addHold puts the latest first
		if f.reached(x.era, x.entity, i, x.count, before, share) {
			f.addHold(id, i)
		}
	}
}

// reached draws at which share a course reaches a leaf, by one number for all of its phases, and reports whether that
// lies between one share and another. The strike began in an era.
func (f *Fleet) reached(era uint16, entity uint64, leaf int32, count uint32, above, share float64) bool {
	if above == 0 && share == 1 {
		return true
	}
	u := f.chance.AskIn(era, chance.Exposure, f.nodes[leaf].entity^entity, count, 0).Part()
	return above <= u && u < share
}
