package fit

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/sim/dist"
	"nines/sim/stat"
)

// Options say how much work a fit may be.
type Options struct {
	Confidence float64 // of intervals, in (0, 1)
	Rounds     int     // of the bootstrap; 0: goodness is not judged
	Seed       uint64  // of the bootstrap
}

// Fit is a family at its most likely parameters.
type Fit struct {
	Family        string // in dist.Table
	Law           dist.Law
	Params        []Param
	LogLikelihood float64
	AIC           float64 // of H. Akaike (1974): twice the parameters less twice the logarithm of the likelihood
	KS, AD        float64 // distances, see Sample.Distance; NaN where not judged
	KSP, ADP      float64 // how likely such distances are if the law is right; NaN where not judged
	Judged        int     // spells that these rest on
	Method        string  // of the intervals; "" where there are none
	Parts         string  // of a mixture, for people: "69% median 12m, 31% median 4.2h"

	again func(*Sample) dist.Law // the same family fitted to another sample; nil where that fails
	words []string
}

// Words are the parameters of the law as scenarios write them: "dist: weibull, mean: 4.2h, shape: 0.81".
func (f *Fit) Words() string { return strings.Join(f.words, ", ") }

// Least numbers of ended spells at which a family is tried. Pareto, whose AIC flatters it, because its minimum is the
// shortest spell, waits as long as a mixture of lognormal parts.
const (
	leastForShape   = 5
	leastForPhases  = 15
	leastForMixture = 30
)

// mostProfiled is the number of different times up to which intervals are by profile likelihood; it takes thousands of
// evaluations.
const mostProfiled = 2000

// Laws fits every family that the sample is large enough for, the one with the least AIC first. Goodness is judged of
// those within 10 of it, which are the only ones that count, and of the exponential. It is empty where nothing ended.
func Laws(s *Sample, o Options) []*Fit {
	var fits []*Fit
	for _, f := range families() {
		if s.ended >= 1 && (len(f.params) == 1 || s.ended >= leastForShape) {
			fits = append(fits, s.single(f, o))
		}
	}
	if s.ended >= leastForPhases {
		fits = append(fits, s.double(false))
	}
	if s.ended >= leastForMixture {
		fits = append(fits, s.double(true), s.pareto(o))
	}
	fits = slices.DeleteFunc(fits, func(f *Fit) bool { return f == nil })
	slices.SortStableFunc(fits, func(a, b *Fit) int { return cmp.Compare(a.AIC, b.AIC) })
	for _, f := range fits {
		if o.Rounds > 0 && (f.AIC < fits[0].AIC+10 || f.Family == "exponential") {
			s.surprise(f, o.Rounds, o.Seed)
		}
	}
	return fits
}

// single fits a family of one or two parameters; nil where that fails.
func (s *Sample) single(f family, o Options) *Fit {
	logs, most := f.maximize(s, f.begin(s), 0.3)
	if math.IsInf(most, 0) {
		return nil
	}
	p := make([]float64, len(logs))
	for i := range logs {
		p[i] = math.Exp(logs[i])
	}
	law, err := f.law(p)
	if err != nil || f.edge != nil && f.edge(p) {
		return nil
	}
	fit := newFit(f.name, law, most, len(p))
	fit.Method = "profile likelihood"
	for i := range p {
		var low, high float64
		switch {
		case f.name == "exponential":
			e := stat.ExponentialMean(s.ended, s.Total(), o.Confidence)
			low, high, fit.Method = math.Log(e.Low), math.Log(e.High), e.Method
		case len(s.points) > mostProfiled:
			low, high = f.informed(s, logs, i, o.Confidence)
			fit.Method = "observed information"
		default:
			low, high = f.profiled(s, logs, most, i, o.Confidence)
		}
		fit.Params = append(fit.Params, Param{f.params[i], p[i], math.Exp(low), math.Exp(high), f.spans[i]})
		fit.words = append(fit.words, f.params[i]+": "+fit.Params[i].Text())
	}
	fit.again = func(t *Sample) dist.Law {
		if t.ended == 0 {
			return nil
		}
		logs, most := f.maximize(t, logs, 0.15)
		if math.IsInf(most, 0) {
			return nil
		}
		q := make([]float64, len(logs))
		for i := range logs {
			q[i] = math.Exp(logs[i])
		}
		law, err := f.law(q)
		if err != nil {
			return nil
		}
		return law
	}
	return fit
}

