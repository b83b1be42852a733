package main

import (
	"fmt"
	"math"
	"testing"

	"nines/experiments/scenario"
)

// What explain expects is what a run counts: strikes that hit nobody are no incidents, and with repair_each every node
// that is hit is one. Closed forms for a power of 10 strikes a year on 2 zones of 6 nodes, each hit with 10 %.
func TestIncidentsPerYear(t *testing.T) {
	const text = `
version: 1
topology: [ { level: zone, count: 2 }, { level: node, count: 6 } ]
faults: { x: { on: zone, rate: 10/y, repair: 1ns, %s } }
`
	for options, want := range map[string]float64{
		"hits: 100%":                    2 * 10,
		"hits: 10%":                     2 * 10 * (1 - math.Pow(0.9, 6)),
		"hits: 10%, repair_each: true":  2 * 10 * 6 * 0.1,
		"hits: 100%, repair_each: true": 2 * 10 * 6,
		// Of changes only the bad ones do harm, and each strike leads to two of a cascade in which it triggers half a one.
		"hits: 10%, repair_each: true, change: true, bad: 25%": 2 * 10 * 6 * 0.1 / 4,
		"hits: 100%, triggers: { ratio: 0.5, within: 1s }":     2 * 10 * 2,
		// A life of 36.5 d and, on average over the modes, 36.5 d of repair; what heals within 73 d never takes 500.
		"modes: { a: 50%, b: { share: 50%, repair: 500d, heals: 73d } }": 10,
	} {
		document, err := scenario.Parse("power.yaml", []byte(fmt.Sprintf(text, options)))
		if err != nil {
			t.Fatal(err)
		}
		s, err := document.Compile(scenario.DefaultCatalogs())
		if err != nil {
			t.Fatal(err)
		}
		got := incidentsPerYear(s.Blueprint, &s.Blueprint.Faults[0])
		if math.Abs(got/want-1) > 1e-6 {
			t.Errorf("%s: %g incidents a year, want %g", options, got, want)
		}
	}
}
