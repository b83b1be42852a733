package verify

import (
	"nines/models/exact"
)

// Localizers that err: the time to the culprit, and what the search does to the innocent.

var diagnosisCases = []Case{
	{
		Name: "misled",
		About: "searches that are right in 60 % and take the accused out of service: time to locate, its distribution, " +
			"innocents treated and their downtime",
		Source: "geometric sum: E[D] + ((1−a)/a)(E[D] + E[W]); Markov chain of the search",
		Scenario: `version: 1
time: { warmup: 100h, horizon: 6000h }
topology: [ { level: node, count: 3 } ]
faults: { crash: { on: node-1, time_to_failure: 10h, repair: { dist: constant, value: 1s } } }
localization: { policy: log-analysis, collection: { dist: constant, value: 0s }, takes: 30m, coverage: 100%,
  accuracy: 60%, noise: 0, wasted: 1h }
services:
  two:   { runs_on: node, up_when: { at_least: 2 } }
  three: { runs_on: node, up_when: { at_least: 3 } }
run: { replications: { min: 150, max: 150 } }
`,
		checks: misledChecks,
	},
	{
		Name:   "ranked",
		About:  "suspects that are tested in the order of a list of four, two of whom a repair takes out of service",
		Source: "truncated geometric rank of the culprit",
		Scenario: `version: 1
time: { warmup: 100h, horizon: 4000h }
topology: [ { level: node, count: 10 } ]
faults: { crash: { on: node, time_to_failure: 100h, repair: 20m } }
localization: { policy: dependency-graph, candidates: 4, takes: 10m, coverage: 100%, accuracy: 53.33333333333333%,
  wasted: { dist: gamma, shape: 2, mean: 30m } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 200, max: 200 } }
`,
		checks: rankedChecks,
	},
}

// misledChecks: the only node that ever fails is well while its fault is searched for elsewhere, and the accused are
// well otherwise, so nothing overlaps. A cycle is a life and the incident after it.
func misledChecks() []check {
	const fault, repair = "fault:crash", 1.0
	t := exact.Trials{Accuracy: 0.6, Diagnosis: 30 * minute, Wasted: hour}
	wrong := t.MeanTries() - 1
	incident := t.Mean() + repair
	cycle := 10*hour + incident
	all := []check{
		mean("time to locate", "locate", fault, t.Mean()),
		perIncident("wrong targets", "wrong_targets", fault, wrong),
		mean("culprit down", "unavailability", "service:three", incident/cycle),
		mean("an innocent down too", "unavailability", "service:two", wrong*hour/cycle),
		mean("downtime by innocents, of which each holds half", "downtime_in_vain", "service:three", wrong*hour/2/incident),
		mean("the same of what needs two", "downtime_in_vain", "service:two", 0.5).to(1e-9),
	}
	for _, x := range []float64{0.5, 1.5, 4} {
		all = append(all, check{"located by " + hours(x), t.FoundBy(x * hour), 0.02, drawn("mttr", fault, x*hour+repair)})
	}
	return all
}

func rankedChecks() []check {
	r := exact.Ranking{Step: 0.5, Candidates: 4}
	return []check{
		mean("time to locate", "locate", "fault:crash", r.MeanTime(10*minute, 30*minute)),
		perIncident("wrong targets", "wrong_targets", "fault:crash", r.MeanRank()-1),
	}
}
