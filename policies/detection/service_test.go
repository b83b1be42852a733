package detection

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// The times to fire of the Site Reliability Workbook at an objective of 99.9 %: a total outage within 52 s, a tenth of
// all requests within 518 s, a fiftieth within 2592 s (its first rule at 1.44 %, hence all three), 0.2 % by the rule of
// three days alone, and 0.05 % never.
func TestBurnRatesFireAsPublished(t *testing.T) {
	b := sound(t, NewBurnRate, BurnRateConfig{SLO: 0.999, Evaluation: 1e-9, Sees: Sight{Down: 1}})
	for impact, want := range map[float64]float64{
		1: 51.84, 0.1: 518.4, 0.02: 2592, 0.01: 12960, 0.002: 129600, 0.0012: 216000, 0.0005: math.Inf(1),
	} {
		x := models.Symptom{Effect: models.Down, Impact: impact}
		if got := b.fires(impact); math.Abs(got-want) > 1e-9*want {
			t.Errorf("impact %g fires after %g s, want %g", impact, got, want)
		}
		if seen := b.Sees(x); seen != 0 != !math.IsInf(want, 1) {
			t.Errorf("impact %g is seen with probability %g", impact, seen)
		}
	}
}

// A played window agrees: errors second by second, a look at both windows after each.
func TestBurnRatesOverPlayedWindows(t *testing.T) {
	b := sound(t, NewBurnRate, BurnRateConfig{
		SLO: 0.99, Errors: 0.002, Evaluation: 1,
		Rules: []Burn{{Factor: 10, Long: 600, Short: 60}, {Factor: 2, Long: 6000, Short: 900}},
	})
	for _, impact := range []float64{1, 0.5, 0.099, 0.0979, 0.03, 0.0181, 0.0179} {
		if got, want := b.fires(impact), playedBurn(b, impact); math.Abs(got-want) > 1 && got != want {
			t.Errorf("impact %g fires after %g s, want %g", impact, got, want)
		}
	}
}

// playedBurn is when the first rule holds over both its windows, in whole seconds.
func playedBurn(b *BurnRate, impact float64) float64 {
	for now := 1; now <= 10_000; now++ {
		ratio := func(window unit.Duration) float64 {
			var failed float64
			for second := now - int(window); second < now; second++ {
				failed += b.background
				if second >= 0 {
					failed += impact
				}
			}
			return failed / float64(window)
		}
		for _, r := range b.rules {
			if limit := r.Factor*b.budget - 1e-12; ratio(r.Short) >= limit && ratio(r.Long) >= limit {
				return float64(now)
			}
		}
	}
	return math.Inf(1)
}

// The look comes at a random moment of the evaluation, after the lag.
func TestBurnRatesAreLookedAt(t *testing.T) {
	b := sound(t, NewBurnRate, BurnRateConfig{SLO: 0.999, Evaluation: 30, Lag: 10, Sees: Sight{Down: 1}})
	total := models.Symptom{Effect: models.Down, Impact: 1}
	uniform := func(from float64) func(float64) float64 {
		return func(x float64) float64 { return min(1, max(0, (x-from)/30)) }
	}
	delays := delaysOf(b, total, 10_000, 110)
	stattest.Check(t, "delay", stattest.KSOne(delays, uniform(61.84)))
	stattest.Alarm(t, "no lag", stattest.KSOne(delays, uniform(51.84)))
	clears := drawn(10_000, 111, func(s *rng.Stream) float64 { return float64(b.Clear().Sample(s)) })
	stattest.Check(t, "clear", stattest.KSOne(clears, uniform(10+300*(1-0.0144))))
}

func TestBurnRateRefuses(t *testing.T) {
	with := func(r Burn) BurnRateConfig { return BurnRateConfig{SLO: 0.9, Evaluation: 1, Rules: []Burn{r}} }
	refuses(t, NewBurnRate, map[string]BurnRateConfig{
		"slo is 1; write a share below 100%":   {SLO: 1, Evaluation: 1},
		"evaluation is 0 s; it must be":        {SLO: 0.9},
		"lag is -1 s; it must be 0 or":         {SLO: 0.9, Evaluation: 1, Lag: -1},
		"errors is 2; write a share":           {SLO: 0.9, Evaluation: 1, Errors: 2},
		"factor is 0; it must be":              with(Burn{Factor: 0, Long: 2, Short: 1}),
		"short is 3s and long 2s; short must":  with(Burn{Factor: 2, Long: 2, Short: 3}),
		"factor 14.4 is more than a total out": {SLO: 0.9, Evaluation: 1},
		"always fires; raise the factor or": {
			SLO: 0.9, Evaluation: 1, Errors: 0.25, Rules: []Burn{{Factor: 2, Long: 2, Short: 1}},
		},
	})
}

// Without a word reports come after a median of 30 minutes and are closed after 10, both lognormal with sigma 1; false
// ones are a Poisson process. 10,000 draws show a displacement of 4 %.
func TestPeopleReport(t *testing.T) {
	h := sound(t, NewHuman, HumanConfig{FalseAlarms: unit.Rate(1. / 5000)})
	lognormal := func(median float64) func(float64) float64 {
		return func(x float64) float64 { return math.Erfc(-math.Log(x/median)/math.Sqrt2) / 2 }
	}
	delays := delaysOf(h, models.Symptom{}, 10_000, 112)
	stattest.Check(t, "delay", stattest.KSOne(delays, lognormal(1800)))
	stattest.Alarm(t, "a median of 33 minutes", stattest.KSOne(delays, lognormal(1980)))
	var lastings []float64
	afters := drawn(10_000, 113, func(s *rng.Stream) float64 {
		after, lasting := h.Mistake().Sample(s)
		lastings = append(lastings, float64(lasting))
		return float64(after)
	})
	stattest.Check(t, "false reports", stattest.KSOne(afters, below(exponential(5000))))
	stattest.Check(t, "closed", stattest.KSOne(lastings, lognormal(600)))
	if !h.Advises() || !sound(t, NewBurnRate, BurnRateConfig{SLO: 0.999, Evaluation: 1}).Advises() {
		t.Error("what people are told is told to balancers")
	}
}
