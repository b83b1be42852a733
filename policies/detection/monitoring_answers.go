package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/num"
	"nines/sim/rng"
)

// shift is by how many standard deviations a symptom raises the signal.
func (m *Monitoring) shift(x models.Symptom) float64 {
	switch by := m.signature[x.Effect]; x.Effect {
	case models.Slow:
		return by * max(0, x.Slow-1)
	case models.Lossy, models.Corrupt:
		return by * x.Loss
	default:
		return by
	}
}

// samplesTo is the mean number of samples to an alarm under a shift that has lasted for long.
func (m *Monitoring) samplesTo(shift float64) float64 {
	last := len(m.toAlarm) - 1
	at := shift * perSD
	if at >= float64(last) {
		return num.Exp(m.toAlarm[last])
	}
	i := int(at)
	if math.IsInf(m.toAlarm[i], 1) {
		return m.toAlarm[i]
	}
	part := float64(at) - float64(i)
	return num.Exp(float64(m.toAlarm[i]*(1-part)) + float64(m.toAlarm[i+1]*part))
}

// Sees is 0 for what does not raise the signal, or too little to be an alarm in 10,000 years.
func (m *Monitoring) Sees(x models.Symptom) float64 {
	if shift := m.shift(x); shift <= 0 || m.samplesTo(shift)*m.scrape > far {
		return 0
	}
	return m.sight.Sees(x)
}

// listener is a rule at work on the signal of one node.
type listener struct {
	*Monitoring
	s      *rng.Stream
	x      float64 // the noise at the last sample
	window uint
	held   int // samples in a row at which the condition held
}

// next takes a sample of a signal raised by a shift and reports whether the alarm is on.
func (l *listener) next(shift float64) bool {
	l.x = float64(l.correlation*l.x) + float64(l.innovation*l.s.Norm())
	l.window = l.slide(l.window, l.x+shift > l.threshold)
	if l.holds(l.window) {
		l.held++
	} else {
		l.held = 0
	}
	return l.held >= l.hold
}

// Delay plays the rule from before the onset, for as long as it looks back, to some time after.
func (m *Monitoring) Delay(x models.Symptom) models.Wait {
	return models.Wait{Every: sim.Duration(m.scrape), Play: (*monitoringDelay)(m), About: m.shift(x)}
}

type monitoringDelay Monitoring

// Play takes samples of a signal that is displaced by a shift, from the next one on.
func (d *monitoringDelay) Play(w models.Wait, s *rng.Stream) float64 {
	m := (*Monitoring)(d)
	look := m.of + m.hold
	l := listener{Monitoring: m, s: s}
	for suspected := true; suspected; { // ask again for a node that is trusted at the onset
		l.x, l.window, l.held = s.Norm(), 0, 0
		for range look {
			suspected = l.next(0)
		}
	}
	samples, patience := 0.0, 8*look
	for range patience {
		if l.next(w.About) {
			return m.seconds(samples)
		}
		samples++
	}
	return m.seconds(samples + float64(m.samplesTo(w.About)*s.Exp()))
}

func (m *Monitoring) seconds(samples float64) float64 {
	return float64(samples*m.scrape) + m.lag
}

// Clear plays the rule from the end of a fault, during which all samples were above the threshold, until the condition
// no longer holds.
func (m *Monitoring) Clear() models.Wait {
	return models.Wait{Every: sim.Duration(m.scrape), Play: (*monitoringClear)(m)}
}

type monitoringClear Monitoring

func (c *monitoringClear) Play(_ models.Wait, s *rng.Stream) float64 {
	m := (*Monitoring)(c)
	l := listener{Monitoring: m, s: s, x: s.Norm(), window: 1<<m.of - 1}
	samples := 0.0
	for l.next(0); l.holds(l.window); l.next(0) {
		samples++
	}
	return m.seconds(samples)
}

// Mistake is an alarm from noise alone; one that is more than 10,000 years away is never.
func (m *Monitoring) Mistake() models.Mistakes { return (*monitoringMistakes)(m) }

type monitoringMistakes Monitoring

// Rate is that of the Poisson process.
func (e *monitoringMistakes) Rate() float64 { return 1 / (e.spells.good() * e.scrape) }

func (e *monitoringMistakes) Sample(s *rng.Stream) (after, lasting sim.Duration) {
	m := (*Monitoring)(e)
	seconds := m.spells.good() * m.scrape * s.Exp()
	if !(seconds < far) {
		return sim.Duration(math.Inf(1)), 0
	}
	return sim.Duration(seconds), sim.Duration(m.length(s) * m.scrape)
}

// length draws how many samples an alarm lasts.
func (m *Monitoring) length(s *rng.Stream) float64 {
	u := s.Float64()
	for i, longer := range m.survival {
		if u >= longer {
			return float64(i + 1)
		}
	}
	known := len(m.survival)
	if known == 0 { // alarms so rare that the noise does not tell
		return 1
	}
	return float64(known+1) + math.Floor(num.Log(u/m.survival[known-1])/num.Log(m.ratio))
}

// Advises is true: alerts wake people.
func (m *Monitoring) Advises() bool { return true }
