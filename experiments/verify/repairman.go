package verify

import (
	"fmt"

	"nines/models/exact"
)

// The machine repairman: 1000 nodes that share a few crews.

// repairmanMTTF is 4.3 months of 30.44 days, in hours.
const repairmanMTTF = 3141.408

// team is one size of crew and how long it takes to see it in equilibrium. A fleet that starts new and has one crew
// approaches equilibrium like exp(−t/3141 h): 6 years leave 5e-8 of the way. With two crews it forgets at least as fast
// as a queue with unlimited arrivals, which takes 1/(√(2/6 h) − √(1000/3141 h))² = 0.66 years: 3 years leave a
// hundredth of the way, a thousandth of the mean over the horizon. With more crews a few days are enough.
type team struct {
	crews           int // 0: one for every node
	warmup, horizon string
	replications    int
	tail            float64 // relative half-width asked of the chance of many nodes down; of means a fifth of it
}

func repairmanCases() []Case {
	var cases []Case
	for _, t := range []team{{1, "6y", "12y", 40, 0.8}, {2, "3y", "8y", 40, 0.8},
		{3, "1y", "6y", 40, 0.3}, {5, "90d", "3y", 40, 0.2}, {0, "90d", "3y", 40, 0.2}} {
		cases = append(cases, t.toCase())
	}
	return cases
}

func (t team) model() exact.Repairman {
	return exact.Repairman{Nodes: 1000, Crews: t.crews, MTTF: repairmanMTTF, MTTR: 6}
}

// quantile is the 99th percentile of the number of nodes down. The scenario has two services of which one is out while
// more nodes than that are down, the other while at least as many are.
func (t team) quantile() int { return exact.QuantileCount(t.model().Down(), 0.99) }

func (t team) toCase() Case {
	name, needs, crews := fmt.Sprintf("repairman-%d", t.crews), ", needs: { crew: hands }",
		fmt.Sprintf("\nresources: { crews: { hands: { count: %d } } }", t.crews)
	if t.crews == 0 {
		name, needs, crews = "repairman-all", "", ""
	}
	q := t.quantile()
	return Case{
		Name:   name,
		About:  "nodes down, their 99th percentile and the wait for a crew, of 1000 nodes that share crews",
		Source: "birth–death chain; Palm 1947",
		Scenario: fmt.Sprintf(`version: 1
time: { warmup: %s, horizon: %s }
topology: [ { level: node, count: 1000 } ]
faults: { crash: { on: node, time_to_failure: %gh, repair: 6h%s } }%s
services:
  above: { runs_on: node, up_when: { at_least: %d } }
  from:  { runs_on: node, up_when: { at_least: %d } }
run: { replications: { min: %d, max: %[8]d } }
`, t.warmup, t.horizon, repairmanMTTF, needs, crews, 1000-q, 1000-q+1, t.replications),
		checks: t.checks,
	}
}

func (t team) checks() []check {
	model, q := t.model(), t.quantile()
	down := model.Down()
	expected, above, from := exact.MeanCount(down), 1-exact.Below(down, q+1), 1-exact.Below(down, q)
	all := []check{
		mean("mean down", "faults_active", "fault:crash", expected).to(t.tail / 5 * expected),
		mean("node availability", "node_availability", "fleet", 1-expected/1000).to(t.tail / 5 * expected / 1000),
		mean(fmt.Sprintf("more than %d down", q), "unavailability", "service:above", above).to(t.tail * above),
		mean(fmt.Sprintf("%d or more down", q), "unavailability", "service:from", from).to(t.tail * from),
	}
	if t.crews > 0 {
		all = append(all, mean("wait for crew", "wait", "crew:hands", model.MeanWait()*hour).
			to(t.tail*model.MeanWait()*hour))
	}
	if t.crews > 1 { // the only crew of all is never idle
		all = append(all,
			mean("crew busy", "utilization", "crew:hands", model.MeanBusy()/float64(t.crews)),
			mean("share that waits", "waited", "crew:hands", model.WaitSurvival(0)).to(0.05))
	}
	return all
}
