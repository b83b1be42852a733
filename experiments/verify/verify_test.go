package verify

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/failure"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// quick are the cases that -short plays.
var quick = []string{"losses-overload", "losses-needs",
	"flow-undetected", "flow-lossy", "demand", "demand-rule", "demand-growth", "demand-week"}

func TestCasesAgree(t *testing.T) {
	o := Options{Seed: 1}
	if testing.Short() {
		o.Only = quick
	}
	report, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range report.Rows {
		if row.Verdict != Agrees {
			t.Errorf("%+v", row)
		}
	}
	if !report.Agrees() {
		t.Error("the report says so")
	}
}

// slower is a law whose durations are longer by a factor.
type slower struct {
	dist.Law
	by float64
}

func (l slower) Sample(s *rng.Stream) float64 { return l.by * l.Law.Sample(s) }

// repairs2PercentLonger is the error that the program must never make unnoticed.
func repairs2PercentLonger(b *models.Blueprint) {
	for i := range b.Faults {
		if f := &b.Faults[i]; f.Repair != nil {
			f.Repair = slower{f.Repair, 1.02}
		}
	}
}

func lives5PercentLonger(b *models.Blueprint) {
	for i := range b.Faults {
		renewal := b.Faults[i].Failure.(failure.Renewal)
		renewal.Life = slower{renewal.Life, 1.05}
		b.Faults[i].Failure = renewal
	}
}

func newNodes(b *models.Blueprint) {
	renewal := b.Faults[0].Failure.(failure.Renewal)
	renewal.Start = failure.New
	b.Faults[0].Failure = renewal
}

// dull is a detector that takes longer by a twentieth and makes fewer mistakes.
type dull struct{ models.Detector }

func (d dull) Delay(x models.Symptom) models.Wait {
	return models.Wait{Play: longer{d.Detector.Delay(x)}}
}
func (d dull) Mistake() models.Mistakes { return rarer{d.Detector.Mistake()} }

type longer struct{ models.Wait }

func (w longer) Play(_ models.Wait, s *rng.Stream) float64 { return 1.05 * float64(w.Anytime(s)) }

type rarer struct{ models.Mistakes }

func (m rarer) Sample(s *rng.Stream) (after, lasting sim.Duration) {
	after, lasting = m.Mistakes.Sample(s)
	return 1.05 * after, lasting
}

func dullDetector(b *models.Blueprint) { b.Watches[0].Detector = dull{b.Watches[0].Detector} }

// level is the p-value below which a check fails whatever the others say, when all cases are played.
func level() float64 {
	total := 0
	for _, c := range Cases() {
		total += len(c.checks())
	}
	return Alpha / float64(total)
}

func smallest(r *Report) float64 {
	least := 1.0
	for _, row := range r.Rows {
		least = min(least, row.P)
	}
	return least
}

// mistakes are errors in the lives, the repairs and the traffic.
var mistakes = []mistake{
	{"lanl-repairs", "repairs 2 % longer", repairs2PercentLonger},
	{"renewal-new", "lives 5 % longer", lives5PercentLonger},
	{"renewal-aged", "new nodes", newNodes},
	{"renewal-equilibrium", "new nodes", newNodes},
	{"downtime", "repairs of constant length", func(b *models.Blueprint) {
		b.Faults[0].Repair, _ = dist.NewConstant(20 * hour)
	}},
	{"faults-calendar", "a clock that stands still", func(b *models.Blueprint) {
		b.Faults[0].Operating = true
	}},
	{"faults-operating", "a clock that runs on", func(b *models.Blueprint) {
		b.Faults[0].Operating = false
	}},
	{"heal-or-repair", "healing 10 % slower", func(b *models.Blueprint) {
		b.Faults[0].Heals = slower{b.Faults[0].Heals, 1.1}
	}},
	{"k-of-n", "a second crew", func(b *models.Blueprint) { b.Crews[0].Count = 2 }},
	{"k-of-n-cycles", "a second crew", func(b *models.Blueprint) { b.Crews[0].Count = 2 }},
	{"repairman-5", "repairs 2 % longer", repairs2PercentLonger},
	{"shocks", "5 % fewer hit", func(b *models.Blueprint) { b.Faults[0].Hits *= 0.95 }},
	{"heartbeat-mistakes", "5 % fewer mistakes", dullDetector},
	{"heartbeat-detection", "5 % later", dullDetector},
	{"lemons", "nodes more alike", func(b *models.Blueprint) { b.Faults[0].Lemons = 1 }},
	{"flow-equal", "weights", func(b *models.Blueprint) { b.Splitter = balancing.Weighted{} }},
	{"flow-undetected", "5 % later", dullDetector},
	{"flow-lossy", "21 % lost", func(b *models.Blueprint) { b.Faults[0].Symptom.Loss = 0.21 }},
	{"demand", "a peak a minute later", func(b *models.Blueprint) { b.Traffic[0].Demand.PeakAt += minute }},
}

// rings tells whether a case notices a mistake at a level: with a fifth of its replications, which saves the others
// where that is enough already, or with all.
func rings(t *testing.T, x mistake, level float64) (bool, *Report) {
	t.Helper()
	var report *Report
	for _, oneOf := range []int{5, 0} {
		var err error
		report, err = runner{Options{Seed: 1, Only: []string{x.name}}, x.change, oneOf}.run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !report.Agrees() && smallest(report) < level {
			return true, report
		}
	}
	return false, report
}

