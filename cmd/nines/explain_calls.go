package main

import (
	"slices"
	"strings"

	"nines/experiments/scenario"
	"nines/models"
	"nines/sim/unit"
)

// calls says what each service is sent while all is well; nothing where requests go to one only.
func (x *explanation) calls() *grid {
	b := x.Blueprint
	g := &grid{header: []string{"service", "asked by", "demand", "peak", "utilization", "at the peak"}}
	order := b.Callers()
	if len(order) < 2 {
		return &grid{}
	}
	for _, s := range order {
		d, installed := b.DemandOn(s), b.Installed(s)
		peak := d.Highest(0, float64(b.Time.Horizon))
		g.add(b.Services[s].Name, strings.Join(askers(b, s), ", "), unit.SI(d.Mean)+"/s", unit.SI(peak)+"/s",
			unit.Ratio(d.Mean/installed).Percent(), unit.Ratio(peak/installed).Percent())
	}
	return g
}

// askers are who sends requests to a service, and how many.
func askers(b *models.Blueprint, service int) (all []string) {
	if slices.ContainsFunc(b.Traffic, func(t models.Traffic) bool { return t.Service == service }) {
		all = append(all, "users")
	}
	for _, s := range b.Callers() {
		for _, c := range b.Services[s].Calls {
			if c.Service != service {
				continue
			}
			text := b.Services[s].Name + " × " + scenario.Times(c.PerRequest).String()
			if c.Optional {
				text += " (not needed)"
			}
			all = append(all, text)
		}
	}
	return all
}

// callChoices are what is easily overlooked of calls.
func (x *explanation) callChoices(g *grid) {
	b := x.Blueprint
	if !slices.ContainsFunc(b.Services, func(s models.Service) bool { return len(s.Calls) > 0 }) {
		return
	}
	g.add("calls", "are made for what nodes answer, at the same time; a request of which one fails has failed, "+
		"independently of its others")
	for _, s := range b.Services {
		if slices.ContainsFunc(s.Needs, func(d models.Dependency) bool { return len(d.Of) == 0 && s.Called(d.Service) }) {
			g.add("needs and calls", "what is in both takes requests with its calls alone, and availability with its rule")
			return
		}
	}
}
