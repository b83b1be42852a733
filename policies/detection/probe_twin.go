package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// ProbeTwin plays Probe probe by probe. Times are in seconds.
type ProbeTwin struct {
	Interval, Timeout, Retry float64
	Fall, Rise               int
	Loss                     float64
}

var _ models.Detector = ProbeTwin{}

// prober is a monitor of one node: it counts what it knows.
type prober struct {
	ProbeTwin
	s        *rng.Stream
	next     float64 // probe
	fails    func(at float64) float64
	failures int // in a row
	answers  int // in a row
	trusted  bool
}

func (t ProbeTwin) start(from float64, trusted bool, s *rng.Stream) *prober {
	return &prober{ProbeTwin: t, s: s, next: from + float64(s.Float64()*t.Interval), trusted: trusted,
		fails: func(float64) float64 { return t.Loss }}
}

// turn probes until the monitor changes its mind, and returns when it does, or until the next probe comes after a time.
func (p *prober) turn(end float64) (at float64, turned bool) {
	for p.next <= end {
		at, was, pause := p.next, p.trusted, p.Interval
		if p.s.Float64() < p.fails(at) {
			at += p.Timeout
			p.failures, p.answers = p.failures+1, 0
		} else {
			p.failures, p.answers = 0, p.answers+1
		}
		p.trusted = p.trusted && p.failures < p.Fall || p.answers >= p.Rise
		if p.failures > 0 && p.trusted {
			pause = p.Retry
		}
		p.next = max(p.next+pause, at)
		if p.trusted != was {
			return at, true
		}
	}
	return end, false
}

// Sees is 1 for every symptom.
func (t ProbeTwin) Sees(models.Symptom) float64 { return 1 }

// Delay plays a node that is struck at time 0, after 200 probes. If it is suspected then, the play is void and another
// begins; if a failure is under way that will make it suspected, that is the answer.
func (t ProbeTwin) Delay(x models.Symptom) models.Wait {
	return models.Wait{Play: playing(func(s *rng.Stream) sim.Duration { return t.delay(x, s) })}
}

func (t ProbeTwin) delay(x models.Symptom, s *rng.Stream) sim.Duration {
	for {
		p := t.start(-200*t.Interval, true, s)
		p.fails = func(at float64) float64 {
			switch {
			case at <= 0:
				return t.Loss
			case x.Effect != models.Lossy:
				return 1
			}
			return x.Loss + float64((1-x.Loss)*t.Loss)
		}
		known := math.Inf(-1)
		for turned := true; turned; {
			var at float64
			if at, turned = p.turn(0); turned {
				known = at
			}
		}
		switch {
		case p.trusted:
			at, _ := p.turn(math.Inf(1))
			return sim.Duration(at)
		case known > 0:
			return sim.Duration(known)
		}
	}
}

// Clear plays a node that returns some time after it is suspected, until it is trusted.
func (t ProbeTwin) Clear() models.Wait { return models.Wait{Play: playing(t.clear)} }

func (t ProbeTwin) clear(s *rng.Stream) sim.Duration {
	p := t.start(0, false, s)
	p.fails = func(float64) float64 { return 1 }
	returns := (100 + s.Float64()) * max(t.Interval, t.Timeout)
	p.turn(returns)
	p.fails = func(float64) float64 { return t.Loss }
	at, _ := p.turn(math.Inf(1))
	return sim.Duration(at - returns)
}

// Mistake plays on from there until the node has been suspected and is trusted again.
func (t ProbeTwin) Mistake() models.Mistakes { return mistaking(t.mistake) }

func (t ProbeTwin) mistake(s *rng.Stream) (after, lasting sim.Duration) {
	p := t.start(0, false, s)
	trusted, _ := p.turn(math.Inf(1))
	suspected, _ := p.turn(math.Inf(1))
	again, _ := p.turn(math.Inf(1))
	return sim.Duration(suspected - trusted), sim.Duration(again - suspected)
}

// Again plays a node that returns, is well for so long and still suspected, and is struck again: until a probe of the
// new fault fails with which as many in a row have failed as it takes. Nothing moves the probes.
func (t ProbeTwin) Again(_ models.Symptom, well sim.Duration) models.Wait {
	return models.Wait{Every: sim.Duration(t.Interval), Play: probeTwinAgain(t), Age: float64(well)}
}

type probeTwinAgain ProbeTwin

// Play probes at time 0 and the multiples of the interval.
func (a probeTwinAgain) Play(w models.Wait, s *rng.Stream) float64 {
	t, struck := ProbeTwin(a), float64(10*w.Every-w.Look)
	for {
		p := t.start(0, false, s)
		p.next = 0
		p.fails = func(float64) float64 { return 1 }
		p.turn(struck - w.Age)
		p.fails = func(float64) float64 { return t.Loss }
		if _, trusted := p.turn(struck); trusted {
			continue
		}
		p.fails = func(float64) float64 { return 1 }
		for {
			sent := p.next
			if p.turn(sent); p.failures >= t.Fall {
				return sent + t.Timeout - struck - float64(w.Look)
			}
		}
	}
}
