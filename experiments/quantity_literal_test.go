package experiments

import (
	"math"
	"strings"
	"testing"

	"nines/models"
)

// literalText measures everything that there is to be measured: two of all that has several scopes.
const literalText = `
version: 1
name: literal
time: { horizon: 73d, report_at: [ 10d, 20d ] }
topology: [ { level: zone, count: 2, names: [ a, b ] }, { level: node, classes: { web: 2, db: 1 } } ]
classes: { web: { throughput: 100/s, cost: 1/h }, db: { throughput: 50/s, cost: 2/h } }
faults:
  crash: { on: node, effect: down, rate: 1/y, repair: 1h, needs: { crew: hands, spare: disk } }
  gray: { on: web, effect: { lossy: 10% }, rate: 1/y, heals: 1h }
  upgrade: { on: node, every: 30d, for: 2h }
detection: { beats: { policy: heartbeat, interval: 1s, timeout: 5s } }
localization: { policy: exact }
recovery: { policy: restart }
resources:
  crews: { hands: { count: 3, cost: 10/h } }
  spares: { disk: { stock: 5, lead_time: 1d, cost: 7, holding: 1/h } }
  bandwidth: { copy: { rate: 100MB/s } }
traffic: { service: api, arrivals: { process: poisson, rate: 150/s } }
services: { api: { runs_on: web, up_when: { at_least: 1 } }, store: { runs_on: db, up_when: { at_least: 1 } } }
slo:
  - { metric: availability, scope: "service:api", at_least: 98.9% }
  - { metric: mttr, scope: "service:api", at_most: 1h }
  - { metric: availability, scope: "service:store", at_least: 99%, over: 30d, in: 50% }
run: { replications: { min: 2, max: 2 } }
`

