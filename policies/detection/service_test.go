package detection

import (
	"math"
	"reflect"
	"testing"

	"nines/models"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// Limits are budgets times factors, less what fails all the time.
func TestBurnRateLimits(t *testing.T) {
	b := sound(t, NewBurnRate, BurnRateConfig{
		SLO: 0.99, Errors: 0.002, Evaluation: 30, Lag: 10, Sees: Sight{Down: 0.5},
		Rules: []Burn{{Factor: 10, Long: 600, Short: 60}, {Factor: 2, Long: 6000, Short: 900}},
	})
	want := models.Alert{Every: 30, Lag: 10, Limits: []models.Limit{{Share: 0.098, Long: 600, Short: 60},
		{Share: 0.018, Long: 6000, Short: 900}}}
	got := b.Alert()
	for i := range got.Limits {
		got.Limits[i].Share = math.Round(got.Limits[i].Share*1e9) / 1e9
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("waits for %+v, want %+v", got, want)
	}
	if p := b.Sees(models.Symptom{Effect: models.Down}); p != 0.5 {
		t.Errorf("finds what is down with %g", p)
	}
	if n := len(sound(t, NewBurnRate, BurnRateConfig{SLO: 0.999, Evaluation: 1}).Alert().Limits); n != 3 {
		t.Errorf("%d rules if none are given", n)
	}
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
