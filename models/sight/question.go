package sight

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/rng"
)

// What a detector is asked about a hold. Questions that may be asked again are asked in the era in which there first
// was something to see.

// happensToSee draws whether a detector sees what it does not always.
func (s *Sight) happensToSee(h int32, watch int, sees float64) bool {
	_, era := s.onset(h, watch)
	return s.ask(era, chance.Sight, h, watch).Happens(sees)
}

// oversees reports whether a detector looks at the case of a hold as a whole.
func (s *Sight) oversees(h *fleet.Hold, watch int) bool {
	return s.overseers>>watch&1 == 1 && !h.Work()
}

// onset is since when, and since which era, there has been what a detector sees in a hold. To one that oversees, a node
// more is no news.
func (s *Sight) onset(h int32, watch int) (sim.Time, uint16) {
	hold := s.fleet.Hold(h)
	if x := s.fleet.Case(hold.Case()); s.oversees(hold, watch) && x.Spells() == 0 {
		return s.book.Onset(hold.Case()), x.Began()
	}
	return hold.Since(), hold.Era()
}

// ask opens the stream, in an era, of a question about a hold and a detector. One that oversees draws once for a case.
func (s *Sight) ask(era uint16, purpose rng.Purpose, h int32, watch int) *chance.Draws {
	hold := s.fleet.Hold(h)
	x := s.fleet.Case(hold.Case())
	var entity uint64
	if s.oversees(hold, watch) {
		entity = rng.Child(x.Entity(), s.keys[watch])
	} else {
		entity = s.watcher(hold.Node(), watch)
		if fault := x.Fault(); fault != int16(fleet.None) {
			entity ^= s.Key(fault)
		}
	}
	if hold.Work() {
		return s.chance.AskIn(era, purpose, entity, x.Count(), x.Outing())
	}
	const spells = 1 << 31 // apart from treatments
	return s.chance.AskIn(era, purpose, entity, x.Count(), min(1, x.Spells())*spells+x.Spells())
}

// shown is what a hold shows to those to whom it shows: who stands beyond a partition loses all requests.
func (s *Sight) shown(h int32) models.Symptom {
	x := *s.fleet.SymptomOf(h)
	if x.Effect == models.Partition {
		x.Loss = 1
	}
	return x
}

// delay draws how long after its onset a hold that shows x is noticed on a trusted node; asked again, it answers the
// same.
func (s *Sight) delay(h int32, watch int, x models.Symptom) sim.Duration {
	wait := s.Watches[watch].Delay(x)
	begun, era := s.onset(h, watch)
	takes := s.ask(era, chance.Delay, h, watch).Wait(wait)
	for era++; era <= s.chance.Era(); era++ {
		takes = s.ask(era, chance.Delay, h, watch).Outlast(era, begun, takes, wait)
	}
	return takes
}
