package experiments

import (
	"math"
	"slices"

	"nines/experiments/scenario"
	"nines/models"
	"nines/sim"
	"nines/sim/stat"
)

// contract is what an objective counts of the time of a service.
type contract struct {
	*scenario.Counts
	service int
	weights []float64 // of an outage, by how many levels of throughput are out of reach, while the service is up
}

func newContract(b *models.Blueprint, o scenario.Objective) *contract {
	k := &contract{Counts: o.Counts, weights: []float64{0}}
	k.service = slices.IndexFunc(b.Services, func(s models.Service) bool { return "service:"+s.Name == o.Scope })
	levels := b.Services[k.service].Levels
	for below := range levels {
		k.weights = append(k.weights, k.Weight(levels, int8(below+1)))
	}
	return k
}

// steps are the time that counts, as stretches of height 1, and what of it is downtime.
func (k *contract) steps(out *models.Outcome) (time, down []stat.Stretch) {
	at := 0.0
	piece := func(to float64, share float64, is models.Lapse) {
		weight, counts := k.weigh(share, is)
		for from, until := range k.onDuty(at, to) {
			if !counts {
				break
			}
			time = append(time, stat.Stretch{From: from, To: until, Height: 1})
			if weight > 0 {
				down = append(down, stat.Stretch{From: from, To: until, Height: weight})
			}
		}
		at = to
	}
	for _, x := range out.Services[k.service].Trail {
		piece(x.From, 0, models.Lapse{})
		piece(x.To, x.Height, x.Lapse)
	}
	piece(out.Measured, 0, models.Lapse{})
	return time, down
}

// weigh is as which share of an outage a time counts, and whether it is in the total; share is what of it counts as
// downtime by the faults themselves.
func (k *contract) weigh(share float64, is models.Lapse) (weight float64, counts bool) {
	switch {
	case is.Maintained && k.Maintenance == scenario.Excluded:
		return 0, false
	case is.Maintained && k.Maintenance == scenario.Forgiven:
		return 0, true
	case !is.Down:
		return k.weights[is.Below], true
	case k.Maintenance == scenario.Shared:
		return share, true
	}
	return 1, true
}

// outages is how many outages of a run count at least in part.
func (k *contract) outages(out *models.Outcome) int {
	n, end, known := 0, math.Inf(-1), false // of the outage at hand: when what is known of it ends, and whether it is in n
	for _, x := range out.Services[k.service].Trail {
		if !x.Lapse.Down {
			continue
		}
		if x.From != end {
			known = false
		}
		end = x.To
		weight, counts := k.weigh(x.Height, x.Lapse)
		for range k.onDuty(x.From, x.To) {
			if counts && weight > 0 && !known {
				n, known = n+1, true
			}
		}
	}
	return n
}

// onDuty visits the parts of a time that lie in service hours.
func (k *contract) onDuty(from, to float64) func(yield func(from, to float64) bool) {
	const week = 7 * 86400.0
	return func(yield func(from, to float64) bool) {
		if len(k.Hours) == 0 {
			if from < to {
				yield(from, to)
			}
			return
		}
		for monday := math.Floor(from/week) * week; monday < to; monday += week {
			for _, h := range k.Hours {
				a, b := max(from, monday+float64(h.From)), min(to, monday+float64(h.To))
				if a < b && !yield(a, b) {
					return
				}
			}
		}
	}
}

// quantity is the mean that an objective with a contract is about.
func (k *contract) quantity(b *models.Blueprint, o scenario.Objective) quantity {
	q := quantity{metric: o.Metric.Name, scope: o.Of(), unit: o.Metric.Unit, family: shareRatio, counted: true}
	if len(k.Partial) == 0 { // else less than an outage counts, too
		q.causes = causesOf(b, b.Hard(k.service), k.Maintenance == scenario.Counted)
		q.events, q.seen = "outages", k.outages
	}
	switch o.Metric.Name {
	case "downtime":
		q.family, q.scale = share, year
		q.read = func(out *models.Outcome) (top, bottom float64) {
			_, down := k.steps(out)
			return stat.Integral(down, 0, out.Measured), out.Measured
		}
	default:
		q.read = func(out *models.Outcome) (top, bottom float64) {
			time, down := k.steps(out)
			top, bottom = stat.Integral(down, 0, out.Measured), stat.Integral(time, 0, out.Measured)
			if o.Metric.Name == "availability" {
				top = bottom - top
			}
			return top, bottom
		}
	}
	return q
}

// periods are windows of a length, one after the other, in which any time counts.
func (k *contract) periods(b *models.Blueprint, o scenario.Objective, length sim.Duration) windows {
	whole, rest := b.Time.Windows(length)
	return func(out *models.Outcome, judged func(n int, weight float64, met bool)) {
		time, down := k.steps(out)
		judge := func(n int, from, to, weight float64) {
			total := stat.Integral(time, from, to)
			if total == 0 {
				return
			}
			lost := stat.Integral(down, from, to)
			value := map[string]float64{"availability": 1 - lost/total, "unavailability": lost / total,
				"downtime": lost / (to - from) * year}[o.Metric.Name]
			judged(n, weight, meets(o, value))
		}
		for i := range whole {
			judge(i, float64(i)*float64(length), float64(i+1)*float64(length), 1)
		}
		if rest > 0 {
			judge(whole, out.Measured-float64(length), out.Measured, float64(rest/length))
		}
	}
}

// wholeRun tells whether a run meets an objective; one in which nothing counts violates nothing.
func (k *contract) wholeRun(b *models.Blueprint, o scenario.Objective) func(*models.Outcome) (top, bottom float64) {
	run := k.periods(b, o, b.Time.Horizon)
	return func(out *models.Outcome) (top, bottom float64) {
		if top, bottom = run.share(out); bottom == 0 {
			return 1, 1
		}
		return top, bottom
	}
}

// rolling are windows that begin at every instant: a share of the time that counts is kept where the downtime less that
// share adds up to nothing.
func (k *contract) rolling(o scenario.Objective, width float64) func(*models.Outcome) (top, bottom float64) {
	limit, within := rollingLimit(o, width)
	return func(out *models.Outcome) (top, bottom float64) {
		time, over := k.steps(out)
		bound := limit
		if o.Metric.Name != "downtime" {
			over, bound = less(over, time, limit/width), 0
		}
		return rollingShare(over, out.Measured, width, bound, within), 1
	}
}

// less is downtime less a share of the time that counts, of which it is a part.
func less(down, time []stat.Stretch, share float64) []stat.Stretch {
	all := slices.Clone(time)
	for i := range all {
		all[i].Height = -share
		if len(down) > 0 && down[0].From == all[i].From {
			all[i].Height += down[0].Height
			down = down[1:]
		}
	}
	return all
}
