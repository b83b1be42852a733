package sight

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/rng"
)

// deafness is that of a node which takes the others for dead, see models.Accusing.
type deafness struct {
	timer         sim.Timer // the next who is believed to be dead
	accused       int32     // so far
	start, stride int32     // the order: start, start + stride and so on, around the others
}

// deafen has the nodes of a list of holds, those in front of one, accuse others where they are deaf because of them.
func (s *Sight) deafen(h, until int32) {
	others := len(s.regards) - 1
	for ; h != until; h = s.fleet.Hold(h).Next() {
		if !s.fleet.Hold(h).Felt() || others == 0 {
			continue
		}
		x := s.shown(h)
		for d, by := range s.accusing {
			if by == nil || by.Deaf(x) <= 0 {
				continue
			}
			if draws := s.askDeaf(h, d); draws.Happens(by.Deaf(x)) {
				*s.deafnessOf(h, d) = deafness{start: int32(draws.Pick(others)), stride: coprime(1+draws.Pick(others), others)}
				s.awaitAccusation(h, d)
			}
		}
	}
}

// coprime is the next number from one on that has no divisor in common with n: multiples of it go around n places and
// leave none out.
func coprime(from, n int) int32 {
	for {
		a, b := from, n
		for b > 0 {
			a, b = b, a%b
		}
		if a == 1 {
			return int32(from)
		}
		from++
	}
}

// undeafen lets the nodes of a list of holds that have left read what the others say: they accuse nobody any more.
func (s *Sight) undeafen(h int32) {
	for ; h != fleet.None; h = s.fleet.Hold(h).Next() {
		for d, by := range s.accusing {
			if by != nil {
				s.calendar.Cancel(&s.deafnessOf(h, d).timer)
			}
		}
	}
}

// deafnessOf is what becomes of a hold and a detector.
func (s *Sight) deafnessOf(h int32, watch int) *deafness {
	at := int(h)*len(s.Watches) + watch
	for at >= len(s.deaf) {
		s.deaf = append(s.deaf, deafness{})
	}
	return &s.deaf[at]
}

func (s *Sight) askDeaf(h int32, watch int) *chance.Draws {
	q := s.question(h, watch)
	return s.ask(q.era, chance.Deafness, q)
}

// awaitAccusation schedules who is next.
func (s *Sight) awaitAccusation(h int32, watch int) {
	x := s.deafnessOf(h, watch)
	x.timer = sim.Timer{}
	if int(x.accused) >= len(s.regards)-1 {
		return
	}
	q := s.question(h, watch)
	q.entity = rng.Child(q.entity, uint64(x.accused))
	due := s.now() + sim.Time(s.ask(q.era, chance.Deafness, q).Wait(s.accusing[watch].Accuses(int(x.accused))))
	if due < s.end {
		x.timer = s.calendar.At(due, sim.Event{Kind: accuses, Who: h, Arg: int32(watch)})
	}
}

// onAccuse has a detector take a node for dead because another says so, if that can be heard.
func (s *Sight) onAccuse(h int32, watch int) {
	x, by := s.deafnessOf(h, watch), s.fleet.Hold(h).Node()
	others := int64(len(s.regards) - 1)
	leaf := int32((int64(x.start) + int64(x.accused)*int64(x.stride)) % others)
	if leaf >= by {
		leaf++
	}
	x.accused++
	if m := s.mind(leaf, watch); m.standing() == heard && s.speaks(by, watch) && !s.stalled(watch) {
		m.era = s.chance.Era()
		s.calendar.Cancel(&m.timer)
		s.err(m)
	}
	s.awaitAccusation(h, watch)
}

// speaks reports whether a node can tell others what it thinks of them.
func (s *Sight) speaks(leaf int32, watch int) bool {
	for h := s.fleet.On(leaf); h != fleet.None; h = s.fleet.Hold(h).Behind() {
		switch x := s.fleet.SymptomOf(h); x.Effect {
		case models.Down:
			return false
		case models.Partition:
			if s.sees(h, watch) {
				return false
			}
		}
	}
	return true
}
