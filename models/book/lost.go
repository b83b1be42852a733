package book

import "nines/models"

// Whose fault it is that requests are lost for want of what a service needs.

// Owed adds requests that a service loses now to what each cause owes, see models.FlowOutcome: it is down, or what it
// needs is, or data is not there.
func (b *Book) Owed(service int, lost float64, owing []float64) {
	id := int16(service)
	if b.plan.needs == nil {
		b.owed(id, lost, owing)
		return
	}
	if !b.services[id].down {
		served := b.served(b.stand(), none, 0)
		on := b.missing(id, 0, &served)
		if on < 0 {
			owing[b.plan.LossBesideAt(models.LostData)] += lost
			return
		}
		id = int16(on)
	}
	rooted := b.roots(id)
	total := rooted.sum()
	for r, s := range b.plan.needs.order {
		if rooted[r] > 0 {
			b.owed(s, lost*rooted[r]/total, owing)
		}
	}
}

// owed is Owed by a service in which that has its root.
func (b *Book) owed(service int16, lost float64, owing []float64) {
	s, beside := &b.services[service], b.plan.LossBesideAt(models.LostData)
	parts, itself := b.partsOf(service)
	lost /= parts
	for i := range s.apart {
		if root := s.apart[i].Root; root <= len(b.plan.Faults) {
			owing[root] += lost
		} else {
			owing[beside] += lost
		}
	}
	switch to := &s.blame; {
	case !itself:
	case to.holding > 0:
		for f, held := range to.held {
			owing[f] += float64(lost * float64(held) / float64(to.holding))
		}
	case to.rooted > 0:
		owing[to.rooted-1] += lost
	case s.down:
		owing[b.plan.LossBesideAt(models.LostDemand)] += lost
	default:
		owing[beside] += lost
	}
}
