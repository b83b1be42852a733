package experiments

import (
	"math"
	"math/rand/v2"
	"testing"

	"nines/models"
)

// twoStores keep the same and differ in what can be measured besides.
const twoStores = `
version: 1
time: { horizon: 1y }
topology: [ { level: node, count: 9 } ]
faults: { disk: { on: node, rate: 1/y, repair: 1h, loses_data: true } }
stores: { s: { on: node, holds: 1TB, groups: 10, replicas: 3 } }
`

// ofStores is a comparison of two variants of which runs are still to be entered.
func ofStores(t *testing.T, metric string) *Comparison {
	t.Helper()
	c := &Comparison{}
	c.Criteria, c.Confidence = []Criterion{{Metric: metric, Scope: "data:s", Primary: true}}, 0.95
	for _, name := range []string{"before", "after"} {
		s := compiled(t, twoStores)
		sample, err := newSample(s.Blueprint, s.Objectives)
		if err != nil {
			t.Fatal(err)
		}
		c.Variants = append(c.Variants, Variant{Name: name, Scenario: s})
		c.Results = append(c.Results, &Result{Scenario: s, Sample: sample})
	}
	c.strange = make([]bool, 2)
	return c
}

// enter gives a variant runs that lost so many groups each, and moved so many bytes.
func (c *Comparison) enter(variant int, lost []int, moved float64) {
	s := c.Results[variant].Sample
	s.n, s.numbers = len(lost), make([]column, len(s.quantities))
	for _, n := range lost {
		o := &models.Outcome{Measured: year, Stores: []models.StoreOutcome{{Groups: 10, Losses: n,
			First: year / (1 + min(1, float64(n))), Moved: moved, Bears: make([]float64, 3)}}}
		for _, q := range []string{"groups_lost", "data_loss", "mttdl", "rebuild_traffic"} {
			i := s.find(q, "data:s")
			s.numbers[i].add(s.quantities[i].of(o), s.quantities[i].events != "")
		}
	}
	for q := range s.quantities {
		for len(s.numbers[q].tops) < s.n {
			s.numbers[q].add(pair{Bottom: 1}, s.quantities[q].events != "")
		}
	}
}

// Two that never lost anything are not identical, and neither is the best of them: each may lose up to its bound. They
// are the same only if all that is measured of them is.
func TestNeverSeenIsUndecided(t *testing.T) {
	none := make([]int, 40)
	for _, metric := range []string{"groups_lost", "data_loss", "mttdl"} {
		for _, moved := range []float64{7, 8} {
			c := ofStores(t, metric)
			c.enter(0, none, 7)
			c.enter(1, none, moved)
			c.differences()
			d := c.Differences[0]
			switch same := moved == 7; {
			case d.Identical != same:
				t.Errorf("%s, moved %g: identical is %v", metric, moved, d.Identical)
			case !same && d.Evident(0.95):
				t.Errorf("%s: told apart by nothing", metric)
			case !same && metric != "mttdl" && !(d.Estimate.Low < 0 && d.Estimate.High > 0):
				t.Errorf("%s: the difference is from %g to %g", metric, d.Estimate.Low, d.Estimate.High)
			case !math.IsNaN(d.ProbBest):
				t.Errorf("%s: the best with probability %g", metric, d.ProbBest)
			}
		}
	}
}

// What is known of both by bounds holds the true difference in 95 % of the studies or more, and tells systems that are
// alike apart in 5 % of them at most; and where one loses much and the other nothing, it does tell.
func TestBoundsOfDifferencesAreCovered(t *testing.T) {
	const studies, runs = 400, 40
	r := rand.New(rand.NewPCG(5, 6))
	for _, x := range []struct {
		one, other float64 // groups lost per year
		tells      bool
	}{{0.01, 0.01, false}, {0.02, 0.02, false}, {0, 0.05, false}, {0, 1, true}} {
		c := ofStores(t, "groups_lost")
		held, told, bounded := 0, 0, 0
		for range studies {
			for variant, rate := range []float64{x.one, x.other} {
				lost := make([]int, runs)
				for i := range lost {
					lost[i] = poissonOf(r, rate)
				}
				c.enter(variant, lost, float64(variant))
			}
			if of := (contrast{1, 0}); !c.byBounds(of, c.Criteria[0]) {
				continue
			}
			bounded++
			c.Differences = nil
			c.differences()
			if d := &c.Differences[0]; d.Estimate.Low <= x.other-x.one && x.other-x.one <= d.Estimate.High {
				held++
			}
			if c.Differences[0].Evident(0.95) {
				told++
			}
		}
		if bounded < studies/3 || float64(held) < 0.95*float64(bounded) ||
			!x.tells && x.one == x.other && float64(told) > 0.05*float64(bounded) || x.tells && told < bounded {
			t.Errorf("%g and %g a year: of %d studies %d hold it, %d tell them apart", x.one, x.other, bounded, held, told)
		}
	}
}

// poissonOf draws a number of events.
func poissonOf(r *rand.Rand, mean float64) (n int) {
	for at := r.ExpFloat64(); at < mean; at += r.ExpFloat64() {
		n++
	}
	return n
}

// A mean time to loss is of all runs together: those that saw a loss are the worst of them, and a variant that lost
// something in few runs has a longer one than their time. 5 losses in 40 years stand against 20.
func TestMeanTimesToLossAreCompared(t *testing.T) {
	c := ofStores(t, "mttdl")
	for variant, losses := range []int{20, 5} {
		lost := make([]int, 40)
		for i := range losses {
			lost[i] = 1
		}
		c.enter(variant, lost, 1)
	}
	c.differences()
	d := c.Differences[0]
	if want := (37.5/5 - 30.0/20) * year; math.Abs(d.Estimate.Point-want) > 1e-9*want {
		t.Errorf("the mean time to loss differs by %g y, want %g", d.Estimate.Point/year, want/year)
	}
	if !(d.Estimate.Low > 0) || !d.Evident(0.95) {
		t.Errorf("from %g to %g y with p %g: not told apart", d.Estimate.Low/year, d.Estimate.High/year, d.P)
	}
}
