package detection

import (
	"fmt"
	"math"
	"testing"

	"nines/models"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

func swimWith(change func(*SwimConfig)) SwimConfig {
	c := SwimConfig{
		Period: 1, Timeout: 0.5, Indirect: 3, Multiplier: 4, Longest: 6, Gossip: 0.25, FanOut: 3, Sees: Sight{Down: 1},
		Awareness: 8,
	}
	change(&c)
	return c
}

func swimOf(t *testing.T, members int, change func(*SwimConfig)) *Swim {
	t.Helper()
	w, err := sound(t, NewSwim, swimWith(change)).among(members)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// The period of the first probe of a dead member is geometric with the mean 1/(1−(1−1/(n−1))ⁿ⁻¹), which tends to
// e/(e−1); within a period the least of as many phases as members probe counts. The twin, whose members choose, agrees.
func TestSwimFirstProbeIsExact(t *testing.T) {
	for _, n := range []int{2, 5, 16, 10_000} {
		w := swimOf(t, n, func(*SwimConfig) {})
		first := func(s *rng.Stream) float64 { return w.probed(math.Pow(s.Float64(), 1/w.others)) }
		periods := func(s *rng.Stream) float64 { return math.Ceil(first(s)) }
		others := float64(n - 1)
		want := 1 / (1 - math.Pow(1-1/others, others))
		got := drawn(20_000, 150, periods)
		if n == 2 {
			if ones := stattest.KSOne(drawn(20_000, 151, first), func(x float64) float64 { return x }); ones < 1e-9 {
				t.Errorf("of two members the first probe is not uniform: %g", ones)
			}
			continue
		}
		stattest.Check(t, fmt.Sprint("mean of ", n), stattest.Mean(got, want))
		stattest.Alarm(t, "everybody is probed once a period", stattest.Mean(got, 1.5*want))
		if n == 10_000 {
			stattest.Check(t, "limit", stattest.Mean(got, math.E/(math.E-1)))
			continue
		}
		twin := SwimTwin{w}
		played := drawn(2000, 152, func(s *rng.Stream) float64 { return float64(twin.First(s)) })
		stattest.Check(t, fmt.Sprint("law of ", n), stattest.KSTwo(drawn(10_000, 153, first), played))
	}
}

// Timers are those of memberlist: of 1000 members from 12 s, with all confirmations, to 72 s.
func TestSwimTimers(t *testing.T) {
	w := swimOf(t, 1000, func(*SwimConfig) {})
	for confirmed, want := range []float64{72, 72 - 60*math.Ln2/math.Log(3), 12} {
		if got := w.timer(confirmed); math.Abs(got-want) > 1e-9 {
			t.Errorf("%d confirmations: %g s, want %g", confirmed, got, want)
		}
	}
	if w := swimOf(t, 3, func(*SwimConfig) {}); w.timer(0) != 4 {
		t.Errorf("of three members, too few to confirm, a suspicion lasts %g s, want 4", w.timer(0))
	}
}

// Means agree with the twin to 0.15 s, of 2 to 16 members, with and without suspicion and loss. Suspicions without
// confirmation, deaths that need no spreading or are known at the probe would ring.
func TestSwimAgreesWithTwin(t *testing.T) {
	if testing.Short() {
		t.Skip("plays a thousand deaths")
	}
	down := models.Symptom{Effect: models.Down}
	for i, c := range []struct {
		members int
		change  func(*SwimConfig)
	}{
		{2, func(*SwimConfig) {}}, {5, func(*SwimConfig) {}}, {12, func(c *SwimConfig) { c.Loss = 0.3 }},
		{16, func(c *SwimConfig) { c.Multiplier = 0 }}, {16, func(c *SwimConfig) { c.FanOut = 1 }},
	} {
		w := swimOf(t, c.members, c.change)
		twin := SwimTwin{w}
		want := drawn(250, uint64(160+i), func(s *rng.Stream) float64 { return float64(twin.Delay(down).Sample(s)) })
		p := func(d *Swim, bias float64) float64 {
			gap, se := difference(delaysOf(d, down, 8000, 170), want)
			return stattest.Normal(math.Max(0, math.Abs(gap)-bias), 0, se)
		}
		stattest.Check(t, fmt.Sprint("delay ", i), p(w, 0.15))
		silent := *w
		silent.confirms, silent.min = 0, w.max
		if w.max > w.min {
			stattest.Alarm(t, "nobody confirms", p(&silent, 0.15))
		}
		hasty := *w
		hasty.min, hasty.max = w.min/2, w.max/2
		if w.max > 0 {
			stattest.Alarm(t, "half the timer", p(&hasty, 0.15))
		}
	}
}

// Without suspicion a lost probe is a death: of ten members at a loss of a tenth, 1−0.9² of the direct probes fail and
// three times 1−0.9⁴ of the indirect ones. With suspicion none of this is left.
func TestSwimFalseDeaths(t *testing.T) {
	bare := swimOf(t, 10, func(c *SwimConfig) { c.Multiplier, c.Loss = 0, 0.1 })
	rate := 0.19 * math.Pow(1-0.6561, 3)
	after := drawn(20_000, 180, func(s *rng.Stream) float64 {
		after, _ := bare.Mistake().Sample(s)
		return float64(after)
	})
	stattest.Check(t, "false deaths", stattest.KSOne(after, below(exponential(1/rate))))
	stattest.Alarm(t, "one helper less", stattest.Mean(after, 0.3439/rate))
	s := rng.Open(rng.Key{})
	after1, _ := swimOf(t, 10, func(c *SwimConfig) { c.Loss = 0.1 }).Mistake().Sample(&s)
	if !math.IsInf(float64(after1), 1) {
		t.Errorf("a suspicion of 4 s is not refuted, in %g s", float64(after1))
	}
}

func TestSwimRefuses(t *testing.T) {
	refuses(t, NewSwim, map[string]SwimConfig{
		"period is 0 s; it must":              swimWith(func(c *SwimConfig) { c.Period = 0 }),
		"timeout is 1s; it must be above 0":   swimWith(func(c *SwimConfig) { c.Timeout = 1 }),
		"indirect is -1; write a whole":       swimWith(func(c *SwimConfig) { c.Indirect = -1 }),
		"gossip is 0 s; it must":              swimWith(func(c *SwimConfig) { c.Gossip = 0 }),
		"fan_out is 0; write a whole":         swimWith(func(c *SwimConfig) { c.FanOut = 0 }),
		"loss is 0.99; write a share":         swimWith(func(c *SwimConfig) { c.Loss = 0.99 }),
		"suspicion is -1; write a multiple":   swimWith(func(c *SwimConfig) { c.Multiplier = -1 }),
		"longest is 0.5; write a multiple":    swimWith(func(c *SwimConfig) { c.Longest = 0.5 }),
		"sees down is 2; write a probability": swimWith(func(c *SwimConfig) { c.Sees.Down = 2 }),
		"leave them out":                      swimWith(func(c *SwimConfig) { c.Deafens.Down = 1 }),
		"awareness is 0; write a whole":       swimWith(func(c *SwimConfig) { c.Awareness = 0 }),
		"deafens slow is 2; write":            swimWith(func(c *SwimConfig) { c.Deafens.Slow = 2 }),
	})
	if _, err := sound(t, NewSwim, swimWith(func(*SwimConfig) {})).For(1); err == nil {
		t.Error("one node probes itself")
	}
}

// A probe of a healthy member without loss takes two messages.
func TestSwimMessages(t *testing.T) {
	if got := swimOf(t, 10, func(*SwimConfig) {}).Messages(10); got != 20 {
		t.Errorf("%g messages per second, want 20", got)
	}
}
