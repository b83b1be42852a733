package experiments

import (
	"fmt"
	"math"
	"testing"

	"nines/models/exact"
)

// contractText is a week of one node: down from 10 h to 43 h and, beginning before maintenance that lasts from 100 h to
// 136 h, from 90 h to 110 h.
const contractText = `
version: 1
name: contract
time: { horizon: 7d }
topology: [ { level: node, count: 1 } ]
faults:
  crash: { on: fleet, at: 10h, for: 33h }
  late: { on: fleet, at: 90h, for: 20h }
  upgrade: { on: fleet, at: 100h, for: 36h, counted: false }
detection: { all: { policy: instant } }
localization: { policy: exact }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 2 } }
`

// What a contract counts is arithmetic on one and the same week: the mean, and in how many of its days it is met.
func TestContracts(t *testing.T) {
	const office = "hours: [ { days: mon-fri, from: 8h, to: 18h } ]"
	for _, c := range []struct {
		counts, over string
		mean, met    float64
	}{
		{"", "", 1 - 53.0/168, 0},
		{"{ maintenance: counted }", "", 1 - 79.0/168, 0},
		{"{ maintenance: forgiven }", "", 1 - 43.0/168, 0},
		{"{ maintenance: excluded }", "", 1 - 43.0/132, 0},
		{"{ " + office + " }", "", 1 - (8+10+6.0)/50, 0},                                  // Friday is maintained from 104 h
		{"{ " + office + ", maintenance: excluded }", ", over: 1d", 1 - 18.0/40, 2.0 / 4}, // but for three days of nothing
		{"{ maintenance: excluded }", ", over: 60h", 1 - 43.0/132, 1.8 / 2.8},             // 33 of 60, 10 of 40, 0 of 32
	} {
		if c.counts != "" {
			c.counts = ", counts: " + c.counts
		}
		text := contractText + "slo: [ { metric: availability, at_least: 75%" + c.over + c.counts + " } ]\n"
		j := mustRun(t, compiled(t, text), 0).Judgments[0]
		if math.Abs(j.Mean.Mean-c.mean) > 1e-12 || math.Abs(j.Met.Mean-c.met) > 1e-12 {
			t.Errorf("%s%s: %g, met in %g; want %g and %g", c.over, c.counts, j.Mean.Mean, j.Met.Mean, c.mean, c.met)
		}
	}
}

// The case of a contract without maintenance in its denominator: a node that is down for a quarter of the time between
// two maintenances of 36 h a week is available for 75 % of it, and not for 80.4 %.
func TestMaintenanceIsNoTime(t *testing.T) {
	text := contractText + "slo: [ { metric: availability, at_least: 75%, counts: { maintenance: excluded } } ]\n"
	r := mustRun(t, compiled(t, text, "faults.late.at=8d"), 0)
	plain, _ := r.Find("availability", "service:api")
	if mean := r.Judgments[0].Mean.Mean; math.Abs(mean-0.75) > 1e-12 || math.Abs(plain.Mean-(1-33.0/168)) > 1e-12 {
		t.Errorf("%g of the time that counts, and %g of all, want 0.75 and 0.804", mean, plain.Mean)
	}
}

// Downtime in service hours of what fails and is repaired without memory, from new on, is known at every instant; and
// outages in part are a mixture of the states of two such nodes.
func TestContractsOfChance(t *testing.T) {
	node := exact.TwoState{MTTF: 50, MTTR: 10}
	hours := 0.0
	for day := range 5 {
		hours += node.MeanDowntime(float64(24*day+18)) - node.MeanDowntime(float64(24*day+8))
	}
	q := 1.0 / 6
	for _, c := range []struct {
		time, counts string
		nodes        int
		want         float64
	}{
		{"{ horizon: 7d }", "hours: [ { days: mon-fri, from: 8h, to: 18h } ]", 1, 1 - hours/50},
		{"{ horizon: 40d, warmup: 10d }", "partial: [ { below: 60%, weight: 30% }, { below: 40%, weight: 10% } ]", 2,
			1 - q*q - 0.3*2*q*(1-q)},
	} {
		text := fmt.Sprintf(contractText+"slo: [ { metric: availability, at_least: 75%%, counts: { %s } } ]\n", c.counts)
		r := mustRun(t, compiled(t, text, "time="+c.time, fmt.Sprintf("topology.node.count=%d", c.nodes),
			"faults={ crash: { on: node, effect: down, time_to_failure: 50h, repair: 10h } }",
			"run={ replications: { min: 400 }, confidence: 99.9% }"), 0)
		if m := r.Judgments[0].Mean; !(m.Low < c.want && c.want < m.High) || m.High-m.Low > 0.06 {
			t.Errorf("%s: %g – %g, want %g", c.counts, m.Low, m.High, c.want)
		}
	}
}
