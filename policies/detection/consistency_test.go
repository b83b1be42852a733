package detection

import (
	"math"
	"strings"
	"testing"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// drawn takes n draws, each from a stream of its own.
func drawn(n int, seed uint64, sample func(s *rng.Stream) float64) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		s := rng.Open(rng.Key{Seed: seed, Occurrence: uint64(i)})
		xs[i] = sample(&s)
	}
	return xs
}

// delaysOf draws delays of a symptom.
func delaysOf(d models.Detector, x models.Symptom, n int, seed uint64) []float64 {
	return drawn(n, seed, func(s *rng.Stream) float64 { return float64(d.Delay(x).Anytime(s)) })
}

// refuses holds a constructor to its errors: for each configuration a part of the text.
func refuses[C, D any](t *testing.T, construct func(C) (D, error), cases map[string]C) {
	t.Helper()
	for want, config := range cases {
		if _, err := construct(config); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
}

func sound[C, D any](t *testing.T, construct func(C) (D, error), config C) D {
	t.Helper()
	d, err := construct(config)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// below is the distribution function of a law.
func below(l dist.Law) func(float64) float64 {
	return func(x float64) float64 { return 1 - l.Survival(x) }
}

func scrub(coverage unit.Ratio, gaps string) ConsistencyConfig {
	return ConsistencyConfig{Mode: "scrub", Every: pointer(unit.Duration(100)), Gaps: &gaps, Coverage: coverage}
}

// scrubbed is the law of the exposure under strictly periodic passes: pass k, counted from 0, ends it with probability
// c(1−c)ᵏ, at a moment that is uniform over the pass.
func scrubbed(every, coverage float64) func(float64) float64 {
	return func(x float64) float64 {
		k := math.Floor(x / every)
		missed := math.Pow(1-coverage, k)
		return 1 - missed + coverage*missed*(x/every-k)
	}
}

// 20,000 draws show a displacement of 3 % of the probability.
func TestScrubExposureIsExact(t *testing.T) {
	const n = 20_000
	x := models.Symptom{Effect: models.Corrupt}
	for _, c := range []float64{1, 0.6} {
		delays := delaysOf(sound(t, NewConsistency, scrub(unit.Ratio(c), "periodic")), x, n, 100)
		stattest.Check(t, "law", stattest.KSOne(delays, scrubbed(100, c)))
		stattest.Check(t, "mean", stattest.Mean(delays, 100*(0.5+(1-c)/c)))
		random := delaysOf(sound(t, NewConsistency, scrub(unit.Ratio(c), "random")), x, n, 101)
		stattest.Check(t, "random gaps", stattest.KSOne(random, below(exponential(100/c))))
		stattest.Alarm(t, "random gaps for periodic ones", stattest.KSOne(random, scrubbed(100, c)))
	}
	late := delaysOf(sound(t, NewConsistency, scrub(0.57, "periodic")), x, n, 102)
	stattest.Alarm(t, "a twentieth less coverage", stattest.Mean(late, 100*(0.5+0.4/0.6)))
}

// Reads find what they touch: 50 reads per second of which a share of 10⁻³ or, of a fault that says so, of a tenth.
func TestReadsFindWhatTheyTouch(t *testing.T) {
	d := sound(t, NewConsistency, ConsistencyConfig{
		Mode: "read", Reads: pointer(unit.Rate(50)), Touched: pointer(unit.Ratio(1e-3)), Coverage: 0.5,
	})
	for share, x := range map[float64]models.Symptom{
		1e-3: {Effect: models.Corrupt}, 0.1: {Effect: models.Corrupt, Loss: 0.1},
	} {
		stattest.Check(t, "exposure", stattest.KSOne(delaysOf(d, x, 20_000, 103), below(exponential(1/(50*share*0.5)))))
	}
}

func TestConsistencyRefuses(t *testing.T) {
	good := scrub(1, "periodic")
	with := func(change func(*ConsistencyConfig)) ConsistencyConfig {
		c := good
		change(&c)
		return c
	}
	refuses(t, NewConsistency, map[string]ConsistencyConfig{
		`mode is "sum"; write scrub`:          with(func(c *ConsistencyConfig) { c.Mode = "sum" }),
		`gaps is ""; write periodic`:          with(func(c *ConsistencyConfig) { c.Gaps = new(string) }),
		"coverage is 0; write a probability":  with(func(c *ConsistencyConfig) { c.Coverage = 0 }),
		"every is 0 s; it must be more":       with(func(c *ConsistencyConfig) { c.Every = new(unit.Duration) }),
		"reads says nothing in the mode scru": with(func(c *ConsistencyConfig) { c.Reads = new(unit.Rate(1)) }),
		"every says nothing in the mode read": with(func(c *ConsistencyConfig) { c.Mode = "read" }),
		"gaps says nothing in the mode read; leave it out, or write mode: scrub or replicas": {
			Mode: "read", Gaps: new("random"), Reads: new(unit.Rate(1)), Coverage: 1},
		"touched says nothing in the mode scrub; leave it out, or write mode: read, to which it belongs": with(
			func(c *ConsistencyConfig) { c.Touched = new(unit.Ratio(0.1)) }),
		"replicas says nothing in the mode scrub; leave it out, or write mode: replicas": with(
			func(c *ConsistencyConfig) { c.Replicas = new(5) }),
		"needs the rate of reads; write": {Mode: "read", Coverage: 1},
		"replicas is 1; write a whole":   with(func(c *ConsistencyConfig) { c.Mode, c.Replicas = "replicas", new(1) }),
		"sees corrupt is 2; write":       with(func(c *ConsistencyConfig) { c.Sees.Corrupt = 2 }),
	})
}

// Three replicas of ten nodes compared once a day exchange 20 roots.
func TestReplicasExchangeRoots(t *testing.T) {
	d := sound(t, NewConsistency, ConsistencyConfig{Mode: "replicas", Coverage: 1, Replicas: new(3)})
	if got := d.Messages(10) * float64(unit.Day); got != 20 {
		t.Errorf("%g messages a day, want 20", got)
	}
	if got := sound(t, NewConsistency, scrub(1, "periodic")).Messages(10); got != 0 {
		t.Errorf("a scrub sends %g messages per second", got)
	}
}
