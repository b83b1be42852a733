package detection

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Outlier is passive outlier detection at a load balancer, by consecutive errors, as documented by Envoy: a node that
// fails a number of requests in a row is ejected at once and comes back at the first sweep after its ejection, which
// lasts longer each time in a row.
//
//   - Requests to a node are a Poisson process. Of a healthy node a share fails, each independently, from which false
//     ejections follow: the mean number of requests until k fail in a row is (1−eᵏ)/((1−e)eᵏ) for an error ratio e.
//   - A node that is down fails all requests at once. One that hangs or is cut off fails them by timeout, the first of
//     them a timeout after its onset. A lossy one fails its share on top of the usual errors, so a gray failure takes
//     the time that a run takes at its ratio. What fails no requests is not seen, nor is what would take 10,000 years.
//   - While a fault lasts, its node is tried again after each ejection and ejected again; here it counts as suspected
//     all the time. The time to clear is what is left of the ejection at the end of the fault, whose length is not
//     known then and taken to be exponential with the mean typical.
//   - No more than a share of all nodes is ejected at a time, rounded down, and one whatever the share. Others go on
//     failing requests, and nobody is told of them; when a node comes back for good, the first to fail so many in a row
//     again is ejected. Envoy up to 1.30 rounds up; since 1.31 it ejects no node of fewer than ten by default, unless
//     always_eject_one_host is set, which is always_one.
//
// Left out: ejection by success rate, that who has been ejected longest comes back first for a moment while others are
// kept from being ejected, and that a node which is tried less often by its balancer, or by one of many balancers,
// shows itself later.
//
// Times until mistakes and delays are exact; of a delay the errors in a row at onset follow the law of a node that is
// never ejected by mistake, a difference below eᵏ. Units: seconds. Cost: at most k + 4 draws per answer, and a few for
// each ejection of a fault of typical length; no allocation.
type Outlier struct {
	requests           float64
	run                int
	errors             float64
	healthy            runs    // of errors
	sweep, first, most float64 // first and longest ejection
	timeout, typical   float64
	atMost             float64 // share of nodes that are ejected at a time
	least              int     // of them whatever the share
	sight
}

var (
	_ models.Detector = (*Outlier)(nil)
	_ models.Bounded  = (*Outlier)(nil)
)

// OutlierConfig is what a user may choose.
type OutlierConfig struct {
	Requests    unit.Rate     `key:"requests" doc:"requests that a node is sent, above 0"`
	Consecutive int           `key:"consecutive" doc:"errors in a row that eject a node, from 1 to 1000"`
	Errors      unit.Ratio    `key:"errors" doc:"share of the requests to a healthy node that fail, up to 90%"`
	Sweep       unit.Duration `key:"sweep" doc:"time between two looks at who may come back, above 0"`
	Ejection    unit.Duration `key:"ejection" doc:"length of the first ejection; the n-th in a row is n times as long"`
	Longest     unit.Duration `key:"longest" doc:"how long an ejection lasts at most, ejection or more"`
	AtMost      unit.Ratio    `key:"at_most" doc:"share of all nodes that may be ejected at a time, rounded down"`
	AlwaysOne   bool          `key:"always_one" doc:"one node may be ejected, whatever at_most says"`
	Timeout     unit.Duration `key:"timeout" doc:"when a request to a node that hangs or is cut off counts as failed"`
	Typical     unit.Duration `key:"typical" doc:"mean length of a fault, which ends during an ejection; above 0"`
	Sees        Sight         `key:"sees" doc:"how likely an effect shows in failed requests, for each; slow fails none"`
}

// Five errors, sweeps of 10 s, ejections of 30 s to 300 s of 10 % of the hosts and a timeout of 15 s are Envoy's
// defaults.
var outlierRow = catalog.Define("outlier",
	"Ejects a node after errors in a row, at a balancer; passive outlier detection as documented by Envoy.",
	OutlierConfig{
		Requests: 100, Consecutive: 5, Errors: 0.001, Sweep: 10 * unit.Second, Ejection: 30 * unit.Second,
		Longest: 5 * unit.Minute, AtMost: 0.1, AlwaysOne: true, Timeout: 15 * unit.Second, Typical: 10 * unit.Minute,
		Sees: Sight{Down: 1, Hang: 1, Lossy: 1, Partition: 1},
	},
	built(NewOutlier)).
	WithExample("requests: 400/s, consecutive: 5, errors: 0.2%")

// mostSpread bounds how far the spans of an ejection lie apart: growing ones are played one by one, and beside a time
// that is much longer the shortest would be lost in rounding.
const mostSpread = 10_000

