package glimpses

import (
	"cmp"
	"math"
	"slices"

	"nines/models/chance"
)

// glimpse is a cell that is played.
type glimpse struct {
	cell   int
	stands float64 // for how many cells
}

// choose draws the cells that are played, of each kind so many: a kind is divided in time into as many equal shares,
// and of each one cell is drawn. So a cell has the same chance as any other of its kind, and whatever changes slowly is
// seen evenly. A cell in which two shares meet may be drawn for both.
func choose(p *Plan, s *survey, from *chance.Draws) []glimpse {
	roots := 0.0
	for i := range s.kinds {
		roots += math.Sqrt(float64(s.kinds[i].cells))
	}
	list := []glimpse{}
	places := make([][]int, len(s.kinds)) // by kind: which of its cells, ascending
	for i := range s.kinds {
		k := &s.kinds[i]
		places[i] = k.places(p.share(k, roots), from)
	}
	seen := make([]int, len(s.kinds)) // cells
	for _, r := range s.runs {
		i, end := r.kind, seen[r.kind]+r.cells
		k := &s.kinds[i]
		for ; len(places[i]) > 0 && places[i][0] < end; places[i] = places[i][1:] {
			list = append(list, glimpse{r.first + places[i][0] - seen[i], float64(k.cells) / float64(k.chosen)})
		}
		seen[i] = end
	}
	slices.SortStableFunc(list, func(a, b glimpse) int { return cmp.Compare(a.cell, b.cell) })
	return together(list)
}

// share is how many glimpses a kind of cells has: all that are to be had by the square roots of how many cells there
// are of each, between as many from each and as many for each cell (M. D. Bankier, Power allocations, The American
// Statistician 42, 1988), but not fewer than each has at least, nor more than it has cells.
func (p *Plan) share(k *kind, roots float64) int {
	n := int(math.Round(float64(p.Count) * math.Sqrt(float64(k.cells)) / roots))
	return min(max(n, p.Each), k.cells)
}

// places draws so many of its cells.
func (k *kind) places(n int, from *chance.Draws) []int {
	k.chosen = n
	list := make([]int, n)
	for j := range list {
		list[j] = j
		if n < k.cells {
			at := (float64(j) + place(from, k.key, uint32(j))) / float64(n)
			list[j] = min(int(at*float64(k.cells)), k.cells-1)
		}
	}
	return list
}

// together makes one glimpse of those of the same cell.
func together(list []glimpse) []glimpse {
	all := list[:0]
	for _, g := range list {
		if n := len(all); n > 0 && all[n-1].cell == g.cell {
			all[n-1].stands += g.stands
			continue
		}
		all = append(all, g)
	}
	return all
}
