package main

import (
	"fmt"
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

// keeping says what a store costs; "" where it costs nothing.
func keeping(s *models.Store) string {
	const per = 1e12 // bytes
	var parts []string
	if s.Price.Kept > 0 {
		parts = append(parts, fmt.Sprintf("each TB that is kept costs %s, all of it %s",
			unit.Price(s.Price.Kept*per).Human(), unit.Price(s.Standing()).Human()))
	}
	if s.Price.Rebuilt > 0 {
		parts = append(parts, fmt.Sprintf("each TB that repairs read costs %.4g", s.Price.Rebuilt*per))
	}
	return strings.Join(parts, "; ")
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
	for i := range x.Blueprint.Stores {
		s := &x.Blueprint.Stores[i]
		price("what "+s.Name+" keeps", s.Price.Kept)
		if s.Price.Kept > 0 {
			price("what repairs of "+s.Name+" read", s.Price.Rebuilt)
		}
	}
	if !priced {
		return ""
	}
	return strings.Join(all, ", ")
}
