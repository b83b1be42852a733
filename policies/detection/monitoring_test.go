package detection

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"

	"nines/models"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

func monitored(change func(*MonitoringConfig)) MonitoringConfig {
	c := MonitoringConfig{
		Signal: "latency", Scrape: 10, Threshold: 2, Above: 1, Of: 1, Correlation: 0.5,
		Sees: Sight{Hang: 1, Slow: 1, Lossy: 1, Corrupt: 1},
	}
	change(&c)
	return c
}

// tail is the probability that a standard normal number is above z.
func tail(z float64) float64 { return math.Erfc(z/math.Sqrt2) / 2 }

func spellsOf(r rule, threshold, correlation float64) spells {
	return newLattice(r, threshold, correlation).spells()
}

// Where there are closed forms the recurrence and the length of false alarms agree with them to 10⁻⁴: independent
// samples that must be above h times in a row; k of m independent samples; and correlated samples that cross the mean,
// which two in a row do with probability 1/4 − asin(ρ)/2π.
func TestFalseAlarmsInClosedForm(t *testing.T) {
	near := func(what string, got, want float64) {
		if !(math.Abs(got/want-1) < 1e-4) {
			t.Errorf("%s: %g, want %g", what, got, want)
		}
	}
	for _, threshold := range []float64{0.67, 0.9, 0.99, 1, 3, 5} {
		p := tail(threshold)
		got := spellsOf(rule{1, 1, 4}, threshold, 0)
		near("four in a row recur", got.recurrence, 1/((1-p)*math.Pow(p, 4)))
		near("four in a row last", got.lasting, 1/(1-p))
		got = spellsOf(rule{2, 3, 1}, threshold, 0)
		near("two of three recur", got.recurrence, 1/(2*p*p*(1-p)*(1-p)))
	}
	for _, correlation := range []float64{0.3, 0.39, 0.42, 0.45, 0.9, 0.95} {
		got := spellsOf(rule{1, 1, 1}, 0, correlation)
		near("crossings", got.recurrence, 1/(0.25-math.Asin(correlation)/(2*math.Pi)))
		near("half the time is above", got.lasting, got.recurrence/2)
	}
}

// played is the p-value of the null that the rule recurs and lasts in the twin as it was computed: 40 stretches of 50
// alarms each show a difference of 3 %.
func played(r rule, threshold, correlation float64, seed uint64, want spells) float64 {
	twin := MonitoringTwin{
		Threshold: threshold, Correlation: correlation, Above: r.above, Of: r.of, Hold: float64(r.hold - 1),
	}
	var lasting []float64
	recurrence := drawn(40, seed, func(s *rng.Stream) float64 {
		recurs, lasts := twin.Alarms(50, s)
		lasting = append(lasting, float64(lasts))
		return float64(recurs)
	})
	return 2 * min(stattest.Mean(recurrence, want.recurrence), stattest.Mean(lasting, want.lasting))
}

func TestFalseAlarmsFollowFromNoise(t *testing.T) {
	for i, c := range []struct {
		rule
		threshold, correlation float64
	}{{rule{1, 1, 1}, 2, 0.9}, {rule{1, 1, 4}, 1, 0.7}, {rule{2, 3, 3}, 1.2, 0.5}, {rule{3, 5, 2}, 1.5, 0.9}} {
		want := spellsOf(c.rule, c.threshold, c.correlation)
		stattest.Check(t, fmt.Sprintf("%+v", c), played(c.rule, c.threshold, c.correlation, uint64(120+i), want))
	}
	stattest.Alarm(t, "samples are independent", played(rule{1, 1, 4}, 1, 0.7, 121, spellsOf(rule{1, 1, 4}, 1, 0)))
	stattest.Alarm(t, "one sample less", played(rule{1, 1, 4}, 1, 0.7, 121, spellsOf(rule{1, 1, 3}, 1, 0.7)))
}

// Drawn mistakes have the computed mean recurrence and the computed law of lengths; those of the twin last as long.
func TestMonitoringMistakes(t *testing.T) {
	m := sound(t, NewMonitoring, monitored(func(c *MonitoringConfig) { c.Hold, c.Correlation = 20, 0.7 }))
	var lastings []float64
	afters := drawn(20_000, 130, func(s *rng.Stream) float64 {
		after, lasting := m.Mistake().Sample(s)
		lastings = append(lastings, float64(lasting)/10)
		return float64(after) / 10
	})
	stattest.Check(t, "after", stattest.Mean(afters, m.recurrence-m.lasting))
	counts, expected := make([]int, 12), make([]float64, 12)
	before := 1.0
	for i := range expected {
		expected[i] = before - m.survival[i]
		before = m.survival[i]
	}
	for _, lasting := range lastings {
		counts[min(int(lasting)-1, 11)]++
	}
	expected[11] += before
	stattest.Check(t, "lasting", stattest.ChiSquare(counts, expected, 0))
	rate := unit.Rate(1. / 5000)
	given := sound(t, NewMonitoring, monitored(func(c *MonitoringConfig) { c.FalseAlarms = &rate }))
	stattest.Check(t, "as given", stattest.Mean(drawn(20_000, 131, func(s *rng.Stream) float64 {
		after, lasting := given.Mistake().Sample(s)
		return float64(after + lasting)
	}), 5000))
}

