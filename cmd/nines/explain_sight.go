package main

import (
	"fmt"
	"slices"
	"strings"

	"nines/models"
	"nines/sim/rng"
	"nines/sim/unit"
)

// sight is the visibility matrix: for every fault and detector, how likely the detector can notice a node that the
// fault hits, and after how long in half of those cases; then who must agree.
func (x *explanation) sight() *grid {
	b := x.Blueprint
	g := &grid{header: []string{"fault"}}
	for _, w := range b.Watches {
		g.header = append(g.header, w.Name)
	}
	for i := range b.Faults {
		row := []string{b.Faults[i].Name}
		for d := range b.Watches {
			row = append(row, glance(b, &b.Faults[i], &b.Watches[d]))
		}
		g.add(row...)
	}
	return g
}

// glance is one cell: "70 %, 2 min".
func glance(b *models.Blueprint, f *models.Fault, w *models.Watch) string {
	if f.Course.Announced {
		return "announced"
	}
	sees := b.Sight(f, w)
	if sees == 0 {
		return "blind"
	}
	shows := b.Shows(f)
	if shows.Effect == models.Partition {
		shows.Loss = 1 // to who stands across
	}
	const draws = 201
	delays := make([]float64, draws)
	for i := range delays {
		s := rng.Open(rng.Key{Seed: 1, Occurrence: uint64(i)})
		delays[i] = float64(w.Delay(shows).Sample(&s))
	}
	slices.Sort(delays)
	after := unit.Duration(delays[draws/2])
	if after == 0 {
		return unit.Ratio(sees).Percent() + ", at once"
	}
	return unit.Ratio(sees).Percent() + ", " + after.Human()
}

// agreement says who must agree, whom balancers do not hear, and where detectors stand.
func (x *explanation) agreement(g *grid) {
	b := x.Blueprint
	for _, p := range b.Panels {
		names := make([]string, len(p.Watches))
		for i, d := range p.Watches {
			names[i] = b.Watches[d].Name
		}
		if len(names) > 1 {
			g.add("who must agree", fmt.Sprintf("%d of %s, on the same node", p.Votes, strings.Join(names, ", ")))
		}
	}
	for _, w := range b.Watches {
		if w.Mute {
			g.add("alarm only", w.Name+" raises alarms; balancers go on sending work to what it suspects")
		}
		if w.From != models.Fleet {
			g.add("observer", w.Name+" stands in "+b.Topology.Path(w.From)+": cut off from others, it suspects all of them")
		}
	}
}
