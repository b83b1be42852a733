package experiments

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
)

// Two services on one pair, of which the second is down whenever a node is: two faults, one of which nobody repairs.
const servicesText = `
version: 1
name: services
time: { horizon: 1000h }
topology: [ { level: zone, count: 2 }, { level: node, count: 2, class: web } ]
classes: { web: { throughput: 100/s } }
faults:
  crash: { on: web, effect: down, time_to_failure: 300h, repair: 5h }
  outage: { on: zone 2, effect: down, at: 900h, for: 500h }
detection: { all: { policy: instant } }
localization: { policy: exact }
services:
  some: { runs_on: web, up_when: { at_least: 1 } }
  all: { runs_on: web, up_when: { at_least: 4 } }
run: { replications: { min: 10, max: 10 } }
`

// It would catch an incident that is told of the wrong service, one that ends because its run does, and phases that do
// not add up to the whole.
func TestIncidentRows(t *testing.T) {
	r := mustRun(t, compiled(t, servicesText), 0)
	rows, open := r.Sample.IncidentRows(result.Key{}), 0
	for _, row := range rows {
		sum := row.Detect
		for _, part := range []float64{row.Locate, row.Wait, row.Repair} {
			if !math.IsNaN(part) {
				sum += part
			}
		}
		switch {
		case row.Scope != "service:all":
			t.Errorf("incident %d took %s down", row.Incident, row.Scope)
		case math.IsNaN(row.End) && math.Abs(row.Start+sum-1000*3600) > 1e-3:
			t.Errorf("incident %d is open and ends at %g s", row.Incident, row.Start+sum)
		case !math.IsNaN(row.End) && math.Abs(row.End-row.Start-sum) > 1e-3:
			t.Errorf("incident %d took %g s, its phases %g s", row.Incident, row.End-row.Start, sum)
		case row.Cause == "outage" && row.NodesAffected != 2:
			t.Errorf("the outage of a zone hit %d nodes", row.NodesAffected)
		}
		if math.IsNaN(row.End) {
			open++
		}
	}
	if len(rows) < 20 || open == 0 {
		t.Errorf("%d incidents, %d of them open", len(rows), open)
	}
}

// Every component has one row for all its faults; what they add up to is what the faults' own metrics say.
func TestComponentRows(t *testing.T) {
	r := mustRun(t, compiled(t, servicesText), 0)
	rows := r.Sample.ComponentRows(result.Key{}, 0.95)
	var names []string
	failures, active, importance := 0.0, 0.0, 0.0
	for _, row := range rows {
		names = append(names, row.Component)
		failures += row.Failures
		active += row.Downtime
		importance += row.Importance
		if row.DowningFailures > row.Failures {
			t.Errorf("%s: %g of %g failures took a service down", row.Component, row.DowningFailures, row.Failures)
		}
	}
	want := []string{"zone-2", "zone-1/web-1", "zone-1/web-2", "zone-2/web-1", "zone-2/web-2"}
	if !slices.Equal(names, want) {
		t.Errorf("components %q, want %q", names, want)
	}
	hours := 1000.0 * float64(r.Sample.Len())
	incidents, _ := r.Find("incidents", "fleet")
	faults, _ := r.Find("faults_active", "fleet")
	if got := incidents.Mean * hours / 8760; math.Abs(got-failures) > 1e-6*got {
		t.Errorf("%g failures of components, %g incidents", failures, got)
	}
	if got := faults.Mean * hours * 3600; math.Abs(got-active) > 1e-6*got {
		t.Errorf("components were faulty for %g s, faults active for %g s", active, got)
	}
	if math.Abs(importance-1) > 1e-9 {
		t.Errorf("the components' parts in the downtime sum to %g", importance)
	}
}