// literal is what a run of a fifth of a year measured: numbers that are unlike, so that one in another's place is seen.
func literal() *models.Outcome {
	const measured = 73 * 86400 // 6,307,200 s
	o := &models.Outcome{
		Measured: measured,
		Fleet:    models.NodesOutcome{Nodes: 6, Down: 0.1 * 6 * measured},
		Classes:  []models.NodesOutcome{{Nodes: 4, Down: 0.05 * 4 * measured}, {Nodes: 2, Down: 0.2 * 2 * measured}},
		Zones:    []models.NodesOutcome{{Nodes: 3, Down: 0.15 * 3 * measured}, {Nodes: 3, Down: 0.05 * 3 * measured}},
		Faults: []models.FaultOutcome{
			{Incidents: 10, Spent: [models.Stages]float64{100, 0, 200, 300, 400, 500}, Open: 1, Unnoticed: 2, Stuck: 1,
				Treatments: 12, Misled: 3, Relapses: 1, Losses: 2, LostWork: 3600},
			{Incidents: 20, Spent: [models.Stages]float64{1000, 0, 200, 60, 2000, 40}, Unnoticed: 5, Treatments: 4, Misled: 1},
			{Incidents: 6, Spent: [models.Stages]float64{0, 0, 0, 0, 43200, 0}, Unnoticed: 6},
		},
		Services: []models.ServiceOutcome{
			{Downtime: 0.01 * measured, InVain: 0.003 * measured, Excused: 1000, Outages: 4, First: 1000,
				ByFault: []float64{0.005 * measured, 0.0025 * measured, 0.0015 * measured, 0.001 * measured},
				Begun:   []int{2, 1, 0, 1}, Took: []int{1, 1, 0, 0}, Saved: partsOf(0.01*measured, 0.6, 0.3, 0.2, 0.1, 0.9),
				ByStage: [models.Stages]float64{0.001 * measured, 0, 0.002 * measured, 0.003 * measured, 0.0025 * measured,
					0.0015 * measured},
				Capacity: 360 * measured, Installed: 400},
			{Downtime: 0.02 * measured, InVain: 0.001 * measured, Outages: 8, First: measured, Censored: true,
				ByFault: []float64{0.012 * measured, 0, 0.008 * measured, 0},
				Begun:   []int{6, 0, 2, 0}, Took: []int{5, 0, 2, 0}, Saved: partsOf(0.02*measured, 0.7, 0, 0.4, 0, 1),
				ByStage:  [models.Stages]float64{0.002 * measured, 0, 0, 0.004 * measured, 0.014 * measured, 0},
				Capacity: 90 * measured, Installed: 100},
		},
		Watches: []models.WatchOutcome{{Detections: 40, Delays: 200, Mistakes: 12, Mistaken: 600, Healthy: 30_000_000}},
		Cases:   models.CasesOutcome{FalseAlarms: 6, Needless: 7, Strays: 3, Vain: 2, Held: 1},
		Crews:   []models.CrewOutcome{{Count: 3, Busy: 0.1 * 3 * measured, Line: 1200, Jobs: 8, Waited: 2}},
		Spares: []models.SpareOutcome{{Used: 11, Jobs: 20, Waited: 5, Line: 8000, Empty: 0.15 * measured,
			Shelf: 4 * measured}},
		Pools: []models.PoolOutcome{{Moved: 0.3 * 1e8 * measured, Busy: 9000, Jobs: 6}},
		Flows: []models.FlowOutcome{{Requests: models.Requests{Arrived: 150 * measured, Lost: 3 * measured},
			Owing: partOfEach(3*measured, 0.5, 0.2, 0.1, 0.05, 0.08, 0.04, 0.02, 0.01),
			Ways:  [models.LossWays]float64{0.6 * measured, 2.4 * measured, 0, 0}}},
		Reports: []models.Report{{Up: []bool{true, false}, NodesUp: []float64{0.75, 0.5}},
			{Up: []bool{false, true}, NodesUp: []float64{1, 0}}},
		Windows: [][]models.Window{{{Downtime: []float64{1e6, 10_000}}, {Downtime: []float64{0, 30_000}}}},
	}
	o.Services[0].Lost.Add(0, 0.9*measured)
	o.Services[0].Lost.Add(256, 0.1*measured)
	o.Services[1].Lost.Add(0, measured)
	o.Flows[0].Margin.Add(1.5, 0.9*measured)
	o.Flows[0].Margin.Add(0.9, 0.1*measured)
	return o
}

// partOfEach are parts of a whole.
func partOfEach(whole float64, parts ...float64) (all []float64) {
	for _, part := range parts {
		all = append(all, part*whole)
	}
	return all
}

// partsOf are parts of a downtime, by faults, needless work and all on nodes, and a twentieth for each of six nodes.
func partsOf(downtime float64, parts ...float64) []float64 {
	var all []float64
	for _, part := range append(parts, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05) {
		all = append(all, part*downtime)
	}
	return all
}

