package worldtest

import (
	"nines/models"
	"nines/policies/balancing"
	"nines/policies/detection"
	"nines/policies/localization"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/dist"
)

// Hour is an hour in seconds.
const Hour = 3600.0

// Must is a value that cannot fail to be made.
func Must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// Exponential is the law of this mean.
func Exponential(hours float64) dist.Law { return Must(dist.NewExponential(hours * Hour)) }

// Constant is the law of what always takes as long.
func Constant(hours float64) dist.Law { return Must(dist.NewConstant(hours * Hour)) }

// Never is the rule of a service that hardly ever goes down, for tests that look at the nodes. Those of a fleet without
// crews are independent copies of one component, so a fleet of a thousand is a thousand samples.
var Never = models.Rule{Nodes: 1}

// Fleet is n nodes of one class that serve a request per second each, a service that needs some of them, perfect
// instruments, and faults that strike the nodes unless they say otherwise.
func Fleet(n int, rule models.Rule, hours float64, faults ...models.Fault) *models.Blueprint {
	levels := []models.Level{Nodes(models.ClassCount{Count: n, Label: "node"})}
	return System(levels, rule, hours, faults...)
}

// System is Fleet for a tree of domains, whose last level holds the nodes.
func System(levels []models.Level, rule models.Rule, hours float64, faults ...models.Fault) *models.Blueprint {
	classes := labels(&levels[len(levels)-1])
	b := &models.Blueprint{
		Name: "test", Topology: Must(models.Lay(levels, len(classes))), Faults: faults,
		Time:       models.Timing{Horizon: sim.Duration(hours * Hour)},
		Watches:    []models.Watch{{Name: "instant", Detector: detection.Instant{}}},
		Localizers: []models.Localizer{localization.Exact{}}, Recoverer: recovery.HandsOn{}, Splitter: balancing.RoundRobin{},
		Services: []models.Service{{Name: "api", Rule: rule}},
	}
	for c, name := range classes {
		b.Classes = append(b.Classes, models.Class{Name: name, Throughput: 1, Weight: 1})
		b.Services[0].Classes = append(b.Services[0].Classes, c)
	}
	for f := range faults {
		if faults[f].Targets == nil {
			faults[f].Targets = b.Topology.AtDepth(len(levels))
		}
	}
	return b
}

// labels are what the last level calls its classes, each of which stands somewhere.
func labels(last *models.Level) (names []string) {
	for _, held := range last.Nodes {
		for _, c := range held {
			if c.Class >= len(names) {
				names = append(names, make([]string, c.Class+1-len(names))...)
			}
			names[c.Class] = c.Label
		}
	}
	return names
}

// Nodes is a last level under whose parents stand nodes of some classes, the same under each.
func Nodes(held ...models.ClassCount) models.Level {
	return models.Level{Name: "node", Nodes: [][]models.ClassCount{held}}
}

// Zoned is some zones of some racks of some nodes.
func Zoned(zones, racks, nodes int) []models.Level {
	return []models.Level{{Name: "zone", Counts: []int{zones}}, {Name: "rack", Counts: []int{racks}},
		Nodes(models.ClassCount{Count: nodes, Label: "node"})}
}

// Unequal is four big nodes of three requests per second and four small ones of one, meeting a constant demand.
func Unequal(demand, hours float64, faults ...models.Fault) *models.Blueprint {
	levels := []models.Level{Nodes(
		models.ClassCount{Class: 0, Count: 4, Label: "big"}, models.ClassCount{Class: 1, Count: 4, Label: "small"})}
	b := System(levels, Never, hours, faults...)
	b.Classes[0].Throughput, b.Classes[0].Weight = 3, 3
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: demand}}}
	return b
}

// Crewed is a fleet whose crashes are put right by a crew of some hands.
func Crewed(n, hands int, rule models.Rule, hours float64, fault models.Fault) *models.Blueprint {
	fault.Crew = 0
	b := Fleet(n, rule, hours, fault)
	b.Crews = []models.Crew{{Name: "hands", Count: hands}}
	return b
}
