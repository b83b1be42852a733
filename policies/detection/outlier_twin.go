package detection

import (
	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// OutlierTwin is Outlier played request by request and sweep by sweep, with no idea of what is rare. It answers the
// same questions by the same laws, in time proportional to the number of requests: to be compared with. Times are in
// seconds.
type OutlierTwin struct {
	Requests                 float64
	Consecutive              int
	Errors                   float64
	Sweep, Ejection, Longest float64
	Typical                  float64
}

var _ models.Detector = OutlierTwin{}

// ejector is a balancer and one node of its.
type ejector struct {
	OutlierTwin
	s       *rng.Stream
	now     float64
	look    float64 // the next sweep
	failed  int     // in a row
	count   int     // ejections in a row
	from    float64 // of the ejection
	ejected bool
}

func (t OutlierTwin) begin(s *rng.Stream) *ejector {
	return &ejector{OutlierTwin: t, s: s, look: t.Sweep * s.Float64()}
}

// step plays the next request or, of a node that is ejected, the next sweep.
func (e *ejector) step(failing float64) {
	if e.ejected {
		e.now = e.look
		e.look += e.Sweep
		e.ejected = e.now-e.from < min(float64(e.count)*e.Ejection, e.Longest)
		return
	}
	e.now += e.s.Exp() / e.Requests
	for e.look < e.now {
		e.look += e.Sweep
	}
	if !e.s.Bernoulli(failing) {
		e.failed = 0
		return
	}
	if e.failed++; e.failed == e.Consecutive {
		e.failed, e.ejected, e.from = 0, true, e.now
		e.count++
	}
}

// Sees is 1 for every symptom.
func (t OutlierTwin) Sees(models.Symptom) float64 { return 1 }

// Delay plays a healthy node for a while and then a faulty one. If it is ejected before, the play is void.
func (t OutlierTwin) Delay(x models.Symptom) models.Wait {
	return models.Wait{Play: playing(func(s *rng.Stream) sim.Duration { return t.delay(x, s) })}
}

func (t OutlierTwin) delay(x models.Symptom, s *rng.Stream) sim.Duration {
	e := t.begin(s)
	for range 20 * t.Consecutive {
		if e.step(t.Errors); e.ejected {
			return t.delay(x, s)
		}
	}
	onset := e.now
	for !e.ejected {
		e.step(1 - float64((1-t.Errors)*(1-x.Loss)))
	}
	return sim.Duration(e.now - onset)
}

// Clear plays a node that is ejected again and again until its fault ends, and until it is back.
func (t OutlierTwin) Clear() models.Wait { return models.Wait{Play: playing(t.clear)} }

func (t OutlierTwin) clear(s *rng.Stream) sim.Duration {
	e := t.begin(s)
	e.ejected, e.count = true, 1
	end := t.Typical * s.Exp()
	for {
		was := e.ejected
		e.step(1)
		switch {
		case e.now < end || was && e.ejected:
		case was:
			return sim.Duration(e.now - end)
		default: // in service when the fault ended
			return 0
		}
	}
}

// Mistake plays a healthy node until it is ejected and back.
func (t OutlierTwin) Mistake() models.Mistakes { return mistaking(t.mistake) }

func (t OutlierTwin) mistake(s *rng.Stream) (after, lasting sim.Duration) {
	e := t.begin(s)
	for !e.ejected {
		e.step(t.Errors)
	}
	for e.ejected {
		e.step(t.Errors)
	}
	return sim.Duration(e.from), sim.Duration(e.now - e.from)
}
