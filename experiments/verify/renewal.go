package verify

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"nines/models/exact"
)

// One component: lives and repairs in turn.

var renewalCases = []Case{
	{
		Name:   "renewal-steady",
		About:  "long-run availability, failure rate and time to restore of Weibull lives and lognormal repairs",
		Source: "renewal–reward theorem: MTTF/(MTTF+MTTR)",
		Scenario: renewalYAML(`
time: { warmup: 2500h, horizon: 2500h }
run: { replications: { min: 40, max: 40 } }`),
		checks: steadyChecks,
	},
	courseCase("renewal-new", "new nodes", "new", nil),
	courseCase("renewal-aged", "nodes that have been up for 100 h", "{ age: 100h }", exact.Aged(lives, 100)),
	courseCase("renewal-equilibrium", "nodes with residual lives of the stationary process", "equilibrium",
		exact.Equilibrium(lives)),
	{
		Name:   "downtime",
		About:  "distribution of the downtime of 1000 h, time to the first outage, and the periods that meet an objective",
		Source: "Takács 1957, for exponential lives and repairs",
		Scenario: `version: 1
time: { horizon: 1000h }
topology: [ { level: node, count: 1 } ]
faults: { crash: { on: node, time_to_failure: 500h, repair: 20h } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
slo:
  - { metric: unavailability, at_most: 7% }
  - { metric: availability, at_least: 93%, over: 200h }
  - { metric: availability, at_least: 93%, over: 300h }
  - { metric: availability, at_least: 93%, over: 300h, rolling: true }
run: { replications: { min: 2500, max: 2500 } }
`,
		checks: downtimeChecks,
	},
}

// The laws of the renewal cases, in hours.
var (
	lives   = distuv.Weibull{K: 0.7, Lambda: 40}
	repairs = distuv.LogNormal{Mu: 1, Sigma: 0.8}
)

const renewalNodes = 200

func renewalYAML(time string) string {
	return fmt.Sprintf(`version: 1
topology: [ { level: node, count: %d } ]
faults:
  crash:
    on: node
    time_to_failure: { dist: weibull, shape: 0.7, scale: 40h }
    repair:          { dist: lognormal, mu: 1, sigma: 0.8, unit: 1h }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }%s
`, renewalNodes, time)
}

// steadyChecks assume that the warm-up of 50 mean lives leaves nothing of the start.
func steadyChecks() []check {
	node := exact.TwoState{MTTF: lives.Mean(), MTTR: repairs.Mean()}
	down := node.Unavailability()
	return []check{
		mean("availability", "node_availability", "fleet", node.Availability()).to(down / 20),
		mean("failures per year", "incidents", "fault:crash", renewalNodes/(node.MTTF+node.MTTR)*year/hour),
		mean("time to restore", "mttr", "fault:crash", node.MTTR*hour),
	}
}

// courseCase follows nodes from a start of the given kind; first is the survival function of their first lives, in
// hours, nil for new ones.
func courseCase(name, about, start string, first func(float64) float64) Case {
	return Case{
		Name:   name,
		About:  "point availability, mean availability and failures in 200 h of " + about,
		Source: "renewal equations, solved numerically",
		Scenario: renewalYAML(fmt.Sprintf(`
time: { horizon: 200h, start: %s, report_at: [2h, 10h, 50h] }
run: { replications: { min: 400, max: 400 } }`, start)),
		checks: func() []check { return courseChecks(exact.Alternating{Life: lives, Repair: repairs, First: first}) },
	}
}

func courseChecks(a exact.Alternating) []check {
	const horizon, steps = 200.0, 1600
	var all []check
	for _, t := range []float64{2, 10, 50} {
		down := a.UnavailabilityAt(t, steps).Value
		name, scope := fmt.Sprintf("available at %g h", t), fmt.Sprintf("class:node@%gh", t)
		all = append(all, mean(name, "availability_at", scope, 1-down).to(down/10))
	}
	down := a.MeanUnavailability(horizon, steps).Value
	failures := a.MeanFailures(horizon, steps).Value * renewalNodes
	return append(all,
		mean("mean availability", "node_availability", "fleet", 1-down).to(down/20),
		mean("failures per year", "incidents", "fault:crash", failures*year/(horizon*hour)))
}

func downtimeChecks() []check {
	const horizon = 1000.0 // hours
	node := exact.TwoState{MTTF: 500, MTTR: 20}
	down := node.MeanDowntime(horizon) / horizon
	all := []check{
		mean("unavailability", "unavailability", "service:app", down).to(down / 10),
		share("no outage", "unavailability", "service:app", 0, node.DowntimeCDF(horizon, 0)),
	}
	for _, p := range []float64{0.25, 0.5, 0.9, 0.99} {
		x := node.DowntimeQuantile(horizon, p)
		all = append(all, share(fmt.Sprintf("at most %.4g h down", x), "unavailability", "service:app", x/horizon, p))
	}
	met := node.DowntimeCDF(horizon, 0.07*horizon)
	const objective = "service:app@availability>=93%/"
	window := func(start, width float64) float64 { return node.WindowDowntimeCDF(start, width, 0.07*width) }
	short, long := 0.0, window(700, 300)*100 // the last of 300 h judges the last 100
	for start := 0.0; start < horizon; start += 200 {
		short += window(start, 200) * 200
	}
	for start := 0.0; start < 900; start += 300 {
		long += window(start, 300) * 300
	}
	return append(all,
		share("objective missed", "slo_met", "service:app@unavailability<=7%", 0, 1-met),
		mean("windows that meet it", "slo_met", objective+"200h", short/horizon),
		mean("with a last that overlaps", "slo_met", objective+"300h", long/horizon),
		mean("rolling windows", "slo_met", objective+"300h rolling", node.RollingDowntimeCDF(700, 300, 0.07*300)),
		mean("mission reliability", "reliability", "service:app", math.Exp(-horizon/node.MTTF)).to(0.02),
		share("first outage by 300 h", "time_to_first_outage", "service:app", 300*hour, -math.Expm1(-300/node.MTTF)))
}
