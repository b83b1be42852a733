package experiments

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"nines/experiments/result"
	"nines/models"
)

// TestIncidentRowsByHand would catch a share of one service's throughput instead of all, parts that stand in each
// other's columns, and an end of what has not ended. Of the 500 requests per second that are installed, an incident
// takes 100 out of reach.
func TestIncidentRowsByHand(t *testing.T) {
	nan := math.NaN()
	o := literal()
	o.Worst = []models.IncidentRecord{
		{Replication: 3, Serial: 7, Fault: 1, Where: 4, Service: 1, Onset: 1000, Nodes: 2, Capacity: 100,
			Parts: [models.Stages]float64{1, 2, 3, 4, 5, 6}},
		{Replication: 2, Serial: 9, Onset: 50, Nodes: 1, Open: true,
			Parts: [models.Stages]float64{60, nan, 70, nan, nan, nan}},
	}
	rows := literalSample(t, o).IncidentRows(result.Key{})
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	slices.SortFunc(rows, func(a, b result.IncidentRow) int { return b.Replication - a.Replication })
	got, open := rows[0], rows[1]
	got.RequestsFailed = 0
	want := result.IncidentRow{Replication: 3, Incident: 7, Start: 1000,
		Detect: 1, Switchover: 2, Locate: 3, Wait: 4, Repair: 5, Verify: 6, End: 1021,
		Cause: "gray", Scope: "service:store", NodesAffected: 2, CapacityLost: 0.2}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if open.Cause != "crash" || open.Detect != 60 || open.Locate != 70 || !math.IsNaN(open.Wait) || !math.IsNaN(open.End) {
		t.Errorf("not over: %+v", open)
	}
}

// TestComponentRowsByHand would catch one number in another's column and an importance that does not sum to one. The
// second node of zone a crashes, and is one of those that are gray; nobody else fails.
func TestComponentRowsByHand(t *testing.T) {
	s := literalSample(t)
	o := literal()
	o.Processes = make([]models.ProcessOutcome, s.blueprint.Processes())
	const node = 4 // behind the fleet and two zones: the second of zone a
	for p := range o.Processes {
		switch s.blueprint.TargetOf(p) {
		case node:
			o.Processes[p] = models.ProcessOutcome{Failures: 4, Downing: 1, Active: 100, Waiting: 30, Begun: 2, Outage: 15}
		case node + 1:
			o.Processes[p] = models.ProcessOutcome{Failures: 1, Active: 7, Outage: 5}
		}
	}
	s.add(o)
	s.add(o)
	rows := s.ComponentRows(result.Key{}, 0.95)
	i := slices.IndexFunc(rows, func(r result.ComponentRow) bool { return r.Component == "zone-a/web-2" })
	n := 0 // faults that strike the node
	importance := 0.0
	for p := range o.Processes {
		if s.blueprint.TargetOf(p) == node {
			n++
		}
	}
	for _, r := range rows {
		importance += r.Importance
	}
	if i < 0 || n < 2 {
		t.Fatalf("%d faults strike zone-a/web-2, in row %d", n, i)
	}
	f := float64(2 * n)
	if r := rows[i]; r.Failures != 4*f || r.DowningFailures != f || r.Downtime != 100*f || r.Waiting != 30*f {
		t.Errorf("of %d faults in two runs: %+v", n, r)
	}
	// In either run 2 of the 12 outages for each fault, and 0.05 of all downtime.
	if r := rows[i]; r.OutageShare != float64(2*n)/12 || math.Abs(r.RiskReduction-0.05) > 1e-12 {
		t.Errorf("it began %g of the outages and would save %g", r.OutageShare, r.RiskReduction)
	}
	if math.Abs(importance-1) > 1e-12 {
		t.Errorf("importances sum to %g", importance)
	}
}

// TestSeriesRowsByHand would catch a sample that is put at the beginning of its step, an availability of the step
// instead of the time so far, and demand that is taken of the last run. Two runs are sampled at a half of 73 d and at
// the end.
func TestSeriesRowsByHand(t *testing.T) {
	const half = 73 * 86400 / 2
	s := literalSample(t)
	for _, down := range []float64{0, 0.2} {
		o := literal()
		o.Series = []models.Tick{
			{Downtime: []float64{down * half, 0}, Capacity: []float64{100, 50}, NodesUp: 4, Demand: []float64{150}},
			{Downtime: []float64{down * half, half}, Capacity: []float64{400, 100}, NodesUp: 6, Demand: []float64{120}},
		}
		s.add(o)
	}
	for _, c := range []struct {
		t             float64
		metric, scope string
		mean          float64
	}{
		{half, "availability", "service:api", 0.9}, {2 * half, "availability", "service:api", 0.95},
		{half, "availability", "service:store", 1}, {2 * half, "availability", "service:store", 0.5},
		{half, "capacity", "service:api", 100}, {2 * half, "capacity", "service:store", 100},
		{half, "nodes_up", "fleet", 4}, {half, "demand", "service:api", 150}, {2 * half, "demand", "service:api", 120},
		{10 * 86400, "availability_at", "service:api", 1}, {20 * 86400, "availability_at", "class:db", 0},
	} {
		rows := s.SeriesRows(result.Key{})
		i := slices.IndexFunc(rows, func(r result.SeriesRow) bool {
			return r.T == c.t && r.Metric == c.metric && r.Scope == c.scope
		})
		if i < 0 || !alike(rows[i].Mean, c.mean) {
			t.Errorf("%s of %s at %g d: row %d, want %g", c.metric, c.scope, c.t/86400, i, c.mean)
		}
	}
}

// TestTimelineIsOfTheWorst would catch the last of several runs that were equally bad, or of those that saw nothing.
func TestTimelineIsOfTheWorst(t *testing.T) {
	down := func(api, store float64) *models.Outcome {
		o := literal()
		o.Services[0].Downtime, o.Services[1].Downtime = api, store
		return o
	}
	for _, c := range []struct {
		want     int
		outcomes []*models.Outcome
	}{
		{0, []*models.Outcome{down(0, 0), down(0, 0)}},
		{1, []*models.Outcome{down(5, 0), down(3, 3), down(6, 0), down(0, 1)}},
		{2, []*models.Outcome{down(5, 0), down(3, 3), down(0, 7)}},
	} {
		if got := literalSample(t, c.outcomes...).worst(); got != c.want {
			t.Errorf("run %d is told, want %d", got, c.want)
		}
	}
}