// literalValues is what the literal says of every quantity, in the unit of its metric, worked out by hand. A year is
// five times as long as what was measured.
func literalValues() map[string]float64 {
	nan := math.NaN()
	return map[string]float64{
		"availability service:api": 0.99, "availability service:store": 0.98,
		"unavailability service:api": 0.01, "unavailability service:store": 0.02,
		"downtime service:api": 315_360, "downtime service:store": 630_720, // a hundredth of a year, and two
		"outages service:api": 20, "outages service:store": 40,
		"mttf service:api": 1_561_032, "mttf service:store": 772_632, // 0.99 × 73 d in 4, 0.98 × 73 d in 8 spells
		"mttr service:api": 15_768, "mttr service:store": 15_768, // 63,072 s in 4, 126,144 s in 8 outages
		"mtbf service:api": 1_576_800, "mtbf service:store": 788_400,
		"reliability service:api": 0, "reliability service:store": 1,
		"time_to_first_outage service:api": 1000, "time_to_first_outage service:store": 6_307_200,
		"capacity service:api": 360, "capacity service:store": 90,
		"capacity_p05 service:api": 400 - 256, "capacity_p05 service:store": 100,
		"availability_at service:api@10d": 1, "availability_at service:api@20d": 0,
		"availability_at service:store@10d": 0, "availability_at service:store@20d": 1,

		"request_success service:api": 0.98, "lost_rate service:api": 3, "goodput service:api": 147,
		"lost_share fault:crash@api": 0.5, "lost_share fault:gray@api": 0.2, "lost_share fault:upgrade@api": 0.1,
		"lost_share fault:(false alarms)@api": 0.05, "lost_share fault:(demand)@api": 0.08,
		"lost_share fault:(mistrust)@api":  0.04, // what restores and data would have is not asked for here
		"lost_share failure:ill nodes@api": 0.2, "lost_share failure:overload@api": 0.8,
		"capacity_margin service:api": 0.44, "capacity_margin_p05 service:api": -0.1,

		"node_availability fleet": 0.9, "nodes_up fleet": 5.4,
		"node_availability class:web": 0.95, "nodes_up class:web": 3.8,
		"node_availability class:db": 0.8, "nodes_up class:db": 1.6,
		"node_availability zone:a": 0.85, "nodes_up zone:a": 2.55,
		"node_availability zone:b": 0.95, "nodes_up zone:b": 2.85,
		"availability_at class:web@10d": 0.75, "availability_at class:web@20d": 1,
		"availability_at class:db@10d": 0.5, "availability_at class:db@20d": 0,

		"incidents fault:crash": 50, "incidents fault:gray": 100, "incidents fault:upgrade": 30,
		"faults_active fault:crash": 1500 / 6_307_200., "faults_active fault:gray": 3300 / 6_307_200.,
		"faults_active fault:upgrade": 43_200 / 6_307_200.,
		"mttr fault:crash":            150, "mttr fault:gray": 165, "mttr fault:upgrade": 7200,
		"detect fault:crash": 10, "detect fault:gray": 50, "detect fault:upgrade": 0,
		"locate fault:crash": 20, "locate fault:gray": 10, "locate fault:upgrade": 0,
		"wait fault:crash": 30, "wait fault:gray": 3, "wait fault:upgrade": 0,
		"repair fault:crash": 40, "repair fault:gray": 100, "repair fault:upgrade": 7200,
		"verify fault:crash": 50, "verify fault:gray": 2, "verify fault:upgrade": 0,
		"unnoticed fault:crash": 0.2, "unnoticed fault:gray": 0.25, "unnoticed fault:upgrade": 1,
		// Planned work is no incident of the fleet's: these are 30, which took 4800 s.
		"incidents fleet": 150, "faults_active fleet": 4800 / 6_307_200., "mttr fleet": 160,
		"detect fleet": 1100. / 30, "locate fleet": 400. / 30, "wait fleet": 12, "repair fleet": 80, "verify fleet": 18,
		"unnoticed fleet": 7. / 30,

		"downtime_share fault:crash@api": 0.5, "downtime_share fault:crash@store": 0.6,
		"downtime_share fault:gray@api": 0.25, "downtime_share fault:gray@store": 0,
		"downtime_share fault:upgrade@api": 0.15, "downtime_share fault:upgrade@store": 0.4,
		"downtime_share fault:(false alarms)@api": 0.1, "downtime_share fault:(false alarms)@store": 0,
		"risk_reduction fault:crash@api": 0.6, "risk_reduction fault:crash@store": 0.7,
		"risk_reduction fault:gray@api": 0.3, "risk_reduction fault:gray@store": 0,
		"risk_reduction fault:upgrade@api": 0.2, "risk_reduction fault:upgrade@store": 0.4,
		"risk_reduction fault:(false alarms)@api": 0.1, "risk_reduction fault:(false alarms)@store": 0,
		"risk_reduction level:node@api": 0.9, "risk_reduction level:node@store": 1,
		"outage_share fault:crash@api": 0.5, "outage_share fault:crash@store": 0.75,
		"outage_share fault:gray@api": 0.25, "outage_share fault:gray@store": 0,
		"outage_share fault:upgrade@api": 0, "outage_share fault:upgrade@store": 0.25,
		"outage_share fault:(false alarms)@api": 0.25, "outage_share fault:(false alarms)@store": 0,
		"downing fault:crash@api": 0.1, "downing fault:crash@store": 0.5,
		"downing fault:gray@api": 0.05, "downing fault:gray@store": 0,
		"downing fault:upgrade@api": 0, "downing fault:upgrade@store": 2. / 6,
		"downtime_in_vain service:api": 0.3, "downtime_in_vain service:store": 0.05,
		"downtime_share stage:detect@api": 0.1, "downtime_share stage:detect@store": 0.1,
		"downtime_share stage:locate@api": 0.2, "downtime_share stage:locate@store": 0,
		"downtime_share stage:wait@api": 0.3, "downtime_share stage:wait@store": 0.2,
		"downtime_share stage:repair@api": 0.25, "downtime_share stage:repair@store": 0.7,
		"downtime_share stage:verify@api": 0.15, "downtime_share stage:verify@store": 0,

		"treatments fault:crash": 60, "treatments fault:gray": 20, "treatments fault:upgrade": 0, "treatments fleet": 80,
		"wrong_targets fault:crash": 15, "wrong_targets fault:gray": 5, "wrong_targets fault:upgrade": 0,
		"wrong_targets fleet":  20,
		"relapses fault:crash": 5, "relapses fault:gray": 0, "relapses fault:upgrade": 0, "relapses fleet": 5,
		"work_losses fault:crash": 10, "work_losses fault:gray": 0, "work_losses fault:upgrade": 0, "work_losses fleet": 10,
		"work_lost fault:crash": 1800, "work_lost fault:gray": nan, "work_lost fault:upgrade": nan, "work_lost fleet": 1800,
		"false_cases fleet": 30, "needless_treatments fleet": 45, "stray_cases fleet": 15,

		"utilization crew:hands": 0.1, "wait crew:hands": 150, "waited crew:hands": 0.25,
		"parts_used spare:disk": 55, "wait spare:disk": 400, "waited spare:disk": 0.25, "stock_out spare:disk": 0.15,
		"on_shelf spare:disk":     4,
		"restores bandwidth:copy": 30, "utilization bandwidth:copy": 0.3, "copying bandwidth:copy": 1500,

		"messages detector:beats": 6, "detection_time detector:beats": 5, "false_alarms detector:beats": 60,
		"mistake_recurrence detector:beats": 2_500_000, "mistake_duration detector:beats": 50,
		"query_accuracy detector:beats": 1 - 600/30e6,

		// Nodes 8, hands 30 and parts on the shelf 4 an hour, for 8760 h; 55 parts at 7 a year.
		"cost fleet":                   42*8760 + 385,
		"cost_per_million service:api": (42*1752 + 77) / (147 * 6.3072), // in a fifth of a year, of 147 a second

		"slo_met service:api@availability>=98.9%": 1, "slo_met service:api@mttr<=1h": 0,
		"slo_met service:store@availability>=99%/30d": 0.5, // down for 0.4 % and 1.2 % of the windows
	}
}