// NewOutlier checks a configuration.
func NewOutlier(c OutlierConfig) (*Outlier, error) {
	sees, err := c.Sees.checked()
	if err := firstOf(err, frequent("requests", c.Requests), between("consecutive", c.Consecutive, 1, 1000),
		within("errors", c.Errors, 0.9), within("at_most", c.AtMost, 1), positive("sweep", c.Sweep),
		positive("ejection", c.Ejection), positive("typical", c.Typical)); err != nil {
		return nil, err
	}
	switch {
	case !(c.Longest >= c.Ejection) || math.IsInf(float64(c.Longest), 1):
		return nil, fmt.Errorf("longest is %s; it must be the first ejection, %s, or more", c.Longest, c.Ejection)
	case c.Longest > mostSpread*c.Ejection:
		return nil, fmt.Errorf("longest %s is more than 10,000 times the first ejection, %s; write a shorter longest",
			c.Longest, c.Ejection)
	case c.Longest > mostSpread*mostSpread*c.Sweep:
		return nil, fmt.Errorf("sweep %s is below a 100 millionth of longest, %s; write a longer sweep", c.Sweep, c.Longest)
	case c.Typical > mostSpread*mostSpread*c.Longest:
		return nil, fmt.Errorf("typical %s is more than 100 million times longest, %s; write a shorter typical", c.Typical,
			c.Longest)
	case !(c.Timeout >= 0) || math.IsInf(float64(c.Timeout), 1):
		return nil, fmt.Errorf("timeout is %g s; it must be 0 or more", float64(c.Timeout))
	case c.Sees.Slow > 0:
		return nil, fmt.Errorf("sees slow is %g, but slow answers are no errors; leave slow out", float64(c.Sees.Slow))
	}
	return &Outlier{
		requests: float64(c.Requests), run: c.Consecutive, errors: float64(c.Errors),
		healthy: newRuns(float64(c.Errors), c.Consecutive), sweep: float64(c.Sweep),
		first: float64(c.Ejection), most: float64(c.Longest), timeout: float64(c.Timeout), typical: float64(c.Typical),
		atMost: float64(c.AtMost), least: leastEjected(c.AlwaysOne), sight: sees,
	}, nil
}

func leastEjected(always bool) int {
	if always {
		return 1
	}
	return 0
}

// Most is how many nodes may be ejected at a time.
func (o *Outlier) Most(nodes int) int {
	const rounding = 1e-9 // of a node: 29 % of 100 nodes are 29
	return max(o.least, int(o.atMost*float64(nodes)+rounding))
}

// failing is the share of requests that fail under a symptom.
func (o *Outlier) failing(x models.Symptom) float64 {
	if x.Effect.TakesDown() {
		return 1
	}
	return 1 - float64((1-o.errors)*(1-x.Loss))
}

// Sees is 0 for what fails no requests, or too few to be ejected in 10,000 years.
func (o *Outlier) Sees(x models.Symptom) float64 {
	p := o.failing(x)
	if p <= o.errors || newRuns(p, o.run).mean() > far*o.requests {
		return 0
	}
	return o.sight.Sees(x)
}

// Delay is the time until a run of errors, begun by those of a healthy node.
func (o *Outlier) Delay(x models.Symptom) models.Wait {
	wait := models.Wait{Play: (*outlierDelay)(o), About: o.failing(x)}
	if x.Effect == models.Hang || x.Effect == models.Partition {
		wait.Plus = sim.Duration(o.timeout)
	}
	return wait
}

type outlierDelay Outlier

// Play draws the requests until the run, of which a share fails.
func (o *outlierDelay) Play(w models.Wait, s *rng.Stream) float64 {
	head := 0
	for head < o.run-1 && s.Bernoulli(o.errors) {
		head++
	}
	errors := newRuns(w.About, o.run)
	return arrivals(errors.trials(head, s), s) / o.requests
}

// Clear is what is left of the ejection during which a fault ends.
func (o *Outlier) Clear() models.Wait { return models.Wait{Play: (*outlierClear)(o)} }

type outlierClear Outlier

func (c *outlierClear) Play(_ models.Wait, s *rng.Stream) float64 {
	o := (*Outlier)(c)
	end := float64(o.typical * s.Exp())
	phase := float64(o.sweep * s.Float64())
	at := 0.0
	for count := 1.0; ; count++ {
		lasts := min(float64(count*o.first), o.most)
		if lasts == o.most { // skip all that are alike but the last
			at += float64(math.Floor((end-at)/o.longest()) * o.longest())
		}
		back := o.swept(at+lasts, phase)
		if end < back {
			return back - end
		}
		if at = back + arrivals(float64(o.run), s)/o.requests; end < at {
			return 0
		}
	}
}

// longest is how long the longest ejection keeps a node away: whole sweeps.
func (o *Outlier) longest() float64 { return float64(o.sweep * math.Ceil(o.most/o.sweep)) }

// swept is the first sweep at a time or later.
func (o *Outlier) swept(at, phase float64) float64 {
	return float64(phase) + float64(o.sweep*math.Ceil((float64(at)-float64(phase))/o.sweep))
}

// Mistake is a run of errors of a healthy node and the ejection that follows, the first in a row.
func (o *Outlier) Mistake() models.Mistakes { return (*outlierMistakes)(o) }

type outlierMistakes Outlier

func (m *outlierMistakes) Sample(s *rng.Stream) (after, lasting sim.Duration) {
	o := (*Outlier)(m)
	seconds := arrivals(o.healthy.trials(0, s), s) / o.requests
	if !(seconds < far) {
		return sim.Duration(math.Inf(1)), 0
	}
	return sim.Duration(seconds), sim.Duration(o.swept(o.first, o.sweep*s.Float64()))
}

// arrivals draws the time until the n-th event of a Poisson process of rate 1.
func arrivals(n float64, s *rng.Stream) float64 {
	if n > 1e5 {
		return n + float64(math.Sqrt(n)*s.Norm()) // the law is normal but for a skewness of 2/√n
	}
	law, _ := dist.NewGamma(n, 1) // 1 … 10⁵ is a shape
	return law.Sample(s)
}
