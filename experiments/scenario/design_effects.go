package scenario

import (
	"fmt"
	"slices"

	"nines/sim/rng"
)

// HasEffects reports whether a design has points that hang together, by which one tells what each dimension does.
func HasEffects(design string) bool {
	return design == TornadoDesign || design == MorrisDesign || design == SobolDesign || design == InputsDesign
}

// fewestDrawn is how many points design inputs has at least: as many as it takes for an interval of 95 % to end within
// them.
const fewestDrawn = 20

// leastPoints is how many points a scattered design of some dimensions needs.
func leastPoints(design string, dimensions int) int {
	switch design {
	case MorrisDesign, SobolDesign:
		return 2 * block(design, dimensions)
	case InputsDesign:
		return fewestDrawn
	}
	return 2
}

// block is how many points of a design belong together: a walk of Morris, or what Sobol' indices compare.
func block(design string, dimensions int) int {
	if design == SobolDesign {
		return dimensions + 2
	}
	return dimensions + 1
}

// morrisLevels is how many values a dimension takes in the walks of Morris, and morrisStep how far each step goes, as
// a share of the dimension: the values recommended by Morris (Technometrics 33, 1991), for which all levels come as
// often.
const (
	morrisLevels = 4
	morrisStep   = morrisLevels / (2.0 * (morrisLevels - 1))
)

// walks are the shares of the points of n walks: from a random level of every dimension, one step in each, in random
// order.
func walks(seed uint64, names []string, n int) (shares [][]float64) {
	s := rng.Open(rng.Key{Seed: seed, Entity: rng.Name(0, "design morris")})
	for range n {
		at, up := make([]float64, len(names)), make([]float64, len(names))
		for d := range at {
			level := s.IntN(morrisLevels)
			at[d], up[d] = float64(level)/(morrisLevels-1), morrisStep
			if level >= morrisLevels/2 {
				up[d] = -morrisStep
			}
		}
		order := make([]int, len(names))
		for i := range order {
			order[i] = i
		}
		rng.Shuffle(&s, order)
		shares = append(shares, slices.Clone(at))
		for _, d := range order {
			at[d] += up[d]
			shares = append(shares, slices.Clone(at))
		}
	}
	return shares
}

// pairs are the shares of n blocks for Sobol' indices: a point a, a point b, and for each dimension a with that of b
// (Saltelli et al., Computer Physics Communications 181, 2010). Both are of a Latin hypercube.
func pairs(seed uint64, names []string, n int) (shares [][]float64) {
	size := block(SobolDesign, len(names))
	for range n * size {
		shares = append(shares, make([]float64, len(names)))
	}
	for d, name := range names {
		a, b := latin(seed, name+" a", n), latin(seed, name+" b", n)
		for i := range n {
			for k, point := range shares[i*size : (i+1)*size] {
				if point[d] = a[i]; k == 1 || k == 2+d {
					point[d] = b[i]
				}
			}
		}
	}
	return shares
}

// layBlocks lays the points of Morris or Sobol' designs, in whole blocks.
func (s *Sweep) layBlocks(points int) {
	var names []string
	for _, v := range s.Vary {
		names = append(names, v.Path)
	}
	n := points / block(s.Design, len(names))
	if s.Design == SobolDesign {
		s.Shares = pairs(s.Seed, names, n)
	} else {
		s.Shares = walks(s.Seed, names, n)
	}
	for d := range s.Vary {
		s.Vary[d].Values = make([]string, len(s.Shares))
		for i := range s.Shares {
			s.Vary[d].Values[i] = s.from[d].at(s.Shares[i][d], n)
		}
	}
}

// Step is how far dimension d goes from the point before point i to it, as a share of its whole: of a list from one
// value to another, wherever in their parts of the dimension the points are.
func (s *Sweep) Step(i, d int) float64 {
	from, to := s.Shares[i-1][d], s.Shares[i][d]
	if last := float64(len(s.from[d].values) - 1); last > 0 {
		return float64(s.from[d].index(to)-s.from[d].index(from)) / last
	}
	return to - from
}

// swings are the points of a tornado: the base, and each dimension at its first and its last value.
func (s *Sweep) swings(base *Scenario) ([][]Setting, error) {
	defaults, err := base.written()
	if err != nil {
		return nil, err
	}
	usual := make([]Setting, len(s.Vary))
	for d, v := range s.Vary {
		text, ok := defaults.textAt(v.Path) // as the resolved scenario writes it, from which the sweep may be played again
		if !ok {
			text, ok = s.Base.textAt(v.Path)
		}
		if !ok {
			p := s.file.placeOf(join("vary", fmt.Sprint(d)))
			p.Message = fmt.Sprintf("the scenario has nothing at %s that a tornado could start from", v.Path)
			p.Help = "give it a value in the scenario; `nines explain` shows it with every default"
			return nil, Problems{p}
		}
		usual[d] = Setting{v.Path, text}
	}
	points := [][]Setting{usual}
	for d, v := range s.Vary {
		for _, value := range []string{v.Values[0], v.Values[len(v.Values)-1]} {
			point := slices.Clone(usual)
			point[d].Value = value
			points = append(points, point)
		}
	}
	return points, nil
}

// drawn are the points of design inputs. Each has random numbers of its own, and so a seed: what luck does to one then
// says nothing of the next, so that the noise of simulation can be told from what inputs do, and goes from the mean
// over the points. It is a setting like the others, by which a point can be played alone.
func (s *Sweep) drawn(base *Scenario) ([][]Setting, error) {
	if err := s.keepsLaws(base); err != nil {
		return nil, err
	}
	points := listed(s.Vary)
	for i := range points {
		r := rng.Open(rng.Key{Seed: uint64(base.Spec.Run.Seed), Entity: rng.Name(0, "point"), Occurrence: uint64(i)})
		points[i] = append(points[i], Setting{seedPath, fmt.Sprint(r.Uint64() >> 24)}) // short enough to be copied
	}
	return points, nil
}

// seedPath is where a scenario says its seed.
const seedPath = "run.seed"

// keepsLaws checks that no law loses its shape where a time is drawn: a bare one is short for an exponential law.
func (s *Sweep) keepsLaws(base *Scenario) error {
	defaults, err := base.written()
	if err != nil {
		return err
	}
	for d, v := range s.Vary {
		law, ok := defaults.textAt(join(v.Path, "dist"))
		if s.from[d].known == nil || !ok || law == "exponential" {
			continue
		}
		p := s.file.placeOf(join("vary", fmt.Sprint(d)))
		p.Message = fmt.Sprintf("a time at %s would make its law, %s, an exponential one", v.Path, law)
		p.Help = "write path: " + join(v.Path, "mean") + ", which keeps its shape"
		return Problems{p}
	}
	return nil
}
