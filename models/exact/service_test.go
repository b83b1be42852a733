package exact

import (
	"math"
	"testing"
)

func beats() []Heartbeat {
	return []Heartbeat{
		{Interval: 1, Timeout: 3, Delay: 0.05, Loss: 0.1},
		{Interval: 10, Timeout: 40, Delay: 0, Loss: 0.02},
		{Interval: 2, Timeout: 7, Delay: 3, Loss: 0.4},
		{Interval: 1, Timeout: 1, Delay: 0.2, Loss: 0.3},
		{Interval: 5, Timeout: 17, Delay: 0.5, Loss: 0},
	}
}

// Without loss the detection time is uniform: 30–40 s for a beat every 10 s and a grace of 40 s.
func TestDetectionWithoutLoss(t *testing.T) {
	b := Heartbeat{Interval: 10, Timeout: 40}
	near(t, "mean", b.DetectionMean(), 35, 1e-14)
	for u, want := range map[float64]float64{0.25: 32.5, 0.5: 35, 0.9: 39} {
		near(t, "quantile", b.DetectionQuantile(u), want, 1e-14)
		near(t, "CDF", b.DetectionCDF(want), u, 1e-14)
	}
	near(t, "before 30", b.DetectionCDF(29.99), 0, 1e-14)
	near(t, "undetected", b.Undetected(), 1, 0)
}

// detection is T_D by plain enumeration over the number of lost beats and a grid of phases.
func detection(b Heartbeat, of func(td float64) float64) float64 {
	const phases = 4000
	var total, mass float64
	lost := 1 - b.Loss
	for k := range 60 {
		for i := range phases {
			u := (float64(i) + 0.5) / phases * b.Interval
			if td := b.Timeout + b.Delay - u - float64(k)*b.Interval; td > 0 {
				total += lost * of(td)
				mass += lost
			}
		}
		lost *= b.Loss
	}
	return total / mass
}

// The last beats before a crash may be lost, which shortens detection; a formula without that would be off by ηp/(1−p).
func TestDetectionAgainstEnumeration(t *testing.T) {
	for _, b := range beats() {
		near(t, "mean", b.DetectionMean(), detection(b, func(td float64) float64 { return td }), 1e-6)
		at := 0.8 * b.Timeout
		share := detection(b, func(td float64) float64 {
			if td <= at {
				return 1
			}
			return 0
		})
		if math.Abs(b.DetectionCDF(at)-share) > 3e-4 { // the grid of phases
			t.Errorf("%+v: P(T_D ≤ %v) = %v, enumeration %v", b, at, b.DetectionCDF(at), share)
		}
	}
}

func TestHeartbeatQuantilesInvert(t *testing.T) {
	for _, b := range beats() {
		for _, u := range []float64{0.001, 0.1, 0.5, 0.9, 0.9999} {
			near(t, "detection", b.DetectionCDF(b.DetectionQuantile(u)), u, 1e-11)
			near(t, "clearing", b.ClearCDF(b.ClearQuantile(u)), u, 1e-11)
		}
		near(t, "longest", b.DetectionCDF(b.Timeout+b.Delay), 1, 1e-15)
		near(t, "impossible", b.DetectionCDF(0), 0, 0)
	}
}

func TestFirstDetection(t *testing.T) {
	for _, b := range beats() {
		for _, m := range []int{1, 2, 40} {
			tail := func(x float64) float64 { return 1 - b.FirstDetectionCDF(m, x) }
			mean := trapezoid(tail, 0, b.Timeout+b.Delay, 20000)
			near(t, "mean of the first", b.FirstDetectionMean(m), mean, 1e-4) // trapezoid error
		}
	}
	// The least of m uniforms on (30, 40).
	near(t, "without loss", Heartbeat{Interval: 10, Timeout: 40}.FirstDetectionMean(19), 30+10./20, 1e-13)
}

func TestClearing(t *testing.T) {
	b := Heartbeat{Interval: 2, Timeout: 7, Delay: 3, Loss: 0.4}
	near(t, "mean", b.ClearMean(), 3+1+2*0.4/0.6, 1e-15)
	mean := trapezoid(func(x float64) float64 { return 1 - b.ClearCDF(x) }, 0, 103, 103000)
	near(t, "∫P(T_C > x)", mean, b.ClearMean(), 1e-6)
	near(t, "before the delay", b.ClearCDF(3), 0, 0)
}

