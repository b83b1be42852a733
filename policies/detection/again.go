package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// When a new fault is noticed on a node that is suspected still. Who times silence (heartbeats and leases, members who
// take each other for dead) has been right all the while, and notices at once. Who looks from time to time has to look
// again, and its counts go on: what it has counted since the last fault ended is played, given that the detector is not
// convinced yet that all is well. A mistake is taken for a fault that ended when it began.

var (
	_ models.Looking = (*Probe)(nil)
	_ models.Looking = (*NodeLease)(nil)
	_ models.Looking = (*Monitoring)(nil)
	_ models.Looking = (*Outlier)(nil)
	_ models.Looking = (*Consistency)(nil)
	_ models.Looking = (*Human)(nil)
)

// What is played: looks back at most, and plays until one fits what is known, which nearly all do.
const (
	mostLooks = 300
	mostPlays = 1000
)

// looksWithin is how many looks of a grid there were within the age of a wait, or as many as are played.
func looksWithin(w models.Wait) float64 {
	return min(mostLooks, math.Ceil((w.Age+float64(w.Look))/float64(w.Every))-1)
}

// Again is the next failure with which fall of them in a row have failed. Where no probe has been answered since the
// last fault that is the first one; an answer begins the count anew. It breaks the run of answers in any case.
func (p *Probe) Again(x models.Symptom, well sim.Duration) models.Wait {
	wait := p.Delay(x)
	wait.Play, wait.Age = (*probeAgain)(p), float64(well)
	return wait
}

type probeAgain Probe

// Play draws until enough probes have failed, when a share of requests does.
func (a *probeAgain) Play(w models.Wait, s *rng.Stream) float64 {
	p := (*Probe)(a)
	failed, left := p.doubted(w, s)
	answers, failures := p.probesMore(w.About, min(failed, p.fall-1), s)
	return left - float64(w.Look) + answers*p.interval + (failures-1)*p.ejected + p.timeout
}

// doubted draws how many probes in a row have failed of a node that has been well for the age of a wait and is
// suspected still, and how long it is until the next probe.
func (p *Probe) doubted(w models.Wait, s *rng.Stream) (failed int, left float64) {
	for range mostPlays {
		failed, answers := p.fall, 0
		for left = p.firstSince(w, s); left <= 0 && answers < p.returns.size; {
			if s.Bernoulli(p.ejections.fails) {
				failed, answers, left = failed+1, 0, left+p.ejected
			} else {
				failed, answers, left = 0, answers+1, left+p.interval
			}
		}
		if answers < p.returns.size {
			return failed, left
		}
	}
	return 0, p.next(w, p.interval, s)
}

// firstSince is when the first probe was sent since a node is well, seen from now, or the first that is played.
func (p *Probe) firstSince(w models.Wait, s *rng.Stream) float64 {
	if p.every > 0 {
		return float64(w.Look) - float64(looksWithin(w)*p.interval)
	}
	return p.ejected*s.Float64() - min(w.Age, mostLooks*p.ejected)
}

// Again is the next look. A renewal that is yet to be seen makes the node ready once more, for as long as the grace.
func (n *NodeLease) Again(_ models.Symptom, well sim.Duration) models.Wait {
	return models.Wait{Play: (*nodeLeaseAgain)(n), Age: float64(well)}
}

type nodeLeaseAgain NodeLease

func (n *nodeLeaseAgain) Play(w models.Wait, s *rng.Stream) float64 {
	well := w.Age / n.interval
	for range mostPlays {
		sent := s.Float64() + geometric(n.loss, s)
		seen := sent + n.look*s.Float64()
		switch {
		case sent > well:
			return math.Mod(seen-well, n.look) * n.interval
		case seen > well:
			return (seen - well + n.timeout) * n.interval
		}
	}
	return n.look * s.Float64() * n.interval
}

// Again is the next sample at which the condition holds, if it has not been broken since; else the one that completes
// the hold time anew.
func (m *Monitoring) Again(x models.Symptom, well sim.Duration) models.Wait {
	wait := m.Delay(x)
	wait.Play, wait.Age = (*monitoringAgain)(m), float64(well)
	return wait
}

type monitoringAgain Monitoring

func (a *monitoringAgain) Play(w models.Wait, s *rng.Stream) float64 {
	m := (*Monitoring)(a)
	l := m.ringing(w, s)
	next := 0.0
	for range 8 * (m.of + m.hold) {
		if l.next(w.About) {
			return next + m.lag
		}
		next += m.scrape
	}
	return next + m.lag + m.samplesTo(w.About)*m.scrape*s.Exp()
}

// ringing plays the rule on a node that has been well for the age of a wait, though its alarm is on still: the
// condition holds, or the alarm lags behind it.
func (m *Monitoring) ringing(w models.Wait, s *rng.Stream) (l listener) {
	for range mostPlays {
		l = listener{Monitoring: m, s: s, x: s.Norm(), window: 1<<m.of - 1, held: m.hold}
		over := math.Inf(1)
		for ago := looksWithin(w); ago > 0; ago-- {
			if l.next(0); !l.holds(l.window) {
				over = min(over, float64(w.Look)-float64(ago*m.scrape)+m.lag)
			}
		}
		if over > 0 {
			break
		}
	}
	return l
}

// Again is what is left of the ejection, during which nothing is sent to the node, and then a run of errors.
func (o *Outlier) Again(x models.Symptom, well sim.Duration) models.Wait {
	wait := o.Delay(x)
	wait.Play, wait.Age = (*outlierAgain)(o), float64(well)
	return wait
}

type outlierAgain Outlier

func (a *outlierAgain) Play(w models.Wait, s *rng.Stream) float64 {
	o, left := (*Outlier)(a), 0.0
	for range mostPlays {
		if ends := (*outlierClear)(o).Play(models.Wait{}, s); ends > w.Age {
			left = ends - w.Age
			break
		}
	}
	errors := newRuns(w.About, o.run)
	return left + arrivals(errors.trials(0, s), s)/o.requests
}

// Again is the first look at what has gone bad since.
func (d *Consistency) Again(x models.Symptom, _ sim.Duration) models.Wait { return d.Delay(x) }

// Again is a report of its own: one that is open says nothing of what befalls the node next.
func (h *Human) Again(x models.Symptom, _ sim.Duration) models.Wait { return h.Delay(x) }
