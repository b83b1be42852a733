package experiments

import (
	"math"
	"slices"
	"strings"
	"testing"

	"nines/models"
)

// estimated is the result that outcomes which were written down give.
func estimated(t *testing.T, outcomes ...*models.Outcome) *Result {
	t.Helper()
	r := &Result{Scenario: compiled(t, literalText), Sample: literalSample(t, outcomes...)}
	r.estimate()
	return r
}

// warned reports whether a result warns in such words.
func (r *Result) warned(words string) bool {
	return strings.Contains(strings.Join(r.Warnings, "\n"), words)
}

// TestWarningsBegin would catch a warning that comes too early or too late: of incidents that are not over, where they
// are more than a tenth of those that struck; of cases on hold, where they are more than a hundredth; of what was never
// put right, always.
func TestWarningsBegin(t *testing.T) {
	const open, held = "incidents were not over", "cases were on hold"
	const stuck = "of the incidents of faults.gray were never put right"
	for _, c := range []struct {
		open, held, stuck int
		want              [3]bool
	}{
		{100, 10, 0, [3]bool{false, false, false}}, {101, 10, 0, [3]bool{true, false, false}},
		{100, 11, 0, [3]bool{false, true, false}}, {0, 0, 1, [3]bool{false, false, true}},
	} {
		o := literal()
		o.Faults[0].Incidents, o.Faults[1].Incidents, o.Faults[2].Incidents = 600, 300, 100
		o.Faults[0].Open, o.Faults[1].Open, o.Cases.Held = c.open/2, c.open-c.open/2, c.held
		o.Faults[0].Stuck, o.Faults[1].Stuck = 0, c.stuck
		r := estimated(t, o, o)
		if got := [3]bool{r.warned(open), r.warned(held), r.warned(stuck)}; got != c.want {
			t.Errorf("%+v: warned %v", c, got)
		}
	}
}

// TestFewEventsAreExact would catch an interval that trusts the scatter of a handful of outages, or an assumption that
// is made where it is not needed: of fewer than 30 outages in all, the time between them is taken for exponential.
func TestFewEventsAreExact(t *testing.T) {
	for outages, want := range map[int]string{14: "exponential, exact", 15: "jackknife, "} {
		o, p := literal(), literal()
		o.Services[0].Outages, p.Services[0].Outages = outages, outages
		p.Services[0].Downtime *= 2
		r := estimated(t, o, p)
		for _, metric := range []string{"mttf", "mtbf"} {
			if e, _ := r.Find(metric, "service:api"); !strings.HasPrefix(e.Method, want) {
				t.Errorf("%s of %d outages: %s, want %s…", metric, 2*outages, e.Method, want)
			}
		}
		if e, _ := r.Find("mttr", "service:api"); !strings.HasPrefix(e.Method, "jackknife, ") {
			t.Errorf("mttr of %d outages: %s", 2*outages, e.Method)
		}
	}
}

// TestNothingSeenIsBounded would catch an interval of no width where nothing has happened: no event in two fifths of a
// year leaves a rate of at most −ln 0.05 in that time.
func TestNothingSeenIsBounded(t *testing.T) {
	o := literal()
	o.Services[0].Outages, o.Services[0].Downtime = 0, 0
	r := estimated(t, o, o)
	if e, _ := r.Find("outages", "service:api"); e.Low != 0 || !alike(e.High, 2.995732273553991/0.4) {
		t.Errorf("no outage in 0.4 years: %g to %g a year, want at most %g", e.Low, e.High, 2.995732273553991/0.4)
	}
	if e, _ := r.Find("mtbf", "service:api"); !alike(e.Low, 0.4*year/2.995732273553991) || !math.IsNaN(e.High) {
		t.Errorf("no outage in 0.4 years: %g to %g s between them, want at least %g, one over the rate", e.Low, e.High,
			0.4*year/2.995732273553991)
	}
}

// TestComparedWithOneSeed would catch pairs that do not share their random numbers: a scenario is compared with itself,
// only that its file says another seed.
func TestComparedWithOneSeed(t *testing.T) {
	versus := Versus{
		Variants: []Variant{{Name: "base", Scenario: compiled(t, pairText, "run.seed=7")},
			{Name: "same", Scenario: compiled(t, pairText, "run.seed=8")}},
		Criteria:   []Criterion{{Metric: "unavailability", Scope: "service:api", Primary: true}},
		Confidence: 0.95,
	}
	c, err := Compare(t.Context(), versus, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := c.Differences[0]; !d.Identical {
		t.Errorf("a scenario differs from itself under another seed: %+v", d)
	}
	alone := mustRun(t, compiled(t, pairText, "run.seed=7"), 1).Sample.Values("downtime", "service:api")
	if got := c.Results[1].Sample.Values("downtime", "service:api"); !slices.Equal(got, alone) {
		t.Error("the seed is not that of the baseline")
	}
}

// TestPairsAreOfAll would catch a replication that is compared with one that was not played: an interrupted comparison
// has as many pairs as its shortest variant has replications, whichever that is.
func TestPairsAreOfAll(t *testing.T) {
	o := literal()
	for _, counts := range [][2]int{{3, 2}, {2, 3}} {
		c := &Comparison{}
		for _, n := range counts {
			c.Results = append(c.Results, &Result{Sample: literalSample(t, []*models.Outcome{o, o, o}[:n]...)})
		}
		k := Criterion{Metric: "downtime", Scope: "service:api"}
		if got := c.pairs(); got != 2 || len(c.values(0, k, got)) != 2 || len(c.values(1, k, got)) != 2 {
			t.Errorf("%d pairs of %v replications", got, counts)
		}
	}
}
