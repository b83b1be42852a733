package experiments

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// puzzle is a lattice with a set of good spots that holds with every spot those that have more.
type puzzle struct {
	sizes   []int
	ordered []bool
	good    func(spot) bool
	price   func(spot) (float64, error)
	// excluded are the holes, of some variables; nil: none.
	excluded func(spot) (by []int, out bool)
}

// lattice begins a search that never asks what a hole costs.
func (p *puzzle) lattice(t *testing.T) *lattice {
	t.Helper()
	l, err := newLattice(p.sizes, p.ordered, func(s spot) (float64, error) {
		if p.hole(s) {
			t.Fatalf("%v is priced, and is excluded", s)
		}
		return p.price(s)
	})
	if err != nil {
		t.Fatal(err)
	}
	l.excluded = p.excluded
	return l
}

// hole reports whether a spot is excluded.
func (p *puzzle) hole(s spot) bool {
	if p.excluded == nil {
		return false
	}
	_, out := p.excluded(s)
	return out
}

// withHoles makes holes: of some of the variables by chance, or all that lie off a line, or on one side of it.
func (p puzzle) withHoles(r *rand.Rand) puzzle {
	var by []int
	weights, salt := make([]int, len(p.sizes)), r.Uint64()
	for i := range p.sizes {
		weights[i] = r.IntN(5) - 2
		if r.IntN(3) > 0 {
			by = append(by, i)
		}
	}
	kind, bound, part := r.IntN(4), r.IntN(7)-3, r.Uint64N(16)
	p.excluded = func(s spot) ([]int, bool) {
		sum, h := 0, salt
		for _, i := range by {
			sum += weights[i] * s[i]
			h = (h ^ uint64(s[i])) * 1099511628211
		}
		out := map[int]bool{0: h>>60 < part, 1: sum != bound, 2: sum > bound, 3: sum < bound}[kind]
		if !out {
			return nil, false
		}
		return by, true
	}
	return p
}

// randomPuzzle has prices that rise with every ordered variable, some of which cost nothing.
func randomPuzzle(r *rand.Rand) puzzle {
	p := puzzle{}
	var weights, prices []float64
	for range 1 + r.IntN(3) {
		p.sizes, p.ordered = append(p.sizes, 1+r.IntN(9)), append(p.ordered, r.IntN(4) > 0)
		weights, prices = append(weights, r.Float64()), append(prices, float64(r.IntN(4)))
	}
	need := r.Float64() * 12
	value := func(of []float64) func(s spot) float64 {
		return func(s spot) float64 {
			sum := 0.0
			for i, n := range s {
				if p.ordered[i] {
					sum += of[i] * float64(n)
				} else {
					sum += float64((n * 7) % 5)
				}
			}
			return sum
		}
	}
	p.good = func(s spot) bool { return value(weights)(s) >= need }
	p.price = func(s spot) (float64, error) { return value(prices)(s), nil }
	return p
}

// all lists every spot.
func (p *puzzle) all() []spot {
	spots := []spot{make(spot, len(p.sizes))}
	for i, n := range p.sizes {
		for _, s := range slices.Clone(spots) {
			for v := 1; v < n; v++ {
				spots = append(spots, s.with(i, v))
			}
		}
	}
	return spots
}

// solve searches, and returns how many spots it has looked at.
func (p *puzzle) solve(t *testing.T) (best spot, looks int) {
	t.Helper()
	l := p.lattice(t)
	var seen []spot
	for {
		s, err := l.next()
		if err != nil {
			t.Fatal(err)
		}
		if s == nil {
			return l.best, len(seen)
		}
		if slices.ContainsFunc(seen, func(x spot) bool { return slices.Equal(x, s) }) {
			t.Fatalf("%v is looked at again", s)
		}
		seen = append(seen, s)
		if p.hole(s) {
			t.Fatalf("%v is named, and is excluded", s)
		}
		if p.good(s) {
			if _, err := l.good(s); err != nil {
				t.Fatal(err)
			}
		} else {
			l.bad(s)
		}
	}
}

// The search finds what a list of all spots finds, and where all lie above each other in no more looks than bisection;
// where some are excluded, too, and these are neither named nor priced.
func TestLatticeFindsTheCheapest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 6000 {
		p := randomPuzzle(r)
		if round >= 3000 {
			p = p.withHoles(r)
		}
		l := p.lattice(t)
		var want spot
		for _, s := range p.all() {
			if p.hole(s) || !p.good(s) {
				continue
			}
			if c, _ := l.order(s, want); c < 0 {
				want = s
			}
		}
		got, looks := p.solve(t)
		if !slices.Equal(got, want) {
			t.Fatalf("sizes %v, ordered %v: %v, want %v", p.sizes, p.ordered, got, want)
		}
		if l.chain() && looks > l.bisections() {
			t.Fatalf("%d looks at %v, want at most %d", looks, p.sizes, l.bisections())
		}
	}
}

