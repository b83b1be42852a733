package worldtest

import (
	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/dist"
)

// Crash is a fault with exponential lives and repairs of these means, in hours.
func Crash(mttf, mttr float64) models.Fault {
	return Lasting("crash", Exponential(mttf), Exponential(mttr))
}

// Lasting is a fault that takes its component down, with lives and repairs by these laws.
func Lasting(name string, life, repair dist.Law) models.Fault {
	return models.Fault{
		Name: name, Failure: failure.Renewal{Life: life}, Repair: repair,
		Symptom: models.Symptom{Effect: models.Down, Loss: 1}, Hits: 1, Crew: -1, Spare: -1,
	}
}

// Named gives a fault another name, and with it lives of its own.
func Named(name string, f models.Fault) models.Fault {
	f.Name = name
	return f
}

// Dead is what a crash does to a node.
var Dead = models.Symptom{Effect: models.Down, Loss: 1, Slow: 1}

// SlowBy is what makes a node so many times as slow.
func SlowBy(factor float64) models.Symptom { return models.Symptom{Effect: models.Slow, Slow: factor} }

// Recorded is a fault that plays strikes of {from, to, loss}, in seconds, on one node each.
func Recorded(strikes ...[][3]float64) models.Fault {
	r := failure.Record{Strikes: make([][]failure.Strike, len(strikes))}
	for node, list := range strikes {
		for _, x := range list {
			r.Strikes[node] = append(r.Strikes[node],
				failure.Strike{At: sim.Time(x[0]), Lasts: sim.Duration(x[1] - x[0]), Loss: x[2]})
		}
	}
	return models.Fault{Name: "recorded", Failure: r, Hits: 1, Crew: -1, Spare: -1}
}

// Afflicted is a fault of a node, counted from 0, from and to these seconds; −1 is all of the fleet.
func Afflicted(name string, node int, from, to float64, x models.Symptom) models.Fault {
	f := Named(name, Recorded([][3]float64{{from, to, x.Loss}}))
	f.Symptom, f.Targets = x, []models.ComponentID{models.ComponentID(1 + node)} // behind the fleet
	return f
}

// Upkeep is planned work on the nodes whose turns are given, in hours.
func Upkeep(first, every, lasts float64, turns ...int32) models.Fault {
	f := Lasting("upkeep", nil, nil)
	f.Course.Announced = true
	f.Failure = failure.Planned{First: sim.Time(first * Hour), Every: sim.Duration(every * Hour),
		Lasts: sim.Duration(lasts * Hour), Turns: turns}
	return f
}

// Renewal is work of some hours that renews the first fault of a fleet at an age, on the same targets.
func Renewal(age, lasts float64, targets ...models.ComponentID) models.Fault {
	return models.Fault{Name: "renewal", Targets: targets, Symptom: Dead, Hits: 1, Crew: -1, Spare: -1, Renews: []int{0},
		AtAge: sim.Duration(age * Hour), Failure: failure.Replacement{Lasts: sim.Duration(lasts * Hour)},
		Course: models.Course{Announced: true}}
}

// Scripted is a fault of some components by script, as bad as the symptom says, until it is repaired.
func Scripted(name string, how models.Failure, x models.Symptom, takes float64, on ...models.ComponentID) models.Fault {
	f := Lasting(name, nil, Constant(takes))
	f.Failure, f.Symptom, f.Targets = how, x, on
	return f
}
