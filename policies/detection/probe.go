package detection

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Probe is the pull detector of load balancers and orchestrators, the health check with rise and fall (HAProxy,
// configuration manual, keywords inter, fastinter, fall and rise; Kubernetes, readiness probes with failureThreshold
// and successThreshold; Nagios, retry_interval):
//
//   - A monitor probes each node every interval, at a phase of its own that no fault changes. A healthy node answers at
//     once, but with probability loss a probe of it fails. A failure is known when the timeout has passed.
//   - After fall failures in a row the node is suspected, after rise answers in a row it is trusted again.
//   - Probes of one node follow each other: the next is sent an interval after the last, once that has ended. After a
//     failure of a node that is still trusted the interval is retry. Where a retry, or a timeout beyond the interval,
//     moves the probes, their phase begins anew with each fault and repair.
//   - Under a fault that is seen all probes fail; of a node that fails a share of its requests, a probe fails as a
//     request does.
//
// A node without failures just before it dies is suspected after U·interval + (fall − 1)·max(retry, timeout) + timeout,
// U uniform. One that dies again before it is trusted is noticed by the first failure, if no probe has been answered
// since, else by fall of them (again.go). A probe needs both directions. The answers follow the laws of this story to
// rounding.
//
// Cost: about 2·fall draws per answer at most, whatever the number of probes between; no allocation.
type Probe struct {
	interval  float64 // seconds from an answer to the next probe
	retry     float64 // from a failure of a node that is trusted
	ejected   float64 // from a failure of one that is suspected
	timeout   float64
	every     sim.Duration // the interval, where all these leave it at that; else 0
	fall      int
	ejections runs // of failures
	returns   runs // of answers
	sight
}

var (
	_ models.Detector  = (*Probe)(nil)
	_ models.Messenger = (*Probe)(nil)
)

// ProbeConfig is what a user may choose.
type ProbeConfig struct {
	Interval unit.Duration  `key:"interval" doc:"from a probe of a node to the next, which no fault moves, above 0"`
	Timeout  unit.Duration  `key:"timeout" doc:"until a probe without an answer has failed, above 0"`
	Retry    *unit.Duration `key:"retry" doc:"instead of interval after a failure of a node not yet suspected, above 0"`
	Fall     int            `key:"fall" doc:"failures in a row until a node is suspected, 1 to 100"`
	Rise     int            `key:"rise" doc:"answers in a row until it is trusted again, 1 to 100"`
	Loss     unit.Ratio     `key:"loss" doc:"share of probes of a healthy node that fail, independently, up to 99%"`
	Sees     Sight          `key:"sees" doc:"under which effects probes fail, as a probability for each"`
}

// mostInARow bounds fall and rise.
const mostInARow = 100

// The defaults are the times of a Kubernetes probe with the rise and fall of HAProxy. A probe through the port that
// serves fails when the process hangs, unless a thread of its own answers it, as of a check that is only shallow: taken
// to be so in three cases out of ten. Shallow checks do not see slowness, loss or corruption (P. Huang et al., "Gray
// failure", HotOS 2017); one that does work like a request's sees more, which a scenario may say.
var probeRow = catalog.Define("probe",
	"Asks every node: fall failures in a row eject it, rise answers take it back; health checks as of HAProxy.",
	ProbeConfig{Interval: 10 * unit.Second, Timeout: unit.Second, Fall: 3, Rise: 2,
		Sees: Sight{Down: 1, Hang: 0.7, Partition: 1}},
	built(NewProbe)).
	WithExample("interval: 10s, timeout: 1s, retry: 2s, fall: 3, rise: 2, loss: 0.1%, sees: { hang: 90%, lossy: 50% }")

// NewProbe checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewProbe(c ProbeConfig) (*Probe, error) {
	sees, err := c.Sees.checked()
	retry := c.Interval
	if c.Retry != nil {
		retry = *c.Retry
	}
	err = firstOf(err, positive("interval", c.Interval), positive("timeout", c.Timeout), positive("retry", retry),
		between("fall", c.Fall, 1, mostInARow), between("rise", c.Rise, 1, mostInARow), within("loss", c.Loss, mostLoss))
	if err != nil {
		return nil, err
	}
	loss := float64(c.Loss)
	p := &Probe{interval: float64(c.Interval), retry: float64(max(retry, c.Timeout)),
		ejected: float64(max(c.Interval, c.Timeout)), timeout: float64(c.Timeout), fall: c.Fall, sight: sees,
		ejections: newRuns(loss, c.Fall), returns: newRuns(1-loss, c.Rise)}
	if p.retry == p.interval && p.ejected == p.interval {
		p.every = sim.Duration(p.interval)
	}
	if p.returns.long == 0 {
		return nil, fmt.Errorf("with a loss of %s there are never %d answers in a row; lower rise", c.Loss, c.Rise)
	}
	return p, nil
}

