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
	q := s.question(h, watch)
	return s.ask(q.era, chance.Sight, q).Happens(sees)
}

// question is what names the draws about a hold and a detector.
type question struct {
	begun    sim.Time // when there first was something to see
	entity   uint64
	count, n uint32
	era      uint16 // in which that was
}

// question about a hold and a detector. To one that looks at the case of the hold as a whole, a node more is no news:
// it draws once for a case.
func (s *Sight) question(h int32, watch int) question {
	hold := s.fleet.Hold(h)
	x := s.fleet.Case(hold.Case())
	q := question{begun: hold.Since(), era: hold.Era(), count: x.Count(), n: x.Spells()}
	if q.n > 0 {
		const spells = 1 << 31 // apart from treatments
		q.n += spells
	}
	if s.overseers>>watch&1 == 1 && !hold.Work() {
		if q.n == 0 {
			q.begun, q.era = s.book.Onset(hold.Case()), x.Began()
		}
		q.entity = rng.Child(x.Entity(), s.keys[watch])
		return q
	}
	q.entity = s.watcher(hold.Node(), watch)
	if fault := x.Fault(); fault != int16(fleet.None) {
		q.entity ^= s.Key(fault)
	}
	if hold.Work() {
		q.n = x.Outing()
	}
	return q
}

// ask opens the stream of a question in an era.
func (s *Sight) ask(era uint16, purpose rng.Purpose, q question) *chance.Draws {
	return s.chance.AskIn(era, purpose, q.entity, q.count, q.n)
}

// shown is what a hold shows to those to whom it shows: who stands beyond a partition loses all requests.
func (s *Sight) shown(h int32) models.Symptom {
	x := *s.fleet.SymptomOf(h)
	if x.Effect == models.Partition {
		x.Loss = 1
	}
	return x
}

// notices is how long it takes a detector to notice a hold that shows x and has not been noticed. A node that was
// suspected at its onset is so still.
func (s *Sight) notices(h int32, watch int, x models.Symptom) models.Wait {
	hold := s.fleet.Hold(h)
	m := s.mind(hold.Node(), watch)
	switch {
	case !m.suspected:
		return s.Watches[watch].Delay(x)
	case s.looking[watch] == nil:
		return models.Wait{}
	}
	return s.looking[watch].Again(x, sim.Duration(max(0, hold.Since()-m.since)))
}

// delay draws how long after its onset a hold that shows x is noticed; asked again, it answers the same.
func (s *Sight) delay(h int32, watch int, x models.Symptom) sim.Duration {
	q := s.question(h, watch)
	wait := s.fromLook(s.notices(h, watch, x), q.begun, s.fleet.Hold(h).Node(), watch)
	takes := s.ask(q.era, chance.Delay, q).Wait(wait)
	for era := q.era + 1; era <= s.chance.Era(); era++ {
		takes = s.ask(era, chance.Delay, q).Outlast(era, q.begun, takes, wait)
	}
	return takes
}
