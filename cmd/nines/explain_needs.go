package main

import (
	"fmt"
	"slices"
	"strings"

	"nines/models"
	"nines/sim/unit"
)

// needs is the tree of what services need, from those that no other one needs; what has been shown is named again
// without what lies below it.
func (x *explanation) needs() *grid {
	t := &needsTree{services: x.Blueprint.Services, grid: &grid{}, shown: map[int]bool{}}
	needed := map[int]bool{}
	for _, s := range t.services {
		for i := range s.Needs {
			s.Needs[i].Each(func(service int) { needed[service] = true })
		}
	}
	for _, roots := range []bool{true, false} { // those in a circle that nobody else needs come last
		for s := range t.services {
			if len(t.services[s].Needs) > 0 && !t.shown[s] && needed[s] != roots {
				t.service(s, "", 0)
			}
		}
	}
	return t.grid
}

type needsTree struct {
	services []models.Service
	grid     *grid
	shown    map[int]bool
}

func (t *needsTree) line(depth int, text, note string) {
	t.grid.add(strings.Repeat("  ", depth)+text, note)
}

func (t *needsTree) service(s int, note string, depth int) {
	name, all := t.services[s].Name, t.services[s].Needs
	switch {
	case t.shown[s] && len(all) > 0:
		note = join(note, "see above")
	case len(all) > 1:
		note = join(note, "needs all of")
	case len(all) > 0:
		note = join(note, "needs")
	}
	t.line(depth, name, note)
	if t.shown[s] {
		return
	}
	t.shown[s] = true
	for i := range all {
		note := ""
		if all[i].Soft > 0 {
			note = unit.Ratio(all[i].Soft).Percent() + " of requests are lost without it"
		}
		t.dependency(&all[i], note, depth+1)
	}
}

// join puts two notes behind each other.
func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

func (t *needsTree) dependency(d *models.Dependency, note string, depth int) {
	if len(d.Of) == 0 {
		t.service(d.Service, note, depth)
		return
	}
	t.line(depth, atLeastOf(d.AtLeast, len(d.Of)), note)
	for i := range d.Of {
		t.dependency(&d.Of[i], "", depth+1)
	}
}

// atLeastOf says how many of some are needed.
func atLeastOf(k, n int) string {
	switch k {
	case n:
		return "all of"
	case 1:
		return "any of"
	}
	return fmt.Sprintf("at least %d of", k)
}

// dependent reports whether any service needs another.
func (x *explanation) dependent() bool {
	return slices.ContainsFunc(x.Blueprint.Services, func(s models.Service) bool { return len(s.Needs) > 0 })
}
