package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// LeaseTwin plays Lease renewal by renewal, with a holder and a grantor that each keep their own time. Times are in
// seconds.
type LeaseTwin struct{ Interval, TTL, ClockError, Loss float64 }

var _ models.Detector = LeaseTwin{}

// holder knows until when it may act, grantor until when it may not give the role away.
type party struct{ holder, grantor float64 }

// renew sends a renewal and reports whether it comes back.
func (t LeaseTwin) renew(p *party, at float64, s *rng.Stream) bool {
	if s.Float64() < t.Loss {
		return false
	}
	p.holder, p.grantor = at+t.TTL, at+t.TTL+t.ClockError
	return true
}

// Sees is 1 for every symptom.
func (t LeaseTwin) Sees(models.Symptom) float64 { return 1 }

// Delay plays a holder that dies at time 0; if it had stepped down, the play is void and another begins.
func (t LeaseTwin) Delay(models.Symptom) models.Wait { return models.Wait{Play: playing(t.delay)} }

func (t LeaseTwin) delay(s *rng.Stream) sim.Duration {
	for {
		p := party{math.Inf(-1), math.Inf(-1)}
		phase := s.Float64()
		for k := -math.Ceil(t.TTL/t.Interval) - 1; k < 0; k++ {
			t.renew(&p, (phase+k)*t.Interval, s)
		}
		if p.holder >= 0 {
			return sim.Duration(p.grantor)
		}
	}
}

// Clear plays a node that returns at time 0 until it holds the role again.
func (t LeaseTwin) Clear() models.Wait { return models.Wait{Play: playing(t.clear)} }

func (t LeaseTwin) clear(s *rng.Stream) sim.Duration {
	var p party
	at := s.Float64() * t.Interval
	for !t.renew(&p, at, s) {
		at += t.Interval
	}
	return sim.Duration(at)
}

// Mistake plays on from a renewal at time 0 until the holder has stepped down and is back. A renewal sent as the lease
// ends is in time.
func (t LeaseTwin) Mistake() models.Mistakes { return mistaking(t.mistake) }

func (t LeaseTwin) mistake(s *rng.Stream) (after, lasting sim.Duration) {
	p := party{holder: t.TTL}
	for k := 1.0; ; k++ {
		until := p.holder
		if at := k * t.Interval; t.renew(&p, at, s) && at > until {
			return sim.Duration(until), sim.Duration(at - until)
		}
	}
}