// Delays follow the twin, of strong faults in law, of weak ones in the mean; 3,000 of each show 5 % of a mean.
func TestMonitoringDelays(t *testing.T) {
	m := sound(t, NewMonitoring, monitored(func(c *MonitoringConfig) { c.Hold, c.Lag, c.Of, c.Above = 40, 7, 3, 2 }))
	twin := MonitoringTwin{Threshold: 2, Correlation: 0.5, Above: 2, Of: 3, Hold: 4}
	delays := func(slow float64, seed uint64) []float64 {
		return delaysOf(m, models.Symptom{Effect: models.Slow, Slow: slow}, 3000, seed)
	}
	firsts := func(slow float64) []float64 {
		twin.Shift = 5 * (slow - 1)
		return drawn(3000, 140, func(s *rng.Stream) float64 { return 7 + 10*float64(twin.First(s)) - 10*s.Float64() })
	}
	stattest.Check(t, "far above", stattest.KSTwo(delays(2, 141), firsts(2)))
	stattest.Check(t, "at the threshold", stattest.KSTwo(delays(1.4, 142), firsts(1.4)))
	stattest.Alarm(t, "5 % lower", stattest.KSTwo(delays(1.33, 142), firsts(1.4)))
	weak, want := delays(1.16, 143), firsts(1.16)
	gap, se := difference(weak, want)
	stattest.Check(t, "weak", stattest.Normal(gap, 0, se))
	stattest.Alarm(t, "weaker", stattest.KSTwo(delays(1.12, 144), want))
}

func difference(a, b []float64) (gap, se float64) {
	ma, va := stat.MeanVariance(a, nil)
	mb, vb := stat.MeanVariance(b, nil)
	return ma - mb, math.Sqrt(va/float64(len(a)) + vb/float64(len(b)))
}

// A signal shows what raises it, and the size of a fault counts.
func TestMonitoringSees(t *testing.T) {
	m := sound(t, NewMonitoring, monitored(func(c *MonitoringConfig) { c.Signal, c.Threshold, c.Hold = "errors", 5, 60 }))
	for x, want := range map[models.Symptom]float64{
		{Effect: models.Lossy, Loss: 0.2}: 1, {Effect: models.Lossy, Loss: 0.001}: 0, {Effect: models.Slow, Slow: 5}: 0,
		{Effect: models.Hang, Loss: 1}: 1, {Effect: models.Down, Loss: 1}: 0,
	} {
		if got := m.Sees(x); got != want {
			t.Errorf("sees %+v with probability %g, want %g", x, got, want)
		}
	}
}

func TestMonitoringRefuses(t *testing.T) {
	often, negative := unit.Rate(1), Signature{Slow: pointer(-1.)}
	refuses(t, NewMonitoring, map[string]MonitoringConfig{
		"scrape is 0 s; it must":              monitored(func(c *MonitoringConfig) { c.Scrape = 0 }),
		"hold is 501 scrapes; make":           monitored(func(c *MonitoringConfig) { c.Hold = 5010 }),
		"lag is -1 s; it must":                monitored(func(c *MonitoringConfig) { c.Lag = -1 }),
		"threshold is 7 sd; write":            monitored(func(c *MonitoringConfig) { c.Threshold = 7 }),
		"of is 7; write a whole":              monitored(func(c *MonitoringConfig) { c.Of = 7 }),
		"above is 2; write a whole":           monitored(func(c *MonitoringConfig) { c.Above = 2 }),
		"correlation is 0.99; write a":        monitored(func(c *MonitoringConfig) { c.Correlation = 0.99 }),
		`signal is "heat"; write cpu`:         monitored(func(c *MonitoringConfig) { c.Signal = "heat" }),
		"signature slow is -1 sd; it must":    monitored(func(c *MonitoringConfig) { c.Signature = &negative }),
		"sees slow is 2; write":               monitored(func(c *MonitoringConfig) { c.Sees.Slow = 2 }),
		"false_alarms come before the last o": monitored(func(c *MonitoringConfig) { c.FalseAlarms = &often }),
	})
}

// A long hold is reckoned on from where the share of mass that stays is steady: what that leaves out is far below the
// error of the densities, 1e-4. A share that is taken to be steady at a change of 1e-7 is off by 3e-4.
func TestMonitoringEnduresLongHolds(t *testing.T) {
	for _, r := range []rule{{1, 1, 300}, {2, 3, 300}} {
		for _, threshold := range []float64{2, 0, -3} {
			l := newLattice(r, threshold, 0.95)
			begins := paths{}
			for window := range uint(1) << r.of {
				begins[window] = append([]float64(nil), l.inside...)
			}
			stepwise := begins
			for range r.hold - 1 {
				stepwise = l.from(stepwise, l.holds)
			}
			_, got := l.endure(begins)
			if want := l.mass(stepwise); math.Abs(got-want) > 2e-5*want {
				t.Errorf("%+v above %g: %g of the mass is left, want %g", r, threshold, got, want)
			}
		}
	}
}
