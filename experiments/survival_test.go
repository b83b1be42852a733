package experiments

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nines/experiments/result"
)

// waiting is a sample of outcomes of two services of which api is down first at such times; NaN: not at all.
func waiting(t *testing.T, times ...float64) *Result {
	t.Helper()
	x := compiled(t, literalText)
	s, err := newSample(x.Blueprint, x.Objectives)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range times {
		o := literal()
		o.Services[1].First, o.Services[1].Censored = 30e6, true
		if o.Services[0].First, o.Services[0].Censored = at, math.IsNaN(at); math.IsNaN(at) {
			o.Services[0].First = 30e6
		}
		s.add(o)
	}
	return &Result{Scenario: x, Sample: s}
}

// Each fall is at the time of an outage, all at one time are one, and the end of the run is the last point.
func TestSurvivalIsCounted(t *testing.T) {
	nan := math.NaN()
	type point struct {
		Scope    string
		T, Share float64
		N        int
	}
	var got []point
	for _, r := range waiting(t, 500, nan, 100, 500, nan, nan, nan, nan).SurvivalRows(result.Key{}) {
		got = append(got, point{r.Scope, r.T, r.Share, r.N})
		if rate := 3 / (1100 + 5*30e6); r.Scope == "service:api" && math.Abs(r.Steady-math.Exp(-rate*r.T)) > 1e-12 {
			t.Errorf("at %v a steady rate leaves %v", r.T, r.Steady)
		}
		if !(r.Low < r.Share && r.Share <= r.High) {
			t.Errorf("at %v the share %v lies not in %v to %v", r.T, r.Share, r.Low, r.High)
		}
	}
	want := []point{{"service:api", 100, 7. / 8, 8}, {"service:api", 500, 5. / 8, 8}, {"service:api", 30e6, 5. / 8, 8},
		{"service:store", 30e6, 1, 8}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// However many replications there are, the curve has a hundred points or so, each of them on it.
func TestSurvivalIsThinned(t *testing.T) {
	times := make([]float64, 1000)
	for i := range times {
		times[i] = float64(1 + i - i%3) // by threes at once
	}
	rows := waiting(t, times...).SurvivalRows(result.Key{})
	if n := len(rows); n < 90 || n > mostFalls+2 {
		t.Errorf("%d rows", n)
	}
	for _, r := range rows {
		happened := 0
		for _, at := range times {
			if at <= r.T {
				happened++
			}
		}
		if want := 1 - float64(happened)/1000; math.Abs(r.Share-want) > 1e-12 && r.Scope == "service:api" && r.T < 30e6 {
			t.Errorf("at %v it is %v, want %v", r.T, r.Share, want)
		}
	}
}

// A node whose life follows a Weibull law is down first when its life ends. The whole curve lies within the bound of
// Dvoretzky, Kiefer and Wolfowitz (with Massart's constant) that it leaves once in 10,000 times.
func TestSurvivalOfALife(t *testing.T) {
	r, err := Run(t.Context(), compiled(t, `
version: 1
name: life
time: { horizon: 30d }
topology: [ { level: node, count: 1 } ]
faults: { crash: { on: node, time_to_failure: { dist: weibull, shape: 2, scale: 20d }, repair: 1h } }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 2000, max: 2000 } }
`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := r.SurvivalRows(result.Key{})
	within := math.Sqrt(math.Log(2/1e-4) / (2 * 2000))
	for _, row := range rows {
		if want := math.Exp(-math.Pow(row.T/(20*86400), 2)); math.Abs(row.Share-want) > within {
			t.Errorf("at %v d it is %v, want %v", row.T/86400, row.Share, want)
		}
	}
	if last := rows[len(rows)-1]; last.T != 30*86400 || last.Low > math.Exp(-2.25) || last.High < math.Exp(-2.25) {
		t.Errorf("at the end it is %+v, want exp(-2.25)", last)
	}
}
