package book

import (
	"nines/models"
	"nines/sim/flat"
)

// CopyFrom makes b equal to src in its own memory.
func (b *Book) CopyFrom(src *Book) {
	old := *b
	*b = *src
	b.outcome = old.outcome
	b.outcome.CopyFrom(&src.outcome)
	b.classes = flat.Copy(old.classes, src.classes)
	b.zones = flat.Copy(old.zones, src.zones)
	b.mistaken = flat.Copy(old.mistaken, src.mistaken)
	b.gates = flat.Copy(old.gates, src.gates)
	b.gains, b.freed = flat.Copy(old.gains, src.gains), flat.Copy(old.freed, src.freed)
	b.saved, b.more = flat.Copy(old.saved, src.saved), flat.Copy(old.more, src.more)
	b.services = flat.CopyEach(old.services, src.services, func(d *state, s state) {
		s.blame.held, s.members = flat.Copy(d.blame.held, s.blame.held), flat.Copy(d.members, s.members)
		s.apart = flat.Copy(d.apart, s.apart[:cap(s.apart)])[:len(s.apart)] // with room for all
		*d = s
	})
	b.hinges, b.imagined = flat.Copy(old.hinges, src.hinges), flat.Copy(old.imagined, src.imagined)
	b.outages = flat.Copy(old.outages, src.outages)
	b.cases = flat.Copy(old.cases, src.cases)
	b.turns = flat.Copy(old.turns, src.turns)
	window := func(d *models.Window, s models.Window) {
		s.Downtime, s.Outages = flat.Copy(d.Downtime, s.Downtime), flat.Copy(d.Outages, s.Outages)
		s.Flows = flat.Copy(d.Flows, s.Flows)
		*d = s
	}
	b.marks = flat.CopyEach(old.marks, src.marks, window)
	b.late = flat.CopyEach(old.late, src.late, window)
	b.ticks = nil // what src has left of it is its own
}
