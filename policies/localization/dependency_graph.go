package localization

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// DependencyGraph ranks the components that may be the cause and has people test them in this order until they come to
// the culprit. The candidates are those that the graph leaves: all that the service with the alarm depends on, and the
// service itself. The culprit's rank R is geometric, truncated at the number of candidates K:
//
//	P(R = r) = q(1−q)^(r−1) / (1 − (1−q)^K), r = 1 … K
//
// with q such that P(R = 1) is the accuracy, the measure by which rankings are compared. An accuracy of 1/K is that of
// a blind order. The culprit is among the candidates with probability coverage; if not, nobody is named. All innocents
// of one diagnosis take equally long.
//
// The defaults are the project's judgment: rankings put the culprit first in three to seven of ten cases and among the
// first five in six to nine; a coverage of 80 % and an accuracy of 50 % of ten candidates make 40 % and 78 %.
type DependencyGraph struct {
	coverage
	guess
	takes dist.Law
	rank
}

var _ models.Localizer = (*DependencyGraph)(nil)

// DependencyGraphConfig is what a user may choose.
type DependencyGraphConfig struct {
	Graph      map[string][]string `key:"graph" doc:"what each component depends on, without cycles"`
	From       string              `key:"from" doc:"component with the alarm; all are suspect if not given"`
	Candidates *int                `key:"candidates" doc:"how many may be the cause, instead of graph; 10 if not given"`
	Takes      dist.Law            `key:"takes" doc:"time until there is a ranking"`
	Coverage   Coverage            `key:"coverage" doc:"share of faults whose culprit is ranked: one, or by effect"`
	Accuracy   unit.Ratio          `key:"accuracy" doc:"share of rankings with the culprit first, 1/candidates or more"`
	Wasted     dist.Law            `key:"wasted" doc:"time to clear an innocent; that of its treatment if not given"`
}

// usualCandidates is how many there are where a scenario gives neither a graph nor a number.
const usualCandidates = 10

var dependencyGraphRow = catalog.Define("dependency-graph",
	"Ranks what the alarm depends on; candidates are tested in order; geometric rank, defaults by judgment.",
	DependencyGraphConfig{
		Takes:    dist.Write("lognormal", "median", "2m", "sigma", "0.8"),
		Coverage: everything(0.8), Accuracy: 0.5,
	}, NewDependencyGraph).WithExample("graph: { api: [db, auth], db: [disk] }, from: api, accuracy: 60%")

// NewDependencyGraph checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewDependencyGraph(c DependencyGraphConfig) (models.Localizer, error) {
	n, err := c.candidates()
	if err != nil {
		return nil, err
	}
	covers, err := c.Coverage.checked()
	if err != nil {
		return nil, err
	}
	g, err := newGuess(c.Accuracy, c.Wasted)
	if err != nil {
		return nil, err
	}
	if blind := 1 / float64(n); g.accuracy < blind*(1-rounding) {
		return nil, fmt.Errorf("accuracy is %s, but a blind order of %d candidates has %s; "+
			"write that or more, or name more candidates", c.Accuracy, n, unit.Ratio(blind).Percent())
	}
	return &DependencyGraph{covers, g, c.Takes, newRank(g.accuracy, n)}, takesTime(c.Takes)
}

// candidates is how many components may be the cause.
func (c DependencyGraphConfig) candidates() (int, error) {
	n := usualCandidates
	switch {
	case c.Candidates != nil && len(c.Graph) > 0:
		return 0, fmt.Errorf("candidates and graph are both given; keep one, since the graph says how many there are")
	case c.Candidates != nil:
		n = *c.Candidates
	case len(c.Graph) > 0:
		var err error
		if n, err = reach(c.Graph, c.From); err != nil {
			return 0, err
		}
	case c.From != "":
		return 0, fmt.Errorf("from names a component of a graph that is not given; add graph: {%s: [db]}", c.From)
	}
	if n < 1 || n > models.MaxWrong+1 {
		return 0, fmt.Errorf("candidates are %d; make them 1 to %d", n, models.MaxWrong+1)
	}
	return n, nil
}

// Diagnose makes a ranking. Of a false alarm it errs like the others.
func (l *DependencyGraph) Diagnose(x models.Alarm) models.Odds {
	takes := models.Wait{Law: l.takes}
	if x.False {
		return l.odds(x, takes, 1, l.accuracy)
	}
	o := l.odds(x, takes, l.covers(x), 1)
	o.Before = &l.rank
	return o
}

// rank is the law of the culprit's place among the candidates.
type rank struct {
	candidates int
	log1q      float64 // log(1−q): 0 for a blind order, −Inf if the culprit is always first
	mass       float64 // 1 − (1−q)^candidates
}

// newRank finds q by bisection: P(R = 1) rises with it from 1/candidates to 1.
func newRank(accuracy float64, candidates int) rank {
	r := rank{candidates: candidates}
	if accuracy <= (1+rounding)/float64(candidates) {
		return r
	}
	low, high := 0.0, 1.0
	for low < high {
		q := (low + high) / 2
		if q == low || q == high {
			break
		}
		if q/-num.Expm1(float64(candidates)*num.Log1p(-q)) < accuracy {
			low = q
		} else {
			high = q
		}
	}
	r.log1q = num.Log1p(-high)
	r.mass = -num.Expm1(float64(candidates) * r.log1q)
	return r
}

// Draw inverts one uniform for the number of innocents before the culprit.
func (r *rank) Draw(s *rng.Stream) int {
	u := s.Float64()
	place := u * float64(r.candidates)
	if r.log1q < 0 {
		place = num.Log1p(-u*r.mass) / r.log1q
	}
	return min(r.candidates, max(1, int(math.Ceil(place)))) - 1
}

// Chance is the probability that the culprit comes after that many innocents.
func (r *rank) Chance(innocents int) float64 {
	switch {
	case innocents < 0 || innocents >= r.candidates:
		return 0
	case r.log1q == 0:
		return 1 / float64(r.candidates)
	case innocents == 0: // also where the culprit is always first, and the logarithm infinite
		return -num.Expm1(r.log1q) / r.mass
	}
	return -num.Expm1(r.log1q) * num.Exp(float64(innocents)*r.log1q) / r.mass
}