// Each case must notice the error that it is there to notice, at the level that it has among all the others.
func TestAlarmRings(t *testing.T) {
	low := level()
	for _, x := range slices.Concat(mistakes, pipelineMistakes, requestMistakes) {
		if testing.Short() && !strings.Contains(strings.Join(quick, " "), x.name) {
			continue
		}
		if heard, report := rings(t, x, low); !heard {
			t.Errorf("%s: %s: unnoticed, smallest p-value %.2g", x.name, x.mistake, smallest(report))
		}
	}
}

// A 2 % error in repair time must fail the whole, although most cases have no eye for it.
func TestVerifyFailsOnLongerRepairs(t *testing.T) {
	if testing.Short() {
		t.Skip("the cases that see it take a second")
	}
	only := []string{"renewal-steady", "downtime-by-cause", "flow-equal", "demand"}
	report, err := runner{Options{Seed: 1, Only: only}, repairs2PercentLonger, 0}.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if report.Agrees() || !(smallest(report) < level()) {
		t.Error("agrees with repairs that take 2 % longer")
	}
}

func TestWorkersChangeNothing(t *testing.T) {
	var reports [2]*Report
	for i, workers := range []int{1, 3} {
		var err error
		reports[i], err = Run(t.Context(), Options{Seed: 7, Workers: workers, Only: quick})
		if err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(reports[0], reports[1]) {
		t.Errorf("one worker and three disagree:\n%+v\n%+v", reports[0], reports[1])
	}
}

func TestVerdicts(t *testing.T) {
	report := &Report{Rows: []Row{
		{Simulated: 1, Low: 0.9, High: 1.1, P: 0.3},
		{Simulated: 1, Low: 0.5, High: 1.1, P: 0.3},
		{Simulated: 1, Low: 0.9, High: 1.1, P: 4e-7}, // of five, so not enough to speak against it
		{Simulated: 1, Low: 0.9, High: 1.1, P: 2e-8},
		{Simulated: math.NaN(), Low: math.NaN(), High: math.NaN(), P: 1},
	}}
	report.judge([]float64{0.2, 0.2, 0.2, 0.2, 0.2})
	for i, want := range []Verdict{Agrees, Vague, Agrees, Disagrees, Disagrees} {
		if got := report.Rows[i].Verdict; got != want {
			t.Errorf("row %d: %s, want %s", i, got, want)
		}
	}
	if report.Agrees() {
		t.Error("a report with disagreements agrees")
	}
}

func TestRunRefuses(t *testing.T) {
	if _, err := Run(t.Context(), Options{Only: []string{"demand", "demnad"}}); err == nil ||
		!strings.Contains(err.Error(), "unknown case demnad; the cases are renewal-steady, ") {
		t.Errorf("unknown case: %v", err)
	}
	ended, stop := context.WithCancel(t.Context())
	var told []string
	o := Options{Only: []string{"demand", "flow-undetected"}, Progress: func(p Progress) {
		told = append(told, fmt.Sprintf("%s %d/%d", p.Case.Name, p.Done, p.Cases))
		stop()
	}}
	if _, err := Run(ended, o); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	if got := strings.Join(told, " "); got != "flow-undetected 0/2" {
		t.Errorf("progress: %s", got)
	}
}

// The published figures of the machine repairman, to their three digits.
func TestRepairmanIsThePublishedOne(t *testing.T) {
	published := map[int]struct {
		down float64
		p99  int
	}{1: {476, 529}, 2: {14.1, 54}, 3: {2.59, 11}, 5: {1.94, 6}, 0: {1.906, 6}}
	for crews, want := range published {
		x := team{crews: crews}
		down := exact.MeanCount(x.model().Down())
		if math.Abs(down/want.down-1) > 2e-3 || x.quantile() != want.p99 {
			t.Errorf("%d crews: %g down, 99th percentile %d; want %v", crews, down, x.quantile(), want)
		}
	}
}

// The exact answers that are numerical must be better than the simulation by far.
func TestRenewalEquationsAreSolved(t *testing.T) {
	for _, first := range []func(float64) float64{nil, exact.Aged(lives, 100), exact.Equilibrium(lives)} {
		a := exact.Alternating{Life: lives, Repair: repairs, First: first}
		for _, at := range []float64{2, 10, 50} {
			if e := a.UnavailabilityAt(at, 1600); e.Error > 3e-4*e.Value {
				t.Errorf("at %g h: %g ± %g", at, e.Value, e.Error)
			}
		}
		if e := a.MeanFailures(200, 1600); e.Error > 3e-4*e.Value {
			t.Errorf("failures: %g ± %g", e.Value, e.Error)
		}
	}
}

func TestFind(t *testing.T) {
	names := map[string]bool{}
	for _, c := range Cases() {
		got, ok := Find(c.Name)
		if !ok || got.Scenario != c.Scenario || names[c.Name] || c.About == "" || c.Source == "" {
			t.Errorf("case %q: %v, or a text is missing, or the name is taken", c.Name, ok)
		}
		names[c.Name] = true
	}
	if _, ok := Find("nothing"); ok {
		t.Error("found nothing")
	}
}
