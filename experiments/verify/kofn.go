package verify

import (
	"fmt"

	"nines/models/exact"
)

// A service that needs three of five nodes, repaired by one crew.

var kofn = exact.KofN{Repairman: exact.Repairman{Nodes: 5, Crews: 1, MTTF: 50, MTTR: 5}, Need: 3} // hours

var kofnCases = []Case{
	{
		Name:   "k-of-n",
		About:  "unavailability, outages and work of the crew of a service that needs 3 of 5 nodes, in the long run",
		Source: "birth–death chain",
		Scenario: kofnYAML(`
time: { warmup: 500h, horizon: 4000h }
run: { replications: { min: 500, max: 500 } }`),
		checks: kofnChecks,
	},
	{
		Name:   "k-of-n-new",
		About:  "the same service in its first 60 h: point and mean unavailability, chance of an outage",
		Source: "transient solution of the chain by uniformization",
		Scenario: kofnYAML(`
time: { horizon: 60h, report_at: [6h, 20h] }
run: { replications: { min: 2500, max: 2500 } }`),
		checks: kofnNewChecks,
	},
	{
		Name:   "k-of-n-cycles",
		About:  "the same service in the long run, from cycles of runs of 60 h that begin new",
		Source: "birth–death chain",
		Scenario: kofnYAML(`
time: { horizon: 60h }
run: { regenerative: true, replications: { min: 2500, max: 2500 } }`),
		checks: func() []check {
			return []check{mean("availability", "long_run_availability", "service:app", 1-kofn.Unavailability()).
				to(kofn.Unavailability() / 10)}
		},
	},
}

func kofnYAML(time string) string {
	return `version: 1
topology: [ { level: node, count: 5 } ]
faults: { crash: { on: node, time_to_failure: 50h, repair: 5h, needs: { crew: hands } } }
resources: { crews: { hands: { count: 1 } } }
services: { app: { runs_on: node, up_when: { at_least: 3 } } }` + time + "\n"
}

// kofnChecks: successive outages begin in the same state and are independent. The distribution of their length misses
// those that are under way at the end of a run, 1 of 700, which moves it by a tenth of its standard error.
func kofnChecks() []check {
	const app, hands = "service:app", "crew:hands"
	all := []check{
		mean("unavailability", "unavailability", app, kofn.Unavailability()),
		mean("outages per year", "outages", app, kofn.OutageRate()*year/hour),
		mean("mean outage", "mttr", app, kofn.MeanOutage()*hour),
		mean("mean time between", "mttf", app, kofn.MeanUp()*hour),
		mean("first outage", "time_to_first_outage", app, kofn.MeanFirstOutage()*hour).
			to(kofn.MeanFirstOutage() * hour / 5),
		mean("crew busy", "utilization", hands, kofn.MeanBusy()),
		mean("wait for crew", "wait", hands, kofn.MeanWait()*hour),
		mean("share that waits", "waited", hands, kofn.WaitSurvival(0)),
	}
	for _, x := range []float64{1, 4, 12} {
		name := fmt.Sprintf("outage within %g h", x)
		all = append(all, check{name, kofn.OutageWithin(x), 0.05, drawn("mttr", app, x*hour)})
	}
	return all
}

// kofnNewChecks: a service that has had no outage by the end of its 60 h counts with 60 h and is told apart from one
// that went out just before.
func kofnNewChecks() []check {
	const app = "service:app"
	all := []check{
		mean("mean unavailability", "unavailability", app, kofn.MeanUnavailability(60)).to(kofn.MeanUnavailability(60) / 5),
		share("outage by 60 h", "time_to_first_outage", app, 60*hour*(1-1e-9), kofn.OutageBy(60)),
	}
	for _, t := range []float64{6, 20} {
		name, scope := fmt.Sprintf("down at %g h", t), fmt.Sprintf("service:app@%gh", t)
		all = append(all, share(name, "availability_at", scope, 0, kofn.UnavailabilityAt(t)).to(0.01))
	}
	return all
}
