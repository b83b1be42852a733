package main

import (
	"fmt"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// What a sweep varies may be chosen, as how many nodes there are, or given, as how often they fail: nobody buys a time
// to failure or a demand. What is best is therefore told for each of what is given.

// given are the places of the axes that are not chosen.
func (t *telling) given() (all []int) {
	for i, axis := range t.folder.Manifest.Axes {
		if slices.ContainsFunc([]string{"faults.", "traffic.arrivals", "time."}, func(of string) bool {
			return strings.HasPrefix(axis.Path, of)
		}) {
			all = append(all, i)
		}
	}
	return all
}

// leastCosts enters what meets all objectives for the least money, for each of what is given.
func (t *telling) leastCosts(x *field, given []int) {
	names := result.AxisNames(t.folder.Manifest.Axes)
	if len(given) == len(names) || x.judged == 0 { // there is nothing to choose, or nothing to judge by
		return
	}
	var order []string
	among := map[string][]int{}
	for i, row := range x.table.rows {
		var at []string
		for _, k := range given {
			at = append(at, names[k]+" "+row.names[k])
		}
		id := strings.Join(at, ", ")
		if among[id] == nil {
			order = append(order, id)
		}
		among[id] = append(among[id], i)
	}
	var parts []string
	const most = 8
	for _, id := range order[:min(len(order), most)] {
		passes := slices.DeleteFunc(among[id], func(i int) bool { return !slices.Contains(x.passes, i) })
		least := x.cheapest(passes)
		switch {
		case len(passes) == 0:
			parts = append(parts, "at "+id+" nothing that was played")
			continue
		case least < 0: // no prices are known
			continue
		}
		var chosen []string
		for k, value := range x.table.rows[least].names {
			if !slices.Contains(given, k) {
				chosen = append(chosen, names[k]+" "+value)
			}
		}
		parts = append(parts, fmt.Sprintf("at %s %s (%s/y)", id, strings.Join(chosen, ", "),
			unit.SI(findIn(x.points[least], "cost", "fleet").Mean)))
	}
	if more := len(order) - most; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	if len(parts) > 0 {
		t.page.Reasons = append(t.page.Reasons, "What meets all objectives for the least money: "+
			strings.Join(parts, "; ")+".")
	}
}