func newFit(name string, law dist.Law, most float64, parameters int) *Fit {
	nan := math.NaN()
	return &Fit{Family: name, Law: law, LogLikelihood: most, AIC: 2*float64(parameters) - 2*most,
		KS: nan, AD: nan, KSP: nan, ADP: nan, words: []string{"dist: " + name}}
}

// pareto fits the power law from the shortest spell on, whose likelihood is highest at that minimum: the shape is then
// the number that ended over the sum of logarithms, and its interval exact if nothing was cut. Nil where that fails.
func (s *Sample) pareto(o Options) *Fit {
	of := func(t *Sample) (shape, least, logs float64, law dist.Law) {
		least = t.points[0].x
		for _, p := range t.points {
			logs += (p.ended + p.cut) * math.Log(p.x/least)
		}
		shape = float64(t.ended) / logs
		law, err := dist.NewPareto(shape, least*(1-1e-12))
		if err != nil || t.points[0].ended == 0 {
			return shape, least, logs, nil
		}
		return shape, least, logs, law
	}
	shape, least, logs, law := of(s)
	if law == nil {
		return nil
	}
	f := newFit("pareto", law, s.LogLikelihood(law), 2)
	e := stat.PoissonRate(s.ended-1, logs, o.Confidence)
	f.Method = "exact; the minimum is the shortest spell"
	f.Params = []Param{{"scale", least, math.NaN(), math.NaN(), true}, {"shape", shape, e.Low, e.High, false}}
	f.words = append(f.words, "scale: "+f.Params[0].Text(), "shape: "+f.Params[1].Text())
	f.again = func(t *Sample) dist.Law {
		_, _, _, law := of(t)
		return law
	}
	return f
}

// double fits two exponential or two lognormal parts; nil where that fails. There are no intervals: the likelihood of a
// mixture is not regular.
func (s *Sample) double(lognormal bool) *Fit {
	parts, most := s.mixture(lognormal)
	if parts == nil || math.IsInf(most, 0) {
		return nil
	}
	law, err := mixed(parts)
	if err != nil {
		return nil
	}
	name, free := "hyperexponential", 3
	if lognormal {
		name, free = "mixture", 5
	}
	f := newFit(name, law, most, free)
	texts, brief, left := make([]string, 2), make([]string, 2), 100.0
	for i, p := range parts {
		weight := math.Round(1000*p.weight) / 10
		if i == 1 {
			weight = left
		}
		left -= weight
		law, figure := "mean: "+Span(p.size, 4), "mean"
		if lognormal {
			figure, law = "median", fmt.Sprintf("dist: lognormal, median: %s, sigma: %s", Span(p.size, 4), number(p.sigma, 4))
		}
		brief[i] = fmt.Sprintf("%s%% %s %s", number(weight, 3), figure, Span(p.size, 3))
		texts[i] = fmt.Sprintf("{ weight: %s%%, %s }", number(weight, 4), law)
	}
	f.words = append(f.words, "of: ["+strings.Join(texts, ", ")+"]")
	f.Parts = strings.Join(brief, ", ")
	f.again = func(t *Sample) dist.Law {
		next, most := t.expectAndMaximize(slices.Clone(parts), 40, 1e-3) // from where the sample was drawn, it is near
		if next == nil || math.IsInf(most, 0) {
			return nil
		}
		law, err := mixed(next)
		if err != nil {
			return nil
		}
		return law
	}
	return f
}
