package scenario

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/sim/num"
	"nines/sim/rng"
)

// Designs of a sweep.
const (
	GridDesign   = "grid"   // every combination of the values
	ListDesign   = "list"   // the first values of all, then the second ones, and so on
	LatinDesign  = "lhs"    // Latin hypercube: each dimension cut into as many equal parts as points, each part used once
	HaltonDesign = "halton" // a sequence that fills the space evenly, whose beginnings do as well

	// Those that ask what matters, and have an analysis: see design_effects.go.
	TornadoDesign = "tornado" // each dimension at both ends, the others as they are
	MorrisDesign  = "morris"  // walks that change one dimension after the other, from many beginnings
	SobolDesign   = "sobol"   // pairs of points, and one in between for each dimension
	InputsDesign  = "inputs"  // a Latin hypercube over what is known of each dimension: how sure is the answer?
)

// interval is what a dimension takes its values from: those of a list, the steps of a range or, in a design that
// scatters points, anything between two numbers, or what is known of a value.
type interval struct {
	values []string  // to choose from; nil: any number from lo to hi
	known  quantiles // instead; nil where nothing is said of that
	lo, hi float64
	unit   string
	log    bool // evenly by ratio instead of by difference
}

// at is the value at a share u of the way, 0 <= u <= 1. Numbers are written no finer than a hundredth of what lies
// between neighbors, if so many points are laid.
func (v interval) at(u float64, points int) string {
	switch {
	case v.known != nil:
		return v.known(u)
	case v.values != nil:
		return v.values[v.index(u)]
	}
	x, between := v.lo+float64(u*(v.hi-v.lo)), (v.hi-v.lo)/float64(points)
	if v.log {
		ratio := v.hi / v.lo
		x = v.lo * num.Pow(ratio, u)
		between = x * num.Expm1(num.Log(ratio)/float64(points))
	}
	digits := 2 - int(math.Floor(num.Log10(between)))
	if digits > 0 {
		return trimmed(strconv.FormatFloat(x, 'f', digits, 64)) + v.unit
	}
	coarse := num.Pow(10, float64(-digits))
	return strconv.FormatFloat(math.Round(x/coarse)*coarse, 'f', -1, 64) + v.unit
}

// index is of which value a share is, of which each has an equal part.
func (v interval) index(u float64) int { return min(int(u*float64(len(v.values))), len(v.values)-1) }

// trimmed is a decimal fraction without zeros at its end.
func trimmed(decimal string) string { return strings.TrimSuffix(strings.TrimRight(decimal, "0"), ".") }

// latin are the shares of one dimension of a Latin hypercube of n points: one drawn from each n-th of the whole, in
// random order (McKay, Beckman and Conover, 1979). The dimensions have names, so that one more changes nothing of the
// others.
func latin(seed uint64, name string, n int) []float64 {
	s := rng.Open(rng.Key{Seed: seed, Entity: rng.Name(0, "design "+name)})
	shares := make([]float64, n)
	for i := range shares {
		shares[i] = (float64(i) + s.Float64()) / float64(n)
	}
	rng.Shuffle(&s, shares)
	return shares
}

// primes are the bases of a Halton sequence, one for each dimension.
var primes = []int{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37}

// halton are the shares of dimension d of the first n points of a Halton sequence, whose digits but 0 are turned
// around: without that the dimensions of large bases go up together (Vandewoestyne and Cools, 2006).
func halton(d, n int) []float64 {
	base, shares := primes[d], make([]float64, n)
	for i := range shares {
		place := 1.0
		for k := i + 1; k > 0; k /= base {
			place /= float64(base)
			shares[i] += float64(float64((base-k%base)%base) * place)
		}
	}
	return shares
}

// scatter gives every dimension its values at so many points, and returns the shares at which they lie, by point.
func scatter(design string, seed uint64, dimensions []Vary, from []interval, points int) [][]float64 {
	at := make([][]float64, points)
	for d := range dimensions {
		var shares []float64
		if design == HaltonDesign {
			shares = halton(d, points)
		} else {
			shares = latin(seed, dimensions[d].Path, points)
		}
		dimensions[d].Values = make([]string, points)
		for i, u := range shares {
			dimensions[d].Values[i], at[i] = from[d].at(u, points), append(at[i], u)
		}
	}
	return at
}

// listed are the settings of the first values of all dimensions, of the second ones, and so on; all have equally many.
func listed(dimensions []Vary) [][]Setting {
	points := make([][]Setting, len(dimensions[0].Values))
	for i := range points {
		for _, v := range dimensions {
			points[i] = append(points[i], Setting{v.Path, v.Values[i]})
		}
	}
	return points
}

// Points lists the settings of the points of a sweep of a system, which is compiled from the base: those at which all
// conditions hold. LeftOut counts the others. The error, if any, is of type Problems.
func (s *Sweep) Points(base *Scenario) (points [][]Setting, leftOut int, err error) {
	switch {
	case s.Design == TornadoDesign:
		points, err = s.swings(base)
	case s.Design == InputsDesign:
		points, err = s.drawn(base)
	case s.Listed():
		points = listed(s.Vary)
	default:
		points, err = grid(s.Vary)
	}
	if err != nil {
		return nil, 0, err
	}
	if s.where == nil {
		return points, 0, nil
	}
	defaults, err := base.written()
	if err != nil {
		return nil, 0, err
	}
	kept := points[:0:0]
	for _, point := range points {
		at, err := s.Base.With(point)
		if err != nil {
			return nil, 0, err
		}
		_, out, err := s.fails(s.where, func(path string) (string, bool) { return textIn(path, at, defaults) })
		if err != nil {
			return nil, 0, err
		}
		if !out {
			kept = append(kept, point)
		}
	}
	if len(kept) == 0 {
		p := s.file.placeOf("where")
		p.Message, p.Help = fmt.Sprintf("where leaves none of %d points", len(points)), "ask for less, or vary more widely"
		return nil, 0, Problems{p}
	}
	return kept, len(points) - len(kept), nil
}

// written is the scenario with every default, as a document.
func (s *Scenario) written() (*Document, error) {
	root, problems := (&Document{}).load(string(s.Resolved))
	return &Document{root: root}, problems.asError()
}

// textAt is what stands at a path of dotted keys, as Set takes it, written as YAML on one line.
func (d *Document) textAt(path string) (string, bool) {
	at := d.root
	for key := range strings.SplitSeq(path, ".") {
		switch {
		case at.Kind == yaml.MappingNode && lookup(at, key) != nil:
			at = lookup(at, key)
		case at.Kind == yaml.SequenceNode && element(at, key) >= 0:
			at = at.Content[element(at, key)]
		case at.Kind == yaml.ScalarNode && key == "mean": // of a bare duration, which is short for a law
		default:
			return "", false
		}
	}
	if at.Kind == yaml.ScalarNode {
		return at.Value, true
	}
	return flow(at), true
}