// A lattice that no machine could list is searched along its edge.
func TestLatticeIsNeverListed(t *testing.T) {
	asked := 0
	p := puzzle{sizes: []int{1000, 1000, 1000}, ordered: []bool{true, true, true}}
	p.price = func(s spot) (float64, error) { asked++; return float64(3*s[0] + 2*s[1] + 4*s[2]), nil }
	p.good = func(s spot) bool { return min(s[0], 300) >= 300 && s[1] >= 41 && s[2] >= 2 }
	best, looks := p.solve(t)
	if !slices.Equal(best, spot{300, 41, 2}) || looks > 40 || asked > 1000 {
		t.Errorf("%v after %d looks and %d prices", best, looks, asked)
	}
	if _, err := newLattice([]int{1000, 1000}, []bool{false, false}, nil); err == nil {
		t.Error("a million searches were begun")
	}
}

// What lies off a line is stepped over: along it the search bisects, however the line lies in the lattice.
func TestLatticeFollowsALine(t *testing.T) {
	for name, on := range map[string]func(s spot) bool{
		"equal":           func(s spot) bool { return s[0] == s[1] },
		"a tenth":         func(s spot) bool { return s[0] == 10*s[1] },
		"no more than":    func(s spot) bool { return s[1] <= s[0]/10 },
		"the square":      func(s spot) bool { return s[0] == s[1]*s[1] },
		"at least so few": func(s spot) bool { return s[0]+s[1] >= 150 },
	} {
		p := puzzle{sizes: []int{200, 100, 20}, ordered: []bool{true, true, true}}
		p.price = func(s spot) (float64, error) { return float64(3*s[0] + 2*s[1] + s[2]), nil }
		p.good = func(s spot) bool { return s[0] >= 90 && s[1] >= 7 && s[2] >= 3 }
		p.excluded = func(s spot) ([]int, bool) { return []int{0, 1}, !on(s) }
		var want spot
		for a := 90; a < 200; a++ {
			for b := 7; b < 100; b++ {
				if s := (spot{a, b, 3}); on(s) && (want == nil || 3*a+2*b < 3*want[0]+2*want[1]) {
					want = s
				}
			}
		}
		best, looks := p.solve(t)
		t.Logf("%s: %v after %d looks", name, best, looks)
		if !slices.Equal(best, want) || looks > 40 {
			t.Errorf("%s: %v after %d looks, want %v", name, best, looks, want)
		}
	}
}

// Where a spot costs more than its price, a race finds the cheapest as well, and looks at fewer spots where what has
// more costs no less.
func TestLatticeRaces(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	looks := map[bool]int{}
	for i := range 3000 {
		p, rising := randomPuzzle(r), i%2 == 0
		if i >= 1500 {
			p = p.withHoles(r)
		}
		extra := make([]float64, len(p.sizes))
		for i := range extra {
			extra[i] = r.Float64()
		}
		cost := func(s spot) float64 {
			x, _ := p.price(s)
			for i, n := range s {
				if p.ordered[i] && !rising {
					n = p.sizes[i] - n
				}
				x += extra[i] * float64(n)
			}
			return x
		}
		want := math.Inf(1)
		for _, s := range p.all() {
			if p.good(s) && !p.hole(s) {
				want = min(want, cost(s))
			}
		}
		got, n := p.race(t, rising, cost)
		if looks[rising] += n; got != want {
			t.Fatalf("sizes %v, ordered %v: %g, want %g", p.sizes, p.ordered, got, want)
		}
	}
	if looks[true] >= looks[false] {
		t.Errorf("%d looks where prices rise, %d where they need not", looks[true], looks[false])
	}
}

// race searches, and returns the least cost of what is good and how many spots it has looked at.
func (p *puzzle) race(t *testing.T, rising bool, cost func(spot) float64) (best float64, looks int) {
	t.Helper()
	l := p.lattice(t)
	l.racing, l.rising = true, rising
	for {
		s, err := l.next()
		if err != nil {
			t.Fatal(err)
		}
		if s == nil {
			return l.limit, looks
		}
		if looks++; p.hole(s) {
			t.Fatalf("%v is named, and is excluded", s)
		}
		if !p.good(s) {
			l.bad(s)
			continue
		}
		if _, err := l.good(s); err != nil {
			t.Fatal(err)
		}
		if !l.edging {
			l.limit = min(l.limit, cost(s))
			l.close(s)
		}
	}
}

// Of spots of which nobody knows whether they are good none is the answer, and none hides one.
func TestLatticeDoubts(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for round := range 4000 {
		p := randomPuzzle(r)
		if round >= 2000 {
			p = p.withHoles(r)
		}
		unknown := func(s spot) bool { // one of four, by where it is
			h := uint64(17)
			for _, n := range s {
				h = (h ^ uint64(n)) * 1099511628211
			}
			return h>>60 < 4
		}
		l := p.lattice(t)
		var want spot
		for _, s := range p.all() {
			if p.hole(s) || !p.good(s) || unknown(s) {
				continue
			}
			if c, _ := l.order(s, want); c < 0 {
				want = s
			}
		}
		doubted, looks := map[string]bool{}, 0
		for {
			s, err := l.next()
			if err != nil {
				t.Fatal(err)
			}
			if looks++; s == nil || looks > 5000 || p.hole(s) {
				break
			}
			name := fmt.Sprint(s)
			switch {
			case unknown(s) && p.good(s) && !doubted[name]:
				doubted[name] = true
				err = l.doubt(s)
			case p.good(s) && !unknown(s):
				_, err = l.good(s)
			default:
				l.bad(s)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(l.best, want) {
			t.Fatalf("sizes %v, ordered %v: %v after %d looks, want %v", p.sizes, p.ordered, l.best, looks, want)
		}
	}
}