// Delay is the time from onset to the suspicion that stays, for a node trusted at onset.
func (p *Probe) Delay(x models.Symptom) models.Wait {
	return models.Wait{Every: p.every, Play: (*probeDelay)(p), About: p.failing(x)}
}

// failing is the share of probes that a symptom makes fail.
func (p *Probe) failing(x models.Symptom) float64 {
	if x.Effect == models.Lossy {
		return x.Loss
	}
	return 1
}

type probeDelay Probe

// Play draws until a probe comes and as many fail as it takes, when a share of requests does.
func (d *probeDelay) Play(w models.Wait, s *rng.Stream) float64 {
	p := (*Probe)(d)
	failed, left := p.atOnset(w, s)
	left -= float64(w.Look)
	if failed == p.fall {
		return left
	}
	return left + p.answered(p.probesMore(w.About, failed, s))
}

// atOnset draws how many probes in a row have failed when a trusted node is struck, and how long it is until the next
// probe. Of all probes a share lossʲ is the j-th failure in a row, and is the last one for as long as the next is not
// sent; with fall of them the node is trusted only while the last is not known, which is what is left then.
func (p *Probe) atOnset(w models.Wait, s *rng.Stream) (failed int, left float64) {
	if p.every > 0 {
		return p.onGrid(w, s)
	}
	loss, all := p.ejections.fails, p.interval
	for j, share := 1, loss; j <= p.fall; j, share = j+1, share*loss {
		all += float64(share * p.last(j))
	}
	at := s.Float64() * all
	for failed < p.fall && at >= p.last(failed) {
		at = (at - p.last(failed)) / loss
		failed++
	}
	return failed, max(0, p.last(failed)-at)
}

// onGrid is atOnset where it is known how long ago the last probe was sent.
func (p *Probe) onGrid(w models.Wait, s *rng.Stream) (failed int, left float64) {
	most, since := p.fall-1, float64(w.Every-w.Look)
	if since < p.timeout {
		most = p.fall
	}
	for failed = 0; s.Bernoulli(p.ejections.fails); failed++ {
		if failed == most {
			failed = -1 // the play is void
		}
	}
	if failed == p.fall {
		return failed, p.timeout - since
	}
	return failed, float64(w.Look)
}

// last is how long a probe of a trusted node is the last one, if it is the failed-th failure in a row.
func (p *Probe) last(failed int) float64 {
	switch failed {
	case 0:
		return p.interval
	case p.fall:
		return p.timeout
	default:
		return p.retry
	}
}

// probesMore draws how many probes under a fault are answered and fail until a trusted node is suspected, of which some
// have failed before.
func (p *Probe) probesMore(failing float64, failed int, s *rng.Stream) (answers, failures float64) {
	if failing == 1 {
		return 0, float64(p.fall - failed)
	}
	lossy := newRuns(1-float64((1-p.ejections.fails)*(1-failing)), p.fall)
	return lossy.outcomes(failed, s)
}

// answered is how long so many answers and failures of a trusted node take from the first probe to when the last
// failure is known.
func (p *Probe) answered(answers, failures float64) float64 {
	return float64(answers*p.interval) + float64((failures-1)*p.retry) + p.timeout
}

// Clear is the time from the end of a fault to the last of rise answers in a row.
func (p *Probe) Clear() models.Wait { return models.Wait{Every: p.every, Play: (*probeClear)(p)} }

type probeClear Probe

func (c *probeClear) Play(w models.Wait, s *rng.Stream) float64 {
	p := (*Probe)(c)
	return p.next(w, p.ejected, s) - float64(w.Look) + p.returning(s)
}

// next is how long it is until the next probe, where the last one was sent within so long.
func (p *Probe) next(w models.Wait, within float64, s *rng.Stream) float64 {
	if p.every > 0 {
		return float64(w.Look)
	}
	return within * s.Float64()
}

// returning draws how long it takes from the first probe that can be answered until a suspected node is trusted.
func (p *Probe) returning(s *rng.Stream) float64 {
	failures, answers := p.returns.outcomes(0, s)
	return float64((answers-1)*p.interval) + float64(failures*p.ejected)
}

// Mistake is the next run of fall failures, counted from the answer that made the node trusted, and the run of rise
// answers that ends it. One that is more than 10,000 years away is answered as never.
func (p *Probe) Mistake() models.Mistakes { return (*probeMistakes)(p) }

type probeMistakes Probe

func (m *probeMistakes) Sample(s *rng.Stream) (after, lasting sim.Duration) {
	p := (*Probe)(m)
	good := p.interval + p.answered(p.ejections.outcomes(0, s))
	if !(good < far) {
		return sim.Duration(math.Inf(1)), 0
	}
	return sim.Duration(good), sim.Duration(p.ejected - p.timeout + p.returning(s))
}

// Messages is a probe and an answer per node and interval.
func (p *Probe) Messages(nodes int) float64 { return 2 * float64(nodes) / p.interval }
