package glimpses

import (
	"maps"
	"math"

	"nines/sim"
	"nines/sim/flat"
)

// survey is which kinds of cells there are in a run, and where.
type survey struct {
	turns []turn
	runs  []run
	kinds []kind
	index map[uint64]int32 // of kinds, by key
}

// turn is that from some time on things are in another state.
type turn struct {
	at    sim.Time
	state uint64
}

// run is some cells of one kind, one after the other.
type run struct {
	first, cells int
	kind         int32
}

// kind is what is alike of cells.
type kind struct {
	key    uint64
	cells  int
	chosen int // of them; a cell may count twice
}

// mostKinds bounds the kinds of a run. Cells of a kind beyond are taken together: the steady ones, and the others.
const mostKinds = 256

// The keys of kinds that others are taken into.
const (
	anySteady uint64 = iota
	anyChange
)

func (s *survey) reset() {
	s.turns, s.runs, s.kinds = s.turns[:0], s.runs[:0], s.kinds[:0]
	clear(s.index)
}

func (s *survey) copyFrom(src *survey) {
	s.turns, s.runs, s.kinds = flat.Copy(s.turns, src.turns), flat.Copy(s.runs, src.runs), flat.Copy(s.kinds, src.kinds)
	s.index = maps.Clone(src.index)
}

// look surveys a whole tape. Cost: O(news + cells near them + hours, where demand changes).
func (s *survey) look(p *Plan, all []news) {
	if s.index == nil {
		s.index = map[uint64]int32{}
	}
	s.listen(p, all)
	before, now := 0, 0 // the last turns before the lead of a cell, and before its end
	for cell := 0; cell < p.cells; {
		from, to := p.start(cell), p.start(cell+1)
		before = s.until(before, from-sim.Time(p.Lead))
		now = s.until(max(before, now), to)
		if before < now {
			s.put(cell, 1, s.change(before, now, from, p.level(from)), anyChange)
			cell++
			continue
		}
		next := p.cells
		if now+1 < len(s.turns) {
			next = min(next, max(cell+1, p.cellAt(s.turns[now+1].at)))
		}
		cell = s.steady(p, cell, next, s.turns[now].state)
	}
}

// listen finds the turns of a tape.
func (s *survey) listen(p *Plan, all []news) {
	var x scene
	x.reset(p)
	s.turns = append(s.turns, turn{sim.Time(math.Inf(-1)), x.state()})
	for i := range all {
		x.hear(&all[i])
		if i+1 < len(all) && all[i+1].at == all[i].at {
			continue
		}
		s.turns = append(s.turns, turn{all[i].at, x.state()})
	}
}

// until is the last turn, of those from one on, before a time.
func (s *survey) until(turn int, t sim.Time) int {
	for turn+1 < len(s.turns) && s.turns[turn+1].at < t {
		turn++
	}
	return turn
}

// change is the key of a cell that begins at some time and has seen changes, or its lead has: from which state to
// which, in about how many steps, whether the last of them was in the cell, and at which level of demand.
func (s *survey) change(before, now int, from sim.Time, level uint64) uint64 {
	inside := uint64(0)
	if s.turns[now].at >= from {
		inside = 1
	}
	steps := about(int32(min(now-before, 1<<20)))
	return mix(mix(s.turns[before].state, s.turns[now].state), mix(2*steps+inside, level+1))
}

// steady puts down cells in which things are in one state, by the level of demand, hour by hour. It returns the cell
// behind the last.
func (s *survey) steady(p *Plan, cell, end int, state uint64) int {
	if p.steady {
		s.put(cell, end-cell, mix(state, 0), anySteady)
		return end
	}
	const hour = 3600
	for cell < end {
		next := math.Floor(float64(p.start(cell)-sim.Time(p.time.Warmup))/hour) + 1
		to := min(end, max(cell+1, int(math.Ceil(next*hour/p.cell))))
		middle := p.start(cell) + (p.start(to)-p.start(cell))/2
		s.put(cell, to-cell, mix(state, p.level(middle)), anySteady)
		cell = to
	}
	return end
}

// put puts down cells of a kind, or of the one that it is taken into where there are too many.
func (s *survey) put(first, cells int, key, others uint64) {
	i, seen := s.index[key]
	if !seen && len(s.kinds) >= mostKinds {
		key = others
		i, seen = s.index[key]
	}
	if !seen {
		i = int32(len(s.kinds))
		s.index[key] = i
		s.kinds = append(s.kinds, kind{key: key})
	}
	s.kinds[i].cells += cells
	if n := len(s.runs); n > 0 && s.runs[n-1].kind == i {
		s.runs[n-1].cells += cells
		return
	}
	s.runs = append(s.runs, run{first, cells, i})
}
