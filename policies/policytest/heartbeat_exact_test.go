package policytest_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
	"nines/sim/stat"
	"nines/sim/stat/stattest"
)

// sample draws from streams of its own.
func sample(n int, f func(s *rng.Stream) sim.Duration) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		s := rng.Open(rng.Key{Seed: 30, Occurrence: uint64(i)})
		xs[i] = float64(f(&s))
	}
	return xs
}

func delays(n int, d models.Detector) []float64 {
	return sampleDelays(n, d, models.Symptom{Effect: models.Down, Loss: 1})
}

func sampleDelays(n int, d models.Detector, x models.Symptom) []float64 {
	return sample(n, func(s *rng.Stream) sim.Duration { return d.Delay(x).Anytime(s) })
}

func clears(n int, d models.Detector) []float64 { return sample(n, d.Clear().Anytime) }

func afters(n int, d models.Detector) []float64 {
	return sample(n, func(s *rng.Stream) sim.Duration {
		after, _ := d.Mistake().Sample(s)
		return after
	})
}

func lastings(n int, d models.Detector) []float64 {
	return sample(n, func(s *rng.Stream) sim.Duration {
		_, lasting := d.Mistake().Sample(s)
		return lasting
	})
}

func cycles(n int, d models.Detector) []float64 {
	return sample(n, func(s *rng.Stream) sim.Duration {
		after, lasting := d.Mistake().Sample(s)
		return after + lasting
	})
}

// Delays and times to clear follow the closed forms, with which 50,000 draws disagree if 2 % of the probability is
// displaced. The closed form of a delay is conditional on a suspicion still to come, which without network delay is the
// same as trust at the crash.
func TestHeartbeatDelayIsExact(t *testing.T) {
	for _, loss := range losses {
		for _, timeout := range timeouts {
			x := setting{timeout, loss, nil}
			t.Run(x.String(), func(t *testing.T) {
				got := delays(50_000, x.detector())
				stattest.Check(t, "law", stattest.KSOne(got, x.exact().DetectionCDF))
				stattest.Check(t, "mean", stattest.Mean(got, x.exact().DetectionMean()))
			})
		}
		x := setting{3, loss, constant(0.25)}
		want := x.exact()
		want.Delay = 0.25
		got := clears(50_000, x.detector())
		stattest.Check(t, x.String()+": law of clearing", stattest.KSOne(got, want.ClearCDF))
		stattest.Check(t, x.String()+": mean of clearing", stattest.Mean(got, want.ClearMean()))
	}
}

// Mistakes follow the closed forms, down to one in 10⁹ beats, which no twin could play: mean good period, law and mean
// of the duration, mean recurrence; and where mistakes are rare, the time until one is exponential.
func TestHeartbeatMistakesAreExact(t *testing.T) {
	for _, x := range []setting{
		{1.5, 0.001, nil}, {3, 0.001, constant(3.25)}, {1.5, 0.05, nil}, {3, 0.05, nil}, {5, 0.05, nil},
		{1.5, 0.3, nil}, {3, 0.3, constant(0.25)}, {5, 0.3, nil}, {4.25, 0.9, nil},
	} {
		t.Run(x.String(), func(t *testing.T) {
			const n = 20_000
			d, want := x.detector(), x.exact()
			got := afters(n, d)
			stattest.Check(t, "good period", stattest.Mean(got, want.GoodPeriod()))
			stattest.Check(t, "recurrence", stattest.Mean(cycles(n, d), want.MistakeRecurrence()))
			lasting := lastings(n, d)
			stattest.Check(t, "duration", stattest.Mean(lasting, want.MistakeDuration()))
			stattest.Check(t, "law of duration", durationsP(lasting, want.MistakeDurationCDF))
			if mean := want.GoodPeriod(); mean > 1e5 {
				memoryless := func(x float64) float64 { return -math.Expm1(-x / mean) }
				stattest.Check(t, "memoryless", stattest.KSOne(got, memoryless))
			}
		})
	}
}

// durationsP is the p-value of the null that mistakes last as a distribution function says that steps once per second.
func durationsP(lasting []float64, cdf func(float64) float64) float64 {
	cells := 1 + int(slices.Max(lasting))
	counts, expected := make([]int, cells), make([]float64, cells)
	for _, x := range lasting {
		counts[int(x-1e-9)]++
	}
	for i := range expected {
		below := float64(i) + 1e-6 // clear of the steps
		expected[i] = cdf(below+1) - cdf(below)
	}
	return stattest.ChiSquare(counts, expected, 0)
}

// Mistakes once in 3·10⁷ years are never, but for the few that fall into the next 10,000.
func TestHeartbeatMistakesFarAway(t *testing.T) {
	const n = 200_000
	x := setting{5, 0.001, nil}
	soon := 0
	for _, after := range afters(n, x.detector()) {
		if !math.IsInf(after, 1) {
			soon++
		}
	}
	share := 10_000 * 365 * 86400 / x.exact().MistakeRecurrence()
	stattest.Check(t, "share that comes", stat.BinomialP(soon, n, share))
	x.loss = 0
	if after, _ := x.detector().Mistake().Sample(&rng.Stream{}); !math.IsInf(float64(after), 1) {
		t.Errorf("without loss a mistake comes after %g s", after)
	}
}

// A timeout of exactly n intervals forgives n − 1 losses if delays are all the same, and only half the time if they
// vary by ever so little, since the beat after them is as likely later as earlier than the one before: with 1 % loss
// and 1 ms of jitter, mistakes are 50 times as frequent. Half an interval of room mends that.
func TestJitterAtWholeTimeouts(t *testing.T) {
	const loss = 0.01
	two, three := loss*loss, loss*loss*loss // losses in a row, at least
	for timeout, rate := range map[float64]float64{3: (1 - loss) * (two*(1-loss)/2 + three), 3.5: (1 - loss) * three} {
		got := cycles(20_000, setting{timeout, loss, exponential(0.001)}.detector())
		stattest.Check(t, fmt.Sprint("recurrence at timeout ", timeout), stattest.Mean(got, 1/rate))
	}
}

// Each mistake is drawn as the first after a repair, but in a long run the beats before one bear on the next. Where
// delays vary, that changes the mean between mistakes by a share below the probability that a beat is late; 3 % where
// every fourth is.
func TestHeartbeatMistakesInARow(t *testing.T) {
	if testing.Short() {
		t.Skip("plays three million beats")
	}
	for _, c := range []struct {
		x    setting
		late float64 // probability of a run of beats that can be a mistake
	}{
		{setting{1.5, 0, exponential(0.2)}, 0.0821},
		{setting{3, 0.3, exponential(0.8)}, 0.251},
		{setting{3, 0.05, exponential(0.2)}, 0.0032},
	} {
		const n = 3000
		s := rng.Open(rng.Key{Seed: 40})
		row := float64(c.x.twin().Mistakes(n, &s))
		mean := average(cycles(40_000, c.x.detector()))
		noise := 5 * row / math.Sqrt(n) // five standard errors; the time between mistakes is nearly exponential
		if math.Abs(mean-row) > c.late*row+noise {
			t.Errorf("%v: %g s between mistakes drawn one by one, %g s in a row", c.x, mean, row)
		}
	}
}

func average(xs []float64) float64 {
	var sum float64
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}
