package experiments

import (
	"fmt"
	"math"
	"strings"

	"nines/models"
	"nines/sim/stat"
	"nines/sim/unit"
)

// tenth is the part of the measured time that is compared with as long a part at its end.
const tenth = 10

// surprising is the chance at which a difference between the two is told, of all services of a configuration together:
// of a thousand that have settled, one is doubted.
const surprising = 0.001

// unsettled says of a service that it is down more often, or less, in the first tenth of the measured time than in the
// last, which a system that has settled is not; "" where nothing speaks against it, or where the system is meant to
// change. The two parts are equally long, so that their difference in a replication is as likely above 0 as below, and
// the test of a paired t stays within its level however skewed outages are. It tells a bias of the whole
// that is as large as the interval; a smaller one may go unnoticed.
func (r *Result) unsettled() string {
	b, c := r.Sample.blueprint, &r.Sample.pooled.courses
	part := c.points() / tenth
	if r.Scenario.Changes() || part == 0 || r.Sample.Len() < 2 {
		return ""
	}
	for v, service := range b.Services {
		early, late := c.downOver(0, part, v), c.downOver(c.points()-part, c.points(), v)
		var w stat.Welford
		for i := range early {
			w.Add(early[i] - late[i])
		}
		t := w.Mean() / math.Sqrt(w.Variance()/float64(w.Count()))
		chance := stat.StudentP(t, int(w.Count())-1)
		if !(chance*float64(len(b.Services)) < surprising) { // NaN where it is never down
			continue
		}
		span := float64(b.Time.Horizon) / tenth
		return fmt.Sprintf("service:%s had not settled when measuring began: it is down for %s of the first %s on average, "+
			"and for %s of the last %s (p %s); %s", service.Name, percent(meanOf(early)/span), unit.Duration(span).Human(),
			percent(meanOf(late)/span), unit.Duration(span).Human(), scientific(chance), remedy(b))
	}
	return ""
}

// remedy is what to do about a system that had not settled.
func remedy(b *models.Blueprint) string {
	if b.Time.Warmup > 0 {
		return "lengthen time.warmup; the chart welch shows how it settles"
	}
	return "for what it comes to in the long run write time: { warmup: auto }; if it is to be judged as it " +
		"begins, all is well"
}

// downOver is for how long a service was down from one point to another, by replication.
func (c *courses) downOver(from, to, service int) []float64 {
	down := c.at(to-1, c.downtime(service))
	if from > 0 {
		for r, before := range c.at(from-1, c.downtime(service)) {
			down[r] -= before
		}
	}
	return down
}

func meanOf(xs []float64) float64 { return sum(xs) / float64(len(xs)) }

// scientific writes a small chance: "= 2e-5".
func scientific(p float64) string {
	const least = 1e-9
	if p < least {
		return "< 1e-9"
	}
	return "= " + strings.Replace(fmt.Sprintf("%.0e", p), "e-0", "e-", 1)
}
