package experiments

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// spot is one of all combinations of values: for each variable which of its values, from 0.
type spot []int

// lattice is a search for the cheapest spot that is good, among more of them than could be listed. It knows nothing of
// what it searches: it names a spot to look at, and is told whether that is good.
//
// Of some variables more is better: what is good stays good with more of them and costs no less. So a spot that is bad
// is so with less of them, and one that is good rules out all that cost more. What may still be the answer is kept by
// its least elements, of which there are few: all that have no less of any ordered variable, and are the same in the
// others. With several ordered variables the search first finds out how much it takes of each at least, whatever there
// is of the others, by bisection with the most of these: where each has a need of its own, that is the answer. Then,
// and with one variable at once, it bisects between the cheapest least element and what would be a better answer than
// the best so far, since variables may stand in for each other.
type lattice struct {
	sizes   []int  // values by variable
	ordered []bool // by variable: whether more is better
	price   func(spot) (float64, error)
	// excluded reports that a spot may not be named, whatever it is, and by which variables: while these have the same
	// values, it stays so. What is excluded is never priced either. Nil: nothing is.
	excluded func(spot) (by []int, out bool)

	open []spot // least elements of what may still be the answer, none below another
	did  []spot // known to be good
	best spot   // the cheapest that is good so far; nil before one is
	soft spot   // the cheapest that seems to be good, though nobody knows; nil for none
	race
}

// race is how a lattice is searched where a spot costs more than its price, by how much nobody knows before. Then what
// is good rules out nothing by its price: the search names the cheapest least element, after it has found out how much
// it takes of each variable, and is told when that is done, and from which price on no spot can be the answer.
type race struct {
	racing bool
	rising bool    // what has more costs no less: a good spot rules out all that have more
	edging bool    // the spot named last is to find out how much it takes of a variable
	limit  float64 // in a race: of spots that may be the answer
}

// mostUnordered is how many combinations there may be of values of which none is better than another: each is the
// beginning of a search of its own.
const mostUnordered = 10_000

// newLattice begins a search.
func newLattice(sizes []int, ordered []bool, price func(spot) (float64, error)) (*lattice, error) {
	l := &lattice{sizes: sizes, ordered: ordered, price: price, open: []spot{make(spot, len(sizes))},
		race: race{limit: math.Inf(1)}}
	for i, n := range sizes {
		if ordered[i] {
			continue
		}
		if n*len(l.open) > mostUnordered {
			return nil, fmt.Errorf("there are more than %d combinations of values that are not ordered", mostUnordered)
		}
		first := l.open
		for v := 1; v < n; v++ {
			for _, s := range first {
				l.open = append(l.open, s.with(i, v))
			}
		}
	}
	return l, nil
}

// within reports whether a spot has no more of any ordered variable than another, and the same of the others.
func (l *lattice) within(a, b spot) bool {
	for i := range a {
		if a[i] > b[i] || a[i] != b[i] && !l.ordered[i] {
			return false
		}
	}
	return true
}

// compare orders spots by their price and, where that is the same, by how little they have: more is above less in any
// case.
func (l *lattice) compare(a, b spot) (int, error) {
	x, err := l.price(a)
	if err != nil {
		return 0, err
	}
	y, err := l.price(b)
	return cmp.Or(cmp.Compare(x, y), cmp.Compare(a.sum(), b.sum()), slices.Compare(a, b)), err
}

// cheaper reports whether a spot would be a better answer than the best so far.
func (l *lattice) cheaper(s spot) (bool, error) {
	switch {
	case l.rising && slices.ContainsFunc(l.did, func(g spot) bool { return l.within(g, s) && !slices.Equal(g, s) }):
		return false, nil
	case l.racing:
		price, err := l.price(s)
		return price < l.limit, err
	case l.best == nil:
		return true, nil
	}
	c, err := l.compare(s, l.best)
	return c < 0, err
}

// least is the cheapest element that is open; nil if what is open cannot be better than the best so far.
func (l *lattice) least() (spot, error) {
	l.open = l.admitted(l.open, +1)
	var least spot
	kept := l.open[:0]
	for _, s := range l.open {
		better, err := l.cheaper(s)
		if err != nil {
			return nil, err
		}
		if !better {
			continue
		}
		kept = append(kept, s)
		if c, err := l.order(s, least); err != nil {
			return nil, err
		} else if c < 0 {
			least = s
		}
	}
	l.open = kept
	if within, err := l.cheaperThan(least, l.soft); least == nil || within || err != nil {
		return least, err
	}
	doubtful := l.soft // nothing that would be better than it is good
	l.soft = nil
	l.bad(doubtful)
	return l.least()
}

// cheaperThan reports whether a spot would be a better answer than another, if there is one.
func (l *lattice) cheaperThan(s, other spot) (bool, error) {
	if s == nil || other == nil {
		return true, nil
	}
	c, err := l.compare(s, other)
	return c < 0, err
}

// doubt tells the search that a spot seems to be good and nobody knows. What would be a better answer is looked at
// first, since that may be good for certain, and what costs more only if it is not.
func (l *lattice) doubt(s spot) error {
	better, err := l.cheaperThan(s, l.soft)
	if better {
		l.soft = s
	}
	return err
}

// order is compare where the second may be none.
func (l *lattice) order(a, b spot) (int, error) {
	if b == nil {
		return -1, nil
	}
	return l.compare(a, b)
}

