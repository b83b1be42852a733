package load

import (
	"math"
	"slices"

	"nines/models"
	"nines/sim/flat"
)

// meeting is what the flows of a mesh come to together. Where nobody has more to do than can be done, all shares that
// succeed are the same whatever the demand; beyond, they fall with it.
type meeting struct {
	levels []float64 // in order, at which somebody comes to: up to the first there is calm
	calls  curve     // scratch
}

func (x *meeting) copyFrom(src meeting) {
	src.levels = flat.Copy(x.levels, src.levels)
	src.calls.bends = flat.Copy(x.calls.bends, src.calls.bends)
	*x = src
}

// connect follows a change of any flow of a mesh to those that it calls.
func (l *Load) connect(m int) {
	mesh, x := &l.meshes[m], &l.meets[m]
	for _, k := range mesh.flows {
		l.flows[k].offered.line(l.streams[k].users)
	}
	x.levels = x.levels[:0]
	for _, k := range mesh.flows {
		f := &l.flows[k]
		f.answers(&x.calls)
		for _, c := range f.plan.calls {
			l.flows[c.flow].offered.add(c.PerRequest, &x.calls, math.Inf(1))
		}
		x.levels = f.levels(x.levels)
	}
	slices.Sort(x.levels)
	x.levels = slices.Compact(x.levels)
}

// answers makes c the rate at which nodes answer requests.
func (f *flow) answers(c *curve) {
	c.line(0)
	if f.told.interrupted {
		return
	}
	for i := range f.paces {
		p := &f.paces[i]
		if used, share := f.used(p), f.classes[p.class].share; share > 0 && used.answers > 0 {
			c.add(share*float64(used.answers)/full, &f.offered, f.limit(p))
		}
	}
}

// levels appends the demands at which nodes come to have more to do than they can.
func (f *flow) levels(all []float64) []float64 {
	for i := range f.paces {
		p := &f.paces[i]
		if f.classes[p.class].share > 0 && f.used(p).answers > 0 {
			if x, _, ok := f.offered.reaches(f.limit(p)); ok {
				all = append(all, x)
			}
		}
	}
	return all
}

// success is what becomes of the requests of a flow at some demand.
type success struct {
	well, answers float64 // requests per second: of those that nodes answer, as far as what is needed lets through
	calls, called float64 // share of those that do not fail with calls: answered well, answered at all
	good, comes   float64 // share of all requests that are answered well, or at all
}

// successes are those of all flows, by number.
type successes [models.MaxServices]success

// succeed finds what becomes of the requests of a mesh at a demand.
func (l *Load) succeed(m int, x float64, all *successes) {
	flows := l.meshes[m].flows
	for i := len(flows) - 1; i >= 0; i-- {
		f, s := &l.flows[flows[i]], &all[flows[i]]
		rate := f.offered.at(x)
		s.well, s.answers = f.rates(rate)
		s.calls, s.called = 1, 1
		for k := range f.plan.calls {
			c := &f.plan.calls[k]
			s.calls *= c.Passes(all[c.flow].good)
			s.called *= c.Passes(all[c.flow].comes)
		}
		if s.good, s.comes = 1, 1; rate > 0 {
			s.good, s.comes = s.well*s.calls/rate, s.answers*s.called/rate
		}
	}
}

// rates are how many requests a second of so many nodes answer, well or at all, as far as what is needed lets through.
func (f *flow) rates(rate float64) (well, answers float64) {
	if f.told.interrupted {
		return 0, 0
	}
	for i := range f.paces {
		p := &f.paces[i]
		if share := f.classes[p.class].share; share > 0 {
			used, sent := f.used(p), share*min(rate, f.limit(p))*f.told.passes
			well += float64(sent * float64(used.quality) / full)
			answers += float64(sent * float64(used.answers) / full)
		}
	}
	return well, answers
}

// failCalls takes the requests that fail with calls in [a, b] from those that have been carried. Where demand passes a
// level, what fails is no sum of curves any more, but a product of shares: it is integrated numerically.
func (l *Load) failCalls(m int, a, b float64) {
	mesh, x := &l.meshes[m], &l.meets[m]
	d := &mesh.demand
	highest := d.Highest(a, b)
	calm := d.Steady() || len(x.levels) == 0 || highest <= x.levels[0]
	at := highest
	if !calm && x.levels[0] > 0 {
		at = x.levels[0]
	}
	var base successes
	l.succeed(m, at, &base)
	for _, k := range mesh.flows {
		c := &l.flows[k].came
		c.missed = c.answered * (1 - base[k].called)
		c.served *= base[k].calls
		c.answered -= c.missed
	}
	if calm {
		return
	}
	d.Quadrature(a, b, x.levels, func(rate, weight float64) {
		var now successes
		l.succeed(m, rate, &now)
		for _, k := range mesh.flows {
			c, s := &l.flows[k].came, &now[k]
			c.served += float64(weight * s.well * (s.calls - base[k].calls))
			fails := float64(weight * s.answers * (base[k].called - s.called))
			c.missed += fails
			c.answered -= fails
		}
	})
}
