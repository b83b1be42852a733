package experiments

import (
	"encoding/binary"
	"math"
	"slices"
)

// Spots that are excluded are holes in a lattice: the search steps over them.

// halfway is the spot in the middle of a chain that begins with the cheapest open one: of those that are not excluded
// or, where that leaves the first alone, the cheapest above the middle, above a quarter and so on.
func (l *lattice) halfway(steps int, along func(n int) spot) (spot, error) {
	if inside := l.inside(steps, along); len(inside) > 1 {
		return along(inside[(len(inside)-1)/2]), nil
	}
	for n := steps / 2; n > 0; n /= 2 {
		var cheapest spot
		for _, s := range l.admitted([]spot{along(n)}, +1) {
			better, err := l.improves(s)
			if err != nil {
				return nil, err
			}
			c := 0
			if better {
				c, err = l.order(s, cheapest)
			}
			if err != nil {
				return nil, err
			}
			if c < 0 {
				cheapest = s
			}
		}
		if cheapest != nil {
			return cheapest, nil
		}
	}
	return along(0), nil
}

// inside lists the steps of a chain, from 0 to most, at which nothing is excluded.
func (l *lattice) inside(most int, along func(n int) spot) (steps []int) {
	for n := range most + 1 {
		if l.excluded != nil {
			if _, out := l.excluded(along(n)); out {
				continue
			}
		}
		steps = append(steps, n)
	}
	return steps
}

// admitted puts in the place of spots that are excluded the least above them that are not, or with by = −1 the greatest
// below them: one level of the lattice after the other, each with one more in all than the one before, or one less.
// While the variables by which a spot is excluded have the same values it stays so, and only these are changed. Cost:
// the combinations of these.
func (l *lattice) admitted(spots []spot, by int) (nearest []spot) {
	if l.excluded == nil {
		return spots
	}
	levels, seen, from := map[int][]spot{}, map[string]bool{}, math.MaxInt
	add := func(s spot) {
		if key := s.key(); !seen[key] {
			seen[key] = true
			levels[by*s.sum()] = append(levels[by*s.sum()], s)
			from = min(from, by*s.sum())
		}
	}
	for _, s := range spots {
		add(s)
	}
	beyond := func(x, s spot) bool { return by > 0 && l.within(x, s) || by < 0 && l.within(s, x) }
	for level := from; len(levels) > 0; level++ {
		for _, s := range levels[level] {
			if slices.ContainsFunc(nearest, func(x spot) bool { return beyond(x, s) }) {
				continue
			}
			tied, out := l.excluded(s)
			if !out {
				nearest = append(nearest, s)
			}
			for _, i := range tied {
				if next := s[i] + by; l.ordered[i] && next >= 0 && next < l.sizes[i] {
					add(s.with(i, next))
				}
			}
		}
		delete(levels, level)
	}
	return nearest
}

// key tells a spot from others.
func (s spot) key() string {
	key := make([]byte, 0, 4*len(s))
	for _, n := range s {
		key = binary.AppendUvarint(key, uint64(n))
	}
	return string(key)
}
