package exact_test

import (
	"math"
	"testing"

	"nines/models/exact"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// The protocols themselves, played beat by beat: they would catch a formula that follows from the wrong reading of a
// protocol, which no second formula from the same reading can.

// draw opens the stream of one replication of a play.
func draw(purpose rng.Purpose, replication int) rng.Stream {
	return rng.Open(rng.Key{Seed: 1, Purpose: purpose, Replication: uint32(replication)})
}

type exponential float64

func (m exponential) Survival(x float64) float64 { return math.Exp(-x / float64(m)) }
func (m exponential) Mean() float64              { return float64(m) }

// arrivals sends beats 0 … n−1 through a network that loses and delays them.
func arrivals(c exact.ChenS, n int, s *rng.Stream) []float64 {
	at := make([]float64, n)
	for i := range at {
		lost, delay := s.Bernoulli(c.Loss), s.Exp()*c.Delay.Mean()
		at[i] = float64(i)*c.Interval + delay
		if lost {
			at[i] = math.Inf(1)
		}
	}
	return at
}

// firstOf is the arrival of the earliest beat among i and those after it that may matter for its freshness interval.
func firstOf(at []float64, i int) float64 {
	first := math.Inf(1)
	for _, a := range at[i:min(len(at), i+8)] {
		first = min(first, a)
	}
	return first
}

// TestChenPlayed: 400 runs of 500 beats, 40,000 mistakes; mistakes 4 % rarer would be seen.
func TestChenPlayed(t *testing.T) {
	c := exact.ChenS{Interval: 1, Shift: 1.3, Loss: 0.2, Delay: exponential(0.7)}
	const beats = 500
	var mistakes, wrong, late []float64
	for run := range 400 {
		s := draw(1, run)
		at := arrivals(c, beats+10, &s)
		var begun, spent float64
		for i := 1; i <= beats; i++ {
			fresh := float64(i)*c.Interval + c.Shift
			until := min(firstOf(at, i), fresh+c.Interval)
			spent += max(0, until-fresh)
			if until > fresh && firstOf(at, i-1) < fresh {
				begun++
			}
		}
		mistakes = append(mistakes, begun/beats)
		wrong = append(wrong, spent/(beats*c.Interval))
		late = append(late, spent-begun*c.MistakeDuration())
	}
	stattest.Check(t, "mistake rate", stattest.Mean(mistakes, c.Interval/c.MistakeRecurrence()))
	stattest.Check(t, "1 − P_A", stattest.Mean(wrong, 1-c.QueryAccuracy()))
	stattest.Check(t, "mistake duration", stattest.Mean(late, 0))

	slower := c
	slower.Delay = exponential(0.7 * 1.05)
	stattest.Alarm(t, "delays 5 % longer", stattest.Mean(wrong, 1-slower.QueryAccuracy()))
}

// TestChenCrashPlayed: 20,000 crashes, each at a random moment after 8 beats; older ones cannot keep a suspicion
// from having begun.
func TestChenCrashPlayed(t *testing.T) {
	c := exact.ChenS{Interval: 1, Shift: 1.3, Loss: 0.4, Delay: exponential(0.7)}
	const beats, crashes = 8, 20_000
	var times, unseen []float64
	for run := range crashes {
		s := draw(2, run)
		at := arrivals(c, beats, &s)
		crash := (beats - 1 + s.Float64()) * c.Interval
		final := math.Inf(-1) // beginning of the last suspicion: the end of the last interval with some trust in it
		for i := range at {
			if end := float64(i+1)*c.Interval + c.Shift; firstOf(at, i) < end {
				final = end
			}
		}
		unseen = append(unseen, 0)
		if final > crash {
			times = append(times, final-crash)
			unseen[run] = 1
		}
	}
	want := c.Detection()
	stattest.Check(t, "found unsuspected", stattest.Mean(unseen, want.Undetected()))
	stattest.Check(t, "detection times", stattest.KSOne(times, want.DetectionCDF))
	want.Loss *= 1.2
	stattest.Alarm(t, "losses 20 % more frequent", stattest.KSOne(times, want.DetectionCDF))
}

// TestProbePlayed: 40,000 deaths of a node with unreliable probes, each after 40 of them.
func TestProbePlayed(t *testing.T) {
	p := exact.Probe{Interval: 1, Timeout: 0.6, Fall: 3, Rise: 2, Error: 0.4}
	const probes = 40
	var times []float64
	for run := range 40_000 {
		s := draw(3, run)
		death := probes - 1 + s.Float64()
		if seen, ok := playProbes(p, probes, death, &s); ok {
			times = append(times, seen-death)
		}
	}
	stattest.Check(t, "detection times", stattest.KSOne(times, p.DetectionCDF))
	p.Timeout = 0.5
	stattest.Alarm(t, "a timeout of 0.5", stattest.KSOne(times, p.DetectionCDF))
}

// playProbes returns when a node that dies at death, after the probes sent at 0 … n−1, is ejected for good, and whether
// it was in service at its death.
func playProbes(p exact.Probe, n int, death float64, s *rng.Stream) (ejected float64, ok bool) {
	in, run := true, 0 // in service or not, and the number of probes in a row that speak against it
	for sent := 0; ; sent++ {
		if !in && sent >= n {
			return 0, false
		}
		if failed := sent >= n || s.Bernoulli(p.Error); failed != in {
			run = 0
			continue
		}
		run++
		switch {
		case in && run == p.Fall:
			in, run, ejected = false, 0, float64(sent)+p.Timeout
			if ejected > death {
				return ejected, true
			}
		case !in && run == p.Rise:
			in, run = true, 0
		}
	}
}

type weibull struct{ shape, scale float64 }

func (w weibull) Survival(x float64) float64 { return math.Exp(-math.Pow(x/w.scale, w.shape)) }
func (w weibull) Mean() float64              { return w.scale * math.Gamma(1+1/w.shape) }

// left draws what is left of a life that has reached an age.
func (w weibull) left(age float64, s *rng.Stream) float64 {
	return w.scale*math.Pow(math.Pow(age/w.scale, w.shape)+s.Exp(), 1/w.shape) - age
}

// playImperfect counts the failures by the end of a component whose virtual age after a life is renew(age, life).
func playImperfect(w weibull, end float64, renew func(age, life float64) float64, s *rng.Stream) float64 {
	var count, now, age float64
	for {
		life := w.left(age, s)
		if now += life; now > end {
			return count
		}
		count, age = count+1, renew(age, life)
	}
}

// TestImperfectPlayed: 40,000 components with repairs that undo half.
func TestImperfectPlayed(t *testing.T) {
	w := weibull{2.5, 1}
	m := exact.Imperfect{Life: w, Kept: 0.5}
	var first, second []float64
	for run := range 40_000 {
		s := draw(4, run)
		first = append(first, playImperfect(w, 4, func(age, life float64) float64 { return age + 0.5*life }, &s))
		second = append(second, playImperfect(w, 4, func(age, life float64) float64 { return 0.5 * (age + life) }, &s))
	}
	one, two := m.FailuresI(4, 400).Value, m.FailuresII(4, 400).Value
	stattest.Check(t, "type I", stattest.Mean(first, one))
	stattest.Check(t, "type II", stattest.Mean(second, two))
	stattest.Alarm(t, "type I taken for type II", stattest.Mean(first, two))
}
