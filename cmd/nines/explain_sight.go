package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/scenario"
	"nines/models"
	"nines/sim"
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

// glance is one cell: "70 %, 2 min"; "too brief" where others are done with it before it is noticed.
func glance(b *models.Blueprint, f *models.Fault, w *models.Watch) string {
	if f.Course.Announced {
		return "announced"
	}
	sees := b.Sight(f, w)
	if sees == 0 {
		return "blind"
	}
	after := notices(b, f, w)
	switch {
	case math.IsInf(float64(after), 1):
		return "too brief"
	case after == 0:
		return unit.Ratio(sees).Percent() + ", at once"
	}
	return unit.Ratio(sees).Percent() + ", " + after.Human()
}

// notices is after how long a detector that sees a fault notices it, in half of the cases. One that looks at requests
// sees those fail that are sent to the nodes hit, until the first detector that balancers hear has noticed them, and
// then those for which too little is left.
func notices(b *models.Blueprint, f *models.Fault, w *models.Watch) unit.Duration {
	meter, ok := w.Detector.(models.Meter)
	if !ok {
		return median(f, w)
	}
	ejected := unit.Duration(math.Inf(1))
	for d := range b.Watches {
		other := &b.Watches[d]
		if _, ok := other.Detector.(models.Meter); !ok && !other.Mute && b.Sight(f, other) > 0 {
			ejected = min(ejected, median(f, other))
		}
	}
	alert := meter.Alert()
	sent, shunned := b.Failing(f, b.Overseen(alert))
	return unit.Duration(alert.Fires(sent, sim.Duration(ejected), shunned) + alert.Lag + alert.Every/2)
}

// median is the delay that half of all delays of a detector exceed.
func median(f *models.Fault, w *models.Watch) unit.Duration {
	shows := f.Symptom
	if shows.Effect == models.Partition {
		shows.Loss = 1 // to who stands across
	}
	const draws = 201
	delays := make([]float64, draws)
	for i := range delays {
		s := rng.Open(rng.Key{Seed: 1, Occurrence: uint64(i)})
		delays[i] = float64(w.Delay(shows).Anytime(&s))
	}
	slices.Sort(delays)
	return unit.Duration(delays[draws/2])
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
		if _, onNode := b.Topology.Leaf(w.From); onNode {
			g.add("stalls", w.Name+" stops while its node is down or hangs: "+afterStall(&w))
		}
		for i := range b.Faults {
			if n := scenario.Accused(b, &b.Faults[i], &w); n > 0 {
				g.add("deaf nodes", fmt.Sprintf("of %s, in %s: they take %s healthy ones for dead, on average, each time",
					b.Faults[i].Name, w.Name, unit.SI(n)))
			}
		}
	}
}

// afterStall says what a detector does when its node goes on.
func afterStall(w *models.Watch) string {
	switch l, ok := w.Detector.(models.Listening); {
	case !ok || !l.Listens():
		return "then it asks anew"
	case w.Guarded:
		return "pause_guard discards the time that it misses"
	}
	return "after a hang all whose time ran out are suspected (pause_guard: false)"
}