// Distributions hold everything that was counted: each replication, each second, each outage that began and ended.
func TestHistogramRows(t *testing.T) {
	r := mustRun(t, compiled(t, pairText), 0)
	total := map[string]float64{}
	for _, row := range r.Sample.HistogramRows(result.Key{}) {
		total[row.Metric+" "+row.Scope] += row.Weight
	}
	n := float64(r.Sample.Len())
	if got := total["downtime service:api"]; got != n {
		t.Errorf("downtime of %g replications, want %g", got, n)
	}
	if got, want := total["nodes_up fleet"], n*year; math.Abs(got-want) > 1e-6*want {
		t.Errorf("nodes up for %g s, want %g", got, want)
	}
	outages, _ := r.Find("outages", "service:api")
	if got, all := total["mttr service:api"], outages.Mean*n; got > all+0.5 || got < all-n {
		t.Errorf("%g outages in the distribution of %g", got, all)
	}
}

// Warnings come once each and name a remedy; what is open at the end of a run is warned of where it is many.
func TestWarnings(t *testing.T) {
	r := mustRun(t, compiled(t, pairText, "time.horizon=20h", "faults.crash.repair=500h"), 0)
	once := slices.Compact(slices.Sorted(slices.Values(r.Warnings)))
	if len(once) != len(r.Warnings) {
		t.Errorf("a warning is given twice: %q", r.Warnings)
	}
	about := func(words string) bool {
		return slices.ContainsFunc(r.Warnings, func(w string) bool { return strings.Contains(w, words) })
	}
	if !about("were not over at the end of their run") || !about("simulate a longer horizon") {
		t.Errorf("open incidents are not warned of: %q", r.Warnings)
	}
	for cause, words := range map[error]string{
		context.DeadlineExceeded: "the time allowed was over", context.Canceled: "interrupted after",
	} {
		ctx, cancel := context.WithCancelCause(t.Context())
		endless := compiled(t, pairText, "run.replications={min: 20000, max: 20000}")
		r, _ = Run(ctx, endless, Options{Progress: func(Progress) { cancel(cause) }})
		if !about(words) {
			t.Errorf("a run that ended because of %v does not say so: %q", cause, r.Warnings)
		}
	}
	r = mustRun(t, compiled(t, pairText), 0)
	if about("not over") || about("interrupted") {
		t.Errorf("a sound run is warned of: %q", r.Warnings)
	}
}

// A reader who wants the story of an incident plays the replication that its row names.
func TestIncidentsNameTheirReplication(t *testing.T) {
	s := compiled(t, pairText)
	r := mustRun(t, s, 0)
	outages := r.Sample.Values("outages", "service:api")
	for _, row := range r.Sample.IncidentRows(result.Key{}) {
		if outages[row.Replication] == 0 {
			t.Fatalf("incident %d is said to be of replication %d, which had no outage", row.Incident, row.Replication)
		}
	}
}

// A service that is never up has no time to failure, and that is no failure of the program.
func TestNeverUp(t *testing.T) {
	s := compiled(t, pairText, "faults.crash.time_to_failure={ dist: constant, value: 1s }", "faults.crash.repair=100y",
		"time.warmup=1d", "time.horizon=1d")
	if e, _ := mustRun(t, s, 0).Find("mttf", "service:api"); !math.IsNaN(e.Mean) {
		t.Errorf("MTTF %g of a service that is never up", e.Mean)
	}
}

// With few outages in sixty years, the mean time between them is sixty years over their number, not what a correction
// of bias makes of it.
func TestMeanTimeBetweenFewOutages(t *testing.T) {
	s := compiled(t, pairText, "faults.crash.time_to_failure=2500h", "run.replications={min: 60, max: 60}")
	r := mustRun(t, s, 0)
	outages := math.Round(sum(r.Sample.Values("outages", "service:api")))
	if outages == 0 || outages >= fewEvents {
		t.Fatalf("%v outages; the test wants a few", outages)
	}
	e, _ := r.Find("mtbf", "service:api")
	if want := 60 * year / outages; math.Abs(e.Mean/want-1) > 1e-9 || e.Low > e.Mean || e.High < e.Mean {
		t.Errorf("MTBF %g (%g to %g), want %g", e.Mean, e.Low, e.High, want)
	}
}
