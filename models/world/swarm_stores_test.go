package world_test

import (
	"math"

	"nines/models"
	. "nines/models/worldtest"
	"nines/policies/placement"
	"nines/sim"
)

// stores gives a system one or two stores, where it has nodes enough, and faults that destroy what these keep.
func (d *dice) stores(b *models.Blueprint) {
	for f := range b.Faults {
		x := &b.Faults[f]
		x.Destroys = d.yes(2) && x.Symptom.TakesDown() && !x.Course.Announced
		if !x.Destroys && d.yes(4) {
			x.Corrupts = 0.3
		}
	}
	schemes := []models.Scheme{{Data: 1, Global: 1}, {Data: 1, Global: 2}, {Data: 2, Global: 1}, {Data: 3, Global: 2},
		{Data: 4, Local: 2, Global: 1}, {Data: 1}}
	placers := []models.Placer{placement.Random{}, placement.Spread{Level: "node", AtMost: 1},
		placement.Copyset{Scatter: 4}, placement.Ring{Points: 4}}
	for i := range 1 + d.pick(2) {
		s := models.Store{Name: string(rune('s' + i)), Classes: [][]int{{0}, {0, 1}}[d.pick(2)], Groups: 1 + d.pick(60),
			Bytes: 100, Scheme: schemes[d.pick(len(schemes))], Placer: placers[d.pick(len(placers))]}
		s.Rebuild = models.Rebuild{
			Grace: []sim.Duration{0, Hour, 20 * Hour}[d.pick(3)], InPlace: d.yes(3), Lazy: d.yes(3), Left: d.pick(2),
			Each: []float64{math.Inf(1), 100 / Hour}[d.pick(2)], Rate: []float64{math.Inf(1), 300 / Hour}[d.pick(2)],
			AtOnce: []int{0, 1, 3}[d.pick(3)], Endangered: d.yes(2), PerSource: []int{0, 0, 1, 2}[d.pick(4)],
		}
		if d.yes(2) {
			s.Rebuild.Takes = Exponential(d.hours(3))
		}
		if d.yes(2) {
			s.ErrorRate = 1 / d.hours(300) / float64(Hour) / 100
			s.ReadThrough = []sim.Duration{0, 30 * Hour}[d.pick(2)]
			s.Scrub = models.Scrub{Every: sim.Duration(d.hours(50)) * Hour, Random: d.yes(2)}
		}
		if d.yes(2) {
			s.Access = models.Access{Read: d.pick(2), Write: 1 + d.pick(s.Scheme.Fragments())}
		}
		for range d.pick(3) {
			s.From = append(s.From, models.ComponentID(1+d.pick(b.Topology.Components()-1)))
		}
		if len(s.From) > 0 && s.Scheme.Data == 1 && s.Access.Write > 0 {
			s.Updates = models.Updates{Rate: 1 / d.hours(10), Siblings: d.yes(2)}
			s.Updates.Keys, _ = models.NewKeys(1+d.pick(100), float64(d.pick(2)))
		}
		if g := models.NewGround(b.Topology, &s, nil); len(g.Nodes) >= s.Scheme.Fragments() {
			if d.yes(2) {
				s.Access.Write = s.Scheme.Data
			}
			if len(b.Pools) > 0 && d.yes(3) {
				s.Rebuild.Pool, s.Rebuild.Each, s.Rebuild.Rate = b.Pools[1].Name, math.Inf(1), math.Inf(1)
			}
			if d.yes(3) { // for all that there is, and little more
				s.Room = s.FragmentBytes() * float64(1+s.Groups*s.Scheme.Fragments()/len(g.Nodes)+d.pick(3))
			}
			b.Stores = append(b.Stores, s)
			d.user(b, len(b.Stores)-1)
		}
	}
}

// user has a service need a store, or not.
func (d *dice) user(b *models.Blueprint, store int) {
	x := models.Backing{Store: store, Use: models.Use(d.pick(models.Uses)), AtLeast: []float64{1, 0.9, 0.5}[d.pick(3)],
		Soft: d.yes(3)}
	if b.Stores[store].Access.Write == 0 {
		x.Use = models.Read
	}
	if s := &b.Services[d.pick(len(b.Services))]; d.yes(2) && len(s.Classes) > 0 {
		s.Stores = append(s.Stores, x)
	}
}