// countdown is the chain of the beats lost in a row, one step per interval, capped at n: its mean first passage is the
// runs formula, found without it.
func countdown(b Heartbeat, n int) float64 {
	c := NewChain(n + 1)
	for k := range n {
		c.Add(k, k+1, b.Loss)
		if k > 0 {
			c.Add(k, 0, 1-b.Loss)
		}
	}
	return c.MeanHit(func(s int) bool { return s == n })[0]
}

func TestMistakes(t *testing.T) {
	for _, b := range beats() {
		if b.Loss == 0 {
			near(t, "recurrence without loss", b.MistakeRecurrence(), math.Inf(1), 0)
			near(t, "accuracy without loss", b.QueryAccuracy(), 1, 0)
			continue
		}
		near(t, "T_G + T_M = T_MR", b.GoodPeriod()+b.MistakeDuration(), b.MistakeRecurrence(), 1e-12)
		// The monitor trusts at a random moment iff the last beat that arrived is younger than the timeout.
		near(t, "P_A", b.QueryAccuracy(), b.ageCDF(b.Timeout), 1e-12)
		n := int(b.misses())
		near(t, "runs", (b.GoodPeriod()-b.Timeout)/b.Interval+b.misses(), countdown(b, n), 1e-11)
		mean := trapezoid(func(x float64) float64 { return 1 - b.MistakeDurationCDF(x) }, 0, 60*b.Interval, 60000)
		near(t, "∫P(T_M > x)", mean, b.MistakeDuration(), 1e-3) // steps seen by a trapezoid
	}
}

// A probe every 10 s that fails with 1 % ejects a healthy node after 2 misses every 1.17 days, after 3 every 117 days.
func TestMistakesOfProbes(t *testing.T) {
	const day = 86400
	for n, days := range map[float64]float64{2: 1.17, 3: 117} {
		b := Heartbeat{Interval: 10, Timeout: 10 * n, Loss: 0.01}
		near(t, "recurrence", b.MistakeRecurrence()/day, days, 3e-3) // printed to three digits
	}
}

// overflowTwin is the overflow of one day at level 1 in closed form: the load exceeds the capacity for an angle ±θ
// around the peak, cos θ = (c/(fm) − 1)/A.
func overflowTwin(d Demand, share, capacity float64) float64 {
	theta := math.Acos(max(-1, min(1, (capacity/(share*d.Mean)-1)/d.Amplitude)))
	return d.Period / math.Pi * ((share*d.Mean-capacity)*theta + share*d.Mean*d.Amplitude*math.Sin(theta))
}

func TestOverflowOfADay(t *testing.T) {
	for _, peak := range []float64{0, 20, 7.3, -5} {
		d := Demand{Mean: 420, Amplitude: 0.6, Period: 24, PeakAt: peak}
		for _, capacity := range []float64{0, 100, 168, 300, 420, 671, 672, 900} {
			near(t, "share 1", d.Overflow(1, capacity, 0, 24), overflowTwin(d, 1, capacity), 1e-9)
			near(t, "share 0.4, 3 days", d.Overflow(0.4, capacity, 24, 96), 3*overflowTwin(d, 0.4, capacity), 1e-9)
		}
	}
}

func TestOverflowWithGrowth(t *testing.T) {
	d := Demand{Mean: 10, Amplitude: 0.5, Period: 24, PeakAt: 20}
	d.Level = func(day int) float64 { return 1 + float64(day)/4 }
	var want float64
	for day := range 5 {
		grown := Demand{Mean: 10 * d.Level(day), Amplitude: 0.5, Period: 24, PeakAt: 20}
		want += overflowTwin(grown, 1, 14)
	}
	near(t, "5 days", d.Overflow(1, 14, 0, 120), want, 1e-9)
	near(t, "parts add up", d.Overflow(1, 14, 0, 31.7)+d.Overflow(1, 14, 31.7, 120), want, 1e-10)
	dumb := trapezoid(func(x float64) float64 {
		return max(0, 10*d.Level(int(x/24))*(1+0.5*math.Cos(2*math.Pi*(x-20)/24))-14)
	}, 26, 45, 20000)
	near(t, "part of a day", d.Overflow(1, 14, 26, 45), dumb, 1e-7)
}
