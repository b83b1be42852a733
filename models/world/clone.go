package world

import (
	"nines/sim"
	"nines/sim/flat"
)

// CopyFrom makes w equal to src, and c to src's calendar, in their own memory, of which they allocate only what they
// lack. From then on the two worlds go their own ways; played alike, they end alike. Nobody is told the story of a copy
// (see Tell). Cost: O(state).
func (w *World) CopyFrom(src *World, c *sim.Calendar) {
	if w == src {
		return
	}
	c.CopyFrom(src.calendar)
	w.Plan, w.calendar, w.draws, w.tell = src.Plan, c, src.draws, nil
	w.nodes = flat.Copy(w.nodes, src.nodes)
	w.domainHeld = flat.Copy(w.domainHeld, src.domainHeld)
	w.processes = flat.Copy(w.processes, src.processes)
	w.paused = flat.Copy(w.paused, src.paused)
	w.frailty = flat.Copy(w.frailty, src.frailty)
	w.ages = flat.Copy(w.ages, src.ages)
	w.incidents, w.freed, w.serial = flat.Copy(w.incidents, src.incidents), src.freed, src.serial
	w.spreading, w.lastChange = src.spreading, src.lastChange
	w.holds, w.freeHold = flat.Copy(w.holds, src.holds), src.freeHold
	w.cuts = flat.Copy(w.cuts, src.cuts)
	w.beliefs = flat.Copy(w.beliefs, src.beliefs)
	w.board.CopyFrom(&src.board)
	w.roles = flat.CopyEach(w.roles, src.roles, func(d *[]int32, s []int32) { *d = flat.Copy(*d, s) })
	w.teams = flat.Copy(w.teams, src.teams)
	w.shelves = flat.Copy(w.shelves, src.shelves)
	w.pools = flat.CopyEach(w.pools, src.pools, func(d *pool, s pool) {
		s.copies = flat.Copy(d.copies, s.copies)
		*d = s
	})
	w.memory, w.held, w.holding = flat.Copy(w.memory, src.memory), src.held, src.holding
	w.reliefs, w.freeRelief = flat.Copy(w.reliefs, src.reliefs), src.freeRelief
	w.stands.copyFrom(&src.stands)
	w.cases = src.cases
	w.flow.CopyFrom(&src.flow)
	w.strains, w.strained = flat.Copy(w.strains, src.strains), src.strained
	w.book.CopyFrom(&src.book)
}
