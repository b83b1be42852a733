package stat

import (
	"math"

	"nines/sim/num"
)

// Selection finds which of several systems has the largest mean by the procedure of Kim and Nelson: one that is told to
// be worse than another is played no further, so that effort goes where the decision is open. Where the best is better
// than every other by at least Delta, it is selected with the probability that was asked for; where some are within
// Delta of it, one of those. Systems may share their random numbers, which makes it faster. What it rests on is that
// means of replications are about normal; with few replications and skewed values it errs more often.
//
// Source: Kim and Nelson, A fully sequential procedure for indifference-zone selection in simulation, ACM TOMACS 11
// (2001), with c = 1. Memory: a number for each pair of systems.
type Selection struct {
	Delta float64     // difference that matters, > 0
	In    []bool      // the systems that may still be the best
	Out   []int       // replications after which a system was given up; 0: it was not
	h2    float64     // the h² of the paper, by which how long variances keep a system in
	s2    [][]float64 // variances of differences in the first stage
}

// NewSelection begins with values[system][replication], of which every system has the same number, at least 2: the
// first stage. The larger it is, the better the variances are known, and the fewer replications follow.
func NewSelection(values [][]float64, delta, confidence float64) *Selection {
	k, first := len(values), len(values[0])
	s := &Selection{Delta: delta, In: make([]bool, k), Out: make([]int, k), s2: make([][]float64, k)}
	for i := range s.In {
		s.In[i] = true
	}
	if k < 2 {
		return s
	}
	eta := 0.5 * (num.Pow(2*(1-confidence)/float64(k-1), -2/float64(first-1)) - 1)
	s.h2 = 2 * eta * float64(first-1)
	for i := range values {
		s.s2[i] = make([]float64, k)
		for l := range i {
			s.s2[i][l] = varianceOfDifferences(values[i], values[l])
			s.s2[l][i] = s.s2[i][l]
		}
	}
	return s
}

func varianceOfDifferences(x, y []float64) float64 {
	var w Welford
	for i := range x {
		w.Add(x[i] - y[i])
	}
	return w.Variance()
}

// Screen looks at the sums of the first n values of the systems that are still in, and gives up those that are told to
// be worse. It has to be asked for n from the first stage on, in ascending order; numbers may be left out. It reports
// whether the best is found: Best.
func (s *Selection) Screen(n int, sums []float64) (found bool) {
	r, out := float64(n), []int(nil)
	for i := range sums {
		for l := range sums {
			if i == l || !s.In[i] || !s.In[l] {
				continue
			}
			slack := max(0, (s.h2*s.s2[i][l]/s.Delta-float64(r*s.Delta))/(2*r))
			if sums[i]/r < sums[l]/r-slack {
				out = append(out, i)
				break
			}
		}
	}
	for _, i := range out {
		s.In[i], s.Out[i] = false, n
	}
	left := 0
	for _, in := range s.In {
		if in {
			left++
		}
	}
	return left == 1 || r > s.Most()
}

// Most is after how many replications the largest mean decides, however close another one is: a whole number, +Inf
// where hardly any difference matters.
func (s *Selection) Most() (most float64) {
	for i := range s.In {
		for l := range i {
			if s.In[i] && s.In[l] {
				most = max(most, math.Floor(s.h2*s.s2[i][l]/s.Delta/s.Delta)) // whose square may be too small for a number
			}
		}
	}
	return most
}

// Best is the system with the largest sum of those that are in; the first of several.
func (s *Selection) Best(sums []float64) int {
	best := -1
	for i, in := range s.In {
		if in && (best < 0 || sums[i] > sums[best]) {
			best = i
		}
	}
	return best
}
