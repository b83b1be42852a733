package policytest_test

import (
	"fmt"
	"testing"

	"nines/models/exact"
	"nines/policies/detection"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

func chenS(shift, loss float64, delay dist.Law) *detection.Chen {
	return must(detection.NewChenS(detection.ChenSConfig{Interval: unit.Second, Shift: unit.Duration(shift),
		Loss: unit.Ratio(loss), Delay: delay}))
}

func chenE(margin, loss float64, delay dist.Law) *detection.Chen {
	return must(detection.NewChenE(detection.ChenEConfig{Interval: unit.Second, Margin: unit.Duration(margin),
		Loss: unit.Ratio(loss), Delay: delay}))
}

func chenSTwin(shift, loss float64, delay dist.Law) detection.BeatsTwin {
	return detection.ChenSTwin(1, shift, loss, delay)
}

// longWindow is as long as the samplers take windows to be; filled are answers, each with a window of its own to fill.
const (
	longWindow = 400
	filled     = 1000
)

// Beats that are late, overtake each other, or come too late to be of use. A displacement of 5 % of the probability of
// an answer would be seen.
func TestChenSAgreesWithTwin(t *testing.T) {
	s := func(shift, loss float64, delay dist.Law, mistakes int) pair {
		return pair{fmt.Sprintf("shift %g, loss %g, %v", shift, loss, delay), chenS(shift, loss, delay),
			chenSTwin(shift, loss, delay), mistakes}
	}
	agree(t, answers, []pair{
		s(1.5, 0.1, exponential(0.2), 5000), s(0.5, 0.3, nil, answers), s(2.25, 0.3, exponential(0.8), 5000),
		s(0.5, 0.1, exponential(0.5), answers), s(1.25, 0.2, constant(0.5), 5000), s(2, 0.3, constant(0), 5000),
	})
}

// The twin of NFD-E fills a window for each answer: a displacement of 15 % of the probability would be seen.
func TestChenEAgreesWithTwin(t *testing.T) {
	if testing.Short() {
		t.Skip("fills thousands of windows")
	}
	e := func(margin, loss float64, delay dist.Law, mistakes int) pair {
		return pair{fmt.Sprintf("margin %g, loss %g, %v", margin, loss, delay), chenE(margin, loss, delay),
			detection.ChenETwin(1, margin, loss, delay, longWindow), mistakes}
	}
	agree(t, filled, []pair{e(1.25, 0.1, exponential(0.2), filled), e(1.5, 0.3, exponential(0.8), filled)})
}

func TestPlantedErrorsOfChenAreSeen(t *testing.T) {
	late := exponential(0.5)
	truth, heartbeat := chenSTwin(0.5, 0.1, late), setting{1.5, 0.1, exponential(0.2)}
	rings(t, answers, []planted{
		{"a late beat is good for as long as others", heartbeat.detector(), chenSTwin(0.5, 0.1, exponential(0.2)), delay},
		{"a late beat delays the next suspicion", heartbeat.detector(), chenSTwin(0.5, 0.1, exponential(0.2)), after},
		{"delays do not vary", chenS(0.5, 0.1, constant(0.5)), truth, clearing},
		{"the shift counts from the mean delay", chenE(0.5, 0.1, late), truth, after},
		{"mistakes end with the next beat in time", chenS(0.5, 0, constant(0)), chenS(0.5, 0.1, late), lasting},
		{"a stale beat clears", setting{1.5, 0.1, late}.detector(), chenSTwin(0.4, 0.1, exponential(1)), clearing},
	})
}

// Chen's closed forms: E[T_MR], E[T_M], and detection times up to shift + interval with a law of their own; at the
// settings that the paper simulates, η = 1 s, 1 % of beats lost and delays of 20 ms in the mean, and where delays
// matter. 20,000 draws disagree with a mean that is 5 % off.
func TestChenIsExact(t *testing.T) {
	const n = 20_000
	for _, x := range []struct{ shift, loss, delay float64 }{
		{0.5, 0.01, 0.02}, {1, 0.01, 0.02}, {1.5, 0.01, 0.02}, {2.5, 0.01, 0.02}, {1.5, 0.05, 0.2}, {1.2, 0.3, 0.02},
	} {
		t.Run(fmt.Sprint(x), func(t *testing.T) {
			law := exponential(x.delay)
			want := exact.ChenS{Interval: 1, Shift: x.shift, Loss: x.loss, Delay: law}
			d := chenS(x.shift, x.loss, law)
			got := delays(n, d)
			stattest.Check(t, "law of delays", stattest.KSOne(got, want.Detection().DetectionCDF))
			stattest.Check(t, "recurrence", stattest.Mean(cycles(n, d), want.MistakeRecurrence()))
			stattest.Check(t, "duration", stattest.Mean(lastings(n, d), want.MistakeDuration()))

			expecting := chenE(x.shift-x.delay, x.loss, law)
			stattest.Check(t, "estimated", stattest.Mean(cycles(n, expecting), want.MistakeRecurrence()))
		})
	}
	law := exponential(0.02)
	other := exact.ChenS{Interval: 1, Shift: 1.5, Loss: 0.011, Delay: law}
	stattest.Alarm(t, "a tenth more losses", stattest.Mean(cycles(n, chenS(1.5, 0.01, law)), other.MistakeRecurrence()))
}