// literalEvents is what the estimates rest on, where they rest on events: on two such runs.
var literalEvents = map[string]map[string]int{
	"service:api": {"outages": 8}, "service:store": {"outages": 16},
	"fault:crash": {"incidents": 20, "losses of work": 4}, "fault:gray": {"incidents": 40, "losses of work": 0},
	"fault:upgrade": {"incidents": 12, "losses of work": 0}, "fleet": {"incidents": 60, "losses of work": 4},
	"detector:beats": {"false suspicions": 24},
}

// literalFamilies is what kind of number each metric is, on which its interval depends.
var literalFamilies = map[string]family{
	"availability": share, "unavailability": share, "downtime": share, "outages": positive, "mttf": between, "mttr": ratio,
	"mtbf": between, "reliability": chance, "time_to_first_outage": first, "capacity": positive, "capacity_p05": quantile,
	"request_success": shareRatio, "lost_rate": positive, "lost_share": shareRatio,
	"goodput": positive, "capacity_margin": level,
	"capacity_margin_p05": quantile, "node_availability": share, "nodes_up": positive, "incidents": positive,
	"faults_active": positive, "detect": ratio, "locate": ratio, "wait": ratio, "repair": ratio,
	"verify": ratio, "unnoticed": shareRatio, "downtime_in_vain": shareRatio, "downtime_share": shareRatio,
	"risk_reduction": shareRatio, "outage_share": shareRatio, "downing": shareRatio, "treatments": positive,
	"wrong_targets": positive, "relapses": positive, "work_losses": positive, "work_lost": ratio, "false_cases": positive,
	"needless_treatments": positive, "stray_cases": positive, "utilization": share, "waited": shareRatio,
	"parts_used": positive, "stock_out": share, "on_shelf": level, "restores": positive, "copying": ratio,
	"messages": level, "detection_time": ratio, "false_alarms": positive, "mistake_recurrence": between,
	"mistake_duration": ratio, "query_accuracy": shareRatio, "cost": level,
	"cost_per_million": ratio,
}

