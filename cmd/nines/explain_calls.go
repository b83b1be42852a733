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
	if slices.ContainsFunc(b.Traffic, func(t models.Traffic) bool { return t.Service == service && t.Used() }) {
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
	if b.Plays() {
		g.add("calls", "are requests of the service that is called, with its client, and measured there; those that fail, "+
			"fail the try that made them, unless they are not needed, and leave others that were made with them to end by "+
			"themselves")
		g.add("calls given up", "if the try that waits for them leaves its node or begins again, or enough are answered; "+
			"then they are given up as clients of that service do, and count neither as served nor as failed. What is left "+
			"behind (gives_up: leave) calls all the same; what knows its deadline (drop) does not after it")
	} else {
		g.add("calls", "are made for what nodes answer, at the same time; a request of which one fails has failed, "+
			"independently of its others")
	}
	for _, s := range b.Services {
		if slices.ContainsFunc(s.Needs, func(d models.Dependency) bool { return len(d.Of) == 0 && s.Called(d.Service) }) {
			g.add("needs and calls", "what is in both takes requests with its calls alone, and availability with its rule")
			return
		}
	}
}

// callsOf says what the requests of a service call when their own work is done, and what becomes of their slots.
func (x *explanation) callsOf(service int, l *models.Lane) string {
	b, text := x.Blueprint, ""
	for i, c := range b.Services[service].Calls {
		switch {
		case i == 0:
			text = "calls "
		case c.Stage == b.Services[service].Calls[i-1].Stage:
			text += ", "
		default:
			text += "; then "
		}
		text += b.Services[c.Service].Name + " × " + scenario.Times(c.PerRequest).String() + mannerOf(&c)
	}
	switch {
	case text == "":
		return ""
	case l.Serving.Sharing:
		return text + "; while it waits it slows no other"
	case l.Serving.Frees:
		return text + "; its slot serves others meanwhile"
	}
	return text + "; its slot is taken meanwhile"
}

// mannerOf is what is special about calls.
func mannerOf(c *models.Call) string {
	var parts []string
	switch {
	case c.Unawaited:
		parts = append(parts, "not waited for")
	case c.Optional:
		parts = append(parts, "not needed")
	}
	if c.Enough > 0 {
		parts = append(parts, whole(c.Enough)+" answered are enough")
	}
	if c.OnHits {
		parts = append(parts, "on hits, too")
	}
	if c.InTurn {
		parts = append(parts, "in turn")
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
