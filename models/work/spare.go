package work

import (
	"nines/models"
	"nines/models/chance"
	"nines/sim"
	"nines/sim/flat"
)

// shelf is the stock of one spare.
type shelf struct {
	stock   int32 // parts on the shelf
	onOrder int32
	queue   line     // cases that wait for a part
	since   sim.Time // until when it is booked
	empty   float64  // seconds without a part on the shelf
	lay     float64  // part-seconds on it
	line    float64  // case-seconds in the queue
	used    int      // parts
	orders  uint32   // so far
	jobs    int      // that asked for a part
	waited  int      // that had to wait for it
}

func (w *Work) resetShelves() {
	w.shelves = flat.Fill(w.shelves, len(w.Spares), shelf{queue: nobody})
	for i := range w.shelves {
		w.shelves[i].stock = int32(w.Spares[i].Stock)
	}
}

// bookShelf integrates a shelf up to now.
func (w *Work) bookShelf(s *shelf) {
	dt := float64(w.now() - s.since)
	s.line += float64(dt * float64(s.queue.length))
	s.lay += float64(dt * float64(s.stock))
	if s.stock == 0 {
		s.empty += dt
	}
	s.since = w.now()
}

// takePart takes a part for a case and reports whether there was one; if not, the case waits for the next delivery.
func (w *Work) takePart(id int32, spare int16) bool {
	j, s := &w.jobs[id], &w.shelves[spare]
	w.bookShelf(s)
	s.jobs++
	if s.stock > 0 {
		w.usePart(spare)
		return true
	}
	s.waited++
	j.step = forParts
	w.join(&s.queue, id)
	w.reorder(spare)
	w.note(models.Lacks, id)
	return false
}

// usePart takes a part off the shelf.
func (w *Work) usePart(spare int16) {
	s := &w.shelves[spare]
	s.stock--
	s.used++
	w.reorder(spare)
}

// reorder orders up to the stock at the start when what is on the shelf and on order, less what is waited for, falls to
// the reorder point: an (s, S) policy with continuous review.
func (w *Work) reorder(spare int16) {
	s, p := &w.shelves[spare], &w.Spares[spare]
	position := int(s.stock + s.onOrder - s.queue.length)
	parts := int32(p.Stock - position)
	if position > p.Reorder || parts <= 0 || p.Lead == nil {
		return
	}
	s.onOrder += parts
	s.orders++
	takes := w.chance.Ask(chance.Delivery, w.spareKeys[spare], s.orders, 0).Lasts(p.Lead)
	w.calendar.After(takes, sim.Event{Kind: delivered, Who: int32(spare), Arg: parts})
}

// onDelivery puts parts on the shelf and hands them to those who wait.
func (w *Work) onDelivery(spare int16, parts int32) {
	s := &w.shelves[spare]
	w.bookShelf(s)
	s.stock += parts
	s.onOrder -= parts
	for s.queue.head != none && s.stock > 0 {
		next := s.queue.head
		w.quit(&s.queue, next)
		s.stock--
		s.used++
		w.await(next, supplied)
	}
}

// leaveShelf takes a case out of the queue for parts.
func (w *Work) leaveShelf(id int32) {
	s := &w.shelves[w.jobs[id].needs.spare]
	w.bookShelf(s)
	w.quit(&s.queue, id)
}

// Fresh reports whether every shelf is full.
func (w *Work) Fresh() bool {
	for i := range w.shelves {
		if int(w.shelves[i].stock) < w.Spares[i].Stock {
			return false
		}
	}
	return true
}