// familyOf is the family of a quantity by hand; false where nobody has written it down.
func familyOf(k *quantity) (family, bool) {
	switch {
	case k.metric == "availability_at" && strings.HasPrefix(k.scope, "class:"):
		return share, true
	case k.metric == "availability_at":
		return chance, true
	case k.metric == "slo_met" && strings.HasSuffix(k.scope, "/30d"):
		return share, true
	case k.metric == "slo_met":
		return chance, true
	}
	f, ok := literalFamilies[k.metric]
	return f, ok
}

// TestEveryQuantity would catch a quantity that takes the wrong number of an outcome, leaves some of it out, counts
// what does not belong to it, is in another unit, or is estimated as something else than its values are; and one that
// is added and stands in no row of the tables above.
func TestEveryQuantity(t *testing.T) {
	s := literalSample(t, literal(), literal())
	want := literalValues()
	const unseen = "time_to_first_outage service:store" // no outage bounds its mean
	for q, k := range s.quantities {
		name := k.metric + " " + k.scope
		value, ok := want[name]
		delete(want, name)
		if !ok {
			t.Errorf("%s has no literal value; add it to the outcome and work it out by hand", name)
			continue
		}
		if got := s.values(q)[1]; !alike(got, value) {
			t.Errorf("%s is %.9g, want %.9g", name, got, value)
		}
		if e := s.estimate(q, 0.95); !alike(e.Point, value) && name != unseen {
			t.Errorf("%s is estimated at %.9g, want %.9g", name, e.Point, value)
		}
		if f, ok := familyOf(&k); !ok || f != k.family {
			t.Errorf("%s is of family %d, want %d (%t)", name, k.family, f, ok)
		}
		if events, ok := literalEvents[k.scope][k.events]; ok && s.column(q).events != events {
			t.Errorf("%s rests on %d %s, want %d", name, s.column(q).events, k.events, events)
		}
	}
	for name := range want {
		t.Errorf("nothing measures %s", name)
	}
}

// literalSample is a sample of outcomes that were written down.
func literalSample(t *testing.T, outcomes ...*models.Outcome) *Sample {
	t.Helper()
	x := compiled(t, literalText)
	s, err := newSample(x.Blueprint, x.Objectives)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		s.add(o)
	}
	return s
}

func alike(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*math.Abs(b)+1e-12
}
