package verify

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"nines/models/exact"
)

// What age does to a component, and what one failure does to others.

// wear is the law of the cases in which a repair leaves a component older than new, in hours.
var wear = distuv.Weibull{K: 2, Lambda: 100}

// wearHorizon is three lives, in hours.
const wearHorizon = 300

var ageCases = []Case{
	wearCase("repair-minimal", "as old as it was", "old", "power-law process; Barlow and Hunter 1960",
		func() float64 { return exact.MinimalFailures(wear, wearHorizon) }),
	wearCase("repair-kijima1", "without half the damage of its last life", "{ kijima1: 50% }",
		"renewal equation; Kijima 1989",
		func() float64 { return exact.Imperfect{Life: wear, Kept: 0.5}.FailuresI(wearHorizon, 2000).Value }),
	wearCase("repair-kijima2", "without half of all its damage", "{ kijima2: 50% }",
		"law of the virtual age; Kijima 1989",
		func() float64 { return exact.Imperfect{Life: wear, Kept: 0.5}.FailuresII(wearHorizon, 2000).Value }),
	lifeCase("bathtub", "lives that end early, by accident or by wear",
		"{ dist: bathtub, early: { shape: 0.5, scale: 1000h }, rate: 4.38/y, wear: { shape: 4, scale: 800h } }",
		exact.Bathtub{Infant: exact.WeibullHazard{Shape: 0.5, Scale: 1000}, Rate: 1.0 / 2000,
			Wear: exact.WeibullHazard{Shape: 4, Scale: 800}}),
	lifeCase("age-table", "lives whose hazard is a table by age",
		"{ dist: age-table, rates: [ { until: 100h, rate: 17.52/y }, { until: 500h, rate: 4.38/y }, { rate: 26.28/y } ] }",
		exact.Hazards{From: []float64{0, 100, 500}, Rate: []float64{1.0 / 500, 1.0 / 2000, 3.0 / 1000}}),
	{
		Name:   "cascade",
		About:  "failures of which each triggers 0.6 others on average",
		Source: "branching process: 1/(1−n) failures for each that comes by itself; Hawkes and Oakes 1974",
		Scenario: `version: 1
time: { warmup: 100h, horizon: 4000h }
topology: [ { level: rack, count: 4 }, { level: node, count: 50 } ]
faults:
  crash:
    on: node
    time_to_failure: 2000h
    repair: { dist: constant, value: 1ms }
    triggers: { ratio: 0.6, within: 10m, on: rack }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			const nodes, life, ratio = 200, 2000.0, 0.6
			return []check{mean("failures per year", "incidents", "fault:crash", nodes/life/(1-ratio)*year/hour)}
		},
	},
	replacementCase("age-replacement", "at_age: 50d", 50),
	replacementCase("age-never", "at_age: 3y", math.Inf(1)),
}

// replacementCase is about nodes that wear, which are replaced at an age if they come to it.
func replacementCase(name, when string, age float64) Case {
	return Case{
		Name:   name,
		About:  "nodes that wear and are as good as new after a repair and after they are replaced",
		Source: "renewal and reward; Barlow and Hunter 1960, policy I",
		Scenario: `version: 1
time: { warmup: 2y, horizon: 10y }
topology: [ { level: node, count: 20 } ]
faults:
  wear: { on: node, time_to_failure: { dist: weibull, shape: 3, mean: 50d }, repair: 8h, cost: 5000 }
  renewal: { on: node, ` + when + `, for: 2h, renews: wear, cost: 900 }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`,
		checks: func() []check {
			const nodes, perYear = 20, 365.0
			a := exact.AgeReplacement{Life: exact.Weibull{Shape: 3, Mean: 50}, Age: age, Repair: 8. / 24, Replace: 2. / 24}
			fails, replaced := a.Rates()
			up := a.Availability()
			all := []check{
				mean("failures per year", "incidents", "fault:wear", nodes*perYear*fails),
				mean("cost per year", "cost", "fleet", nodes*perYear*a.Cost(5000, 900)),
				mean("nodes up", "node_availability", "fleet", up).to((1 - up) / 20),
			}
			if replaced > 0 {
				all = append(all, mean("replacements per year", "incidents", "fault:renewal", nodes*perYear*replaced))
			}
			return all
		},
	}
}

// wearCase counts failures of components that start new; repairs take a second.
func wearCase(name, left, after, source string, failures func() float64) Case {
	const nodes = 100
	return Case{
		Name:   name,
		About:  "failures in three lives of a component that wears out and that repair leaves " + left,
		Source: source,
		Scenario: `version: 1
time: { horizon: 300h }
topology: [ { level: node, count: 100 } ]
faults:
  crash:
    on: node
    time_to_failure: { dist: weibull, shape: 2, scale: 100h }
    repair: { dist: constant, value: 1s }
    after_repair: ` + after + `
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			return []check{mean("failures per year", "incidents", "fault:crash", nodes*failures()/wearHorizon*year/hour)}
		},
	}
}

// lifeCase follows new components that nobody repairs.
func lifeCase(name, about, law string, life exact.Law) Case {
	return Case{
		Name:   name,
		About:  "share that is left at three ages: " + about,
		Source: "exponential of the cumulative hazard",
		Scenario: `version: 1
time: { horizon: 1000h, report_at: [50h, 400h, 900h] }
topology: [ { level: node, count: 500 } ]
faults: { crash: { on: node, time_to_failure: ` + law + `, repair: { dist: constant, value: 1y } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			var all []check
			for _, x := range []float64{50, 400, 900} {
				left := life.Survival(x)
				all = append(all, mean("left at "+hours(x), "availability_at", fmt.Sprintf("class:node@%gh", x), left).
					to((1-left)/20))
			}
			return all
		},
	}
}
