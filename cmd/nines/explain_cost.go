package main

import (
	"strconv"
	"strings"

	"nines/models"
	"nines/sim/unit"
)

// prices says what parts cost, used and on the shelf.
func prices(spare models.Spare) string {
	used, shelf := strconv.FormatFloat(spare.Cost, 'f', -1, 64), unit.Price(spare.Holding).String()
	switch {
	case spare.Cost > 0 && spare.Holding > 0:
		return "; each costs " + used + " when it is used, and " + shelf + " on the shelf"
	case spare.Cost > 0:
		return "; each costs " + used + " when it is used, and nothing on the shelf"
	case spare.Holding > 0:
		return "; each costs " + shelf + " on the shelf, and nothing when it is used"
	}
	return ""
}

// free lists what has no price where something else has one; "" where nothing has, so that no cost is told.
func (x *explanation) free() string {
	var all []string
	priced := false
	price := func(name string, cost float64) {
		if priced = priced || cost > 0; cost == 0 {
			all = append(all, name)
		}
	}
	nodes := x.Blueprint.Topology.ByClass()
	for c, class := range x.Blueprint.Classes {
		if nodes[c] > 0 {
			price("class "+class.Name, class.Cost)
		}
	}
	for _, crew := range x.Blueprint.Crews {
		price("crew "+crew.Name, crew.Cost)
	}
	for _, spare := range x.Blueprint.Spares {
		price("parts "+spare.Name+" that are used", spare.Cost)
		price("parts "+spare.Name+" on the shelf", spare.Holding)
	}
	if !priced {
		return ""
	}
	return strings.Join(all, ", ")
}