// next is the spot to look at: halfway between the cheapest open element and the most that it may grow to while it
// would still be a better answer than the best. It is nil when the search is over.
func (l *lattice) next() (spot, error) {
	from, err := l.least()
	if from == nil || err != nil {
		return nil, err
	}
	s := l.edge(from)
	if l.edging = s != nil; l.edging {
		return s, nil
	}
	if l.racing {
		return from, nil
	}
	to := make(spot, len(from))
	longest := 0
	for i := range from {
		grown, err := l.grow(l.sizes[i]-1-from[i], l.ordered[i], func(n int) spot { return from.with(i, from[i]+n) })
		if err != nil {
			return nil, err
		}
		to[i] = grown
		longest = max(longest, grown)
	}
	along := func(n int) spot {
		s := slices.Clone(from)
		for i := range s {
			if longest > 0 {
				s[i] += to[i] * n / longest
			}
		}
		return s
	}
	steps, err := l.grow(longest, true, along)
	if err != nil {
		return nil, err
	}
	return l.halfway(steps, along)
}

// improves reports whether a spot would be a better answer than the best, and than the one that seems to be good.
func (l *lattice) improves(s spot) (bool, error) {
	better, err := l.cheaper(s)
	if better && err == nil {
		better, err = l.cheaperThan(s, l.soft)
	}
	return better, err
}

// grow is how far one can go along a chain of spots, each above the one before, up to most, before the first that would
// be no better an answer than the best. The first would be, and is not excluded.
func (l *lattice) grow(most int, ordered bool, along func(n int) spot) (int, error) {
	if !ordered {
		return 0, nil
	}
	steps := l.inside(most, along)
	low, high := 0, len(steps) // steps[low] would be better, steps[high] is the first that would not
	for low+1 < high {
		middle := low + (high-low)/2
		better, err := l.improves(along(steps[middle]))
		if err != nil {
			return 0, err
		}
		if better {
			low = middle
		} else {
			high = middle
		}
	}
	if high == len(steps) {
		return most, nil
	}
	return steps[high] - 1, nil
}

// edge is a spot that tells how much of one variable it takes at least, whatever there is of the others: with the most
// of them, halfway between what is known to be too little and what is known to do. It is nil when that is known of
// all, or where what is excluded leaves no spot that has the most of everything.
func (l *lattice) edge(from spot) spot {
	if l.chain() && !l.racing {
		return nil
	}
	most := slices.Clone(from)
	for i, n := range l.sizes {
		if l.ordered[i] {
			most[i] = n - 1
		}
	}
	for i := range l.sizes {
		if !l.ordered[i] {
			continue
		}
		low, high := math.MaxInt, l.sizes[i]-1
		for _, x := range l.open {
			if l.within(x, most) {
				low = min(low, x[i])
			}
		}
		for _, g := range l.did {
			if l.within(g, most) {
				high = min(high, g[i])
			}
		}
		if l.soft != nil && l.within(l.soft, most) {
			high = min(high, l.soft[i])
		}
		if low >= high {
			continue
		}
		if tops := l.admitted([]spot{most.with(i, low+(high-low)/2)}, -1); len(tops) == 1 { // all else has no more
			return tops[0]
		}
	}
	return nil
}

// good tells the search that a spot which next has named is good, and hears whether it is the best so far.
func (l *lattice) good(s spot) (better bool, err error) {
	l.did = append(l.did, s)
	if better, err = l.cheaper(s); better && !l.racing {
		l.best = s
	}
	return better, err
}

// bad tells the search that a spot is bad, and all that have less.
func (l *lattice) bad(s spot) {
	var kept, fresh []spot
	for _, x := range l.open {
		if !l.within(x, s) {
			kept = append(kept, x)
			continue
		}
		for i := range s {
			if l.ordered[i] && s[i]+1 < l.sizes[i] {
				fresh = append(fresh, x.with(i, s[i]+1))
			}
		}
	}
	l.replace(kept, fresh)
}

// close tells a race that a spot which next has named is done: those above it may still be the answer, unless prices
// rise.
func (l *lattice) close(s spot) {
	var kept, fresh []spot
	for _, x := range l.open {
		if !slices.Equal(x, s) {
			kept = append(kept, x)
		}
	}
	for i := range s {
		if l.ordered[i] && s[i]+1 < l.sizes[i] {
			fresh = append(fresh, s.with(i, s[i]+1))
		}
	}
	l.replace(kept, fresh)
}

// replace makes some spots the open ones, with those of others that are above none of them.
func (l *lattice) replace(kept, fresh []spot) {
	l.open = kept
	for i, x := range fresh {
		below := func(y spot) bool { return l.within(y, x) && !slices.Equal(x, y) }
		same := func(y spot) bool { return slices.Equal(x, y) }
		if !slices.ContainsFunc(kept, func(y spot) bool { return l.within(y, x) }) &&
			!slices.ContainsFunc(fresh, below) && !slices.ContainsFunc(fresh[:i], same) {
			l.open = append(l.open, x)
		}
	}
}

// with is a spot with another value of one variable.
func (s spot) with(variable, value int) spot {
	other := slices.Clone(s)
	other[variable] = value
	return other
}

func (s spot) sum() (total int) {
	for _, n := range s {
		total += n
	}
	return total
}
