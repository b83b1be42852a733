package detection

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

func pointer[T any](x T) *T { return &x }

func law(l dist.Law, err error) dist.Law {
	if err != nil {
		panic(err)
	}
	return l
}

func exponential(mean float64) dist.Law { l, err := dist.NewExponential(mean); return law(l, err) }

// Every impossible configuration is refused with the key and a remedy, in the same breath as all others by the decoder.
func TestHeartbeatRefuses(t *testing.T) {
	pareto, err := dist.NewPareto(1.1, 0.001)
	for _, c := range []struct {
		want   string
		config HeartbeatConfig
	}{
		{"interval is 0 s; it must be more", HeartbeatConfig{}},
		{"timeout 900ms is below the interval 1s; raise",
			HeartbeatConfig{Interval: 1, Timeout: pointer(unit.Duration(0.9))}},
		{"timeout and misses are both given; keep one",
			HeartbeatConfig{Interval: 1, Timeout: pointer(unit.Duration(3)), Misses: pointer(3)}},
		{"misses is 0; it must be 1 or more", HeartbeatConfig{Interval: 1, Misses: pointer(0)}},
		{"loss is 1; write a share from 0% to 99%", HeartbeatConfig{Interval: 1, Loss: 1}},
		{"sees lossy is 2; write a probability", HeartbeatConfig{Interval: 1, Sees: Sight{Lossy: 2}}},
		{"the timeout is 1e+09 intervals; make it 1e+06 at most",
			HeartbeatConfig{Interval: 1, Misses: pointer(1_000_000_000)}},
		{"under way for more than 32 intervals", HeartbeatConfig{Interval: 1, Delay: exponential(2)}},
		{"choose a law with a shorter tail", HeartbeatConfig{Interval: 1, Delay: law(pareto, err)}},
		{"delays vary by more than the timeout leaves room for; raise",
			HeartbeatConfig{Interval: 1, Misses: pointer(1), Delay: exponential(0.001)}},
	} {
		if _, err := NewHeartbeat(c.config); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %q", err, c.want)
		}
	}
}

// A timeout that is a whole number of intervals but for rounding, as 300ms in 100ms, is one: else it would forgive one
// loss less. Without timeout and misses it is 5 intervals.
func TestTimeoutInIntervals(t *testing.T) {
	for _, c := range []struct {
		config HeartbeatConfig
		want   float64
	}{
		{HeartbeatConfig{Interval: 0.1, Timeout: pointer(unit.Duration(0.3))}, 3},
		{HeartbeatConfig{Interval: 0.1, Misses: pointer(3)}, 3},
		{HeartbeatConfig{Interval: 2, Timeout: pointer(unit.Duration(7))}, 3.5},
		{HeartbeatConfig{Interval: 60}, 5},
	} {
		h, err := NewHeartbeat(c.config)
		if err != nil || h.timeout != c.want {
			t.Errorf("timeout of %v intervals (%v), want %v", h.timeout, err, c.want)
		}
	}
}

// The keys of Sight are the names of the effects, so that a user who can name a fault can name what sees it.
func TestSightKnowsEveryEffect(t *testing.T) {
	h, err := NewHeartbeat(HeartbeatConfig{Interval: 1, Sees: Sight{Down: 0.75, Lossy: 0.25}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"down": 0.75, "lossy": 0.25}
	params := catalog.ParamsOf(Sight{})
	for e := range models.Effects {
		if p := h.Sees(models.Symptom{Effect: e}); p != want[e.String()] || params[e].Key != e.String() {
			t.Errorf("sees %s with %g under the key %s", e, p, params[e].Key)
		}
	}
}

// meanAfterP is the p-value of the null that the mean time until a mistake is that of the twin, at 1 s per interval,
// after something has been done to the detector. 40,000 mistakes each show a difference of 5 %.
func meanAfterP(t *testing.T, timeout, loss, delay float64, breakIt func(*Heartbeat)) float64 {
	h, err := NewHeartbeat(HeartbeatConfig{
		Interval: 1, Timeout: pointer(unit.Duration(timeout)), Loss: unit.Ratio(loss), Delay: exponential(delay),
	})
	if err != nil {
		t.Fatal(err)
	}
	breakIt(h)
	twin := HeartbeatTwin(1, timeout, loss, exponential(delay))
	mean := func(d models.Detector, seed uint64) (mean, variance float64) {
		xs := make([]float64, 40_000)
		for i := range xs {
			s := rng.Open(rng.Key{Seed: seed, Occurrence: uint64(i)})
			after, _ := d.Mistake().Sample(&s)
			xs[i] = float64(after)
		}
		mean, variance = stat.MeanVariance(xs, nil)
		return mean, variance / float64(len(xs))
	}
	a, va := mean(h, 60)
	b, vb := mean(twin, 61)
	return stattest.Normal(a, b, math.Sqrt(va+vb))
}

// What is skipped is counted, and what is played is played with beats that are often late or under way for long: errors
// that would still give plausible numbers are seen by the twin. Playing the last two runs only, where 25 are due, makes
// a difference of 1 %, and is not.
func TestErrorsInSkippingAreSeen(t *testing.T) {
	if testing.Short() {
		t.Skip("plays ten million beats")
	}
	stattest.Check(t, "right, skipping much", meanAfterP(t, 4, 0.3, 0.2, func(*Heartbeat) {}))
	stattest.Check(t, "right, playing much", meanAfterP(t, 5, 0.4, 1.2, func(*Heartbeat) {}))
	for _, c := range []struct {
		name                 string
		timeout, loss, delay float64
		breakIt              func(*Heartbeat)
	}{
		{"short runs have no irregular beats", 4, 0.3, 0.2, func(h *Heartbeat) { h.fails = 0 }},
		{"no beat of an older run is under way", 5, 0.4, 1.2, func(h *Heartbeat) { h.recent = 1 }},
		{"a long run is one beat shorter", 5, 0.4, 1.2, func(h *Heartbeat) { h.size-- }},
		{"late beats are lost", 5, 0.4, 1.2, func(h *Heartbeat) { h.irregular = h.loss }},
	} {
		stattest.Alarm(t, c.name, meanAfterP(t, c.timeout, c.loss, c.delay, c.breakIt))
	}
}

// A detector that a scenario has on every node costs nothing until something happens: no draw allocates, and a mistake
// that nobody lives to see takes as long as one tomorrow.
func BenchmarkHeartbeat(b *testing.B) {
	jitter := exponential(0.001)
	for _, c := range []struct {
		name          string
		timeout, loss float64
		delay         dist.Law
	}{
		{"never", 5, 0.001, nil}, {"eon", 4.5, 0.001, jitter}, {"month", 3, 0.001, jitter}, {"hour", 3, 0.1, jitter},
	} {
		h, err := NewHeartbeat(HeartbeatConfig{
			Interval: 1, Timeout: pointer(unit.Duration(c.timeout)), Loss: unit.Ratio(c.loss), Delay: c.delay,
		})
		if err != nil {
			b.Fatal(err)
		}
		s := new(rng.Stream)
		b.Run("delay/"+c.name, func(b *testing.B) {
			for b.Loop() {
				h.Delay(models.Symptom{}).Sample(s)
			}
		})
		b.Run("mistake/"+c.name, func(b *testing.B) {
			for b.Loop() {
				h.Mistake().Sample(s)
			}
		})
	}
}
