package world

import (
	"fmt"

	"nines/sim"
)

// Check verifies every invariant of the world between two events and returns the first that is broken. Cost:
// O(everything).
func (w *World) Check() error {
	for _, check := range []func() error{
		w.fleet.Check, w.sight.Check, w.pools.Check, w.work.Check, w.checkBook, w.load.Check, w.data.Check, w.logs.Check,
		w.transactions.Check, w.checkCalendar, w.checkReasons,
	} {
		if err := check(); err != nil {
			return fmt.Errorf("at %v s: %w", w.now(), err)
		}
	}
	return nil
}

// checkBook holds the book to who holds which node.
func (w *World) checkBook() error {
	return w.book.Check(w.fleet.Holdings(w.work.Stage), w.sight.Mistaken())
}

// checkCalendar: every pending event is known to somebody; what remains is the clockwork of the measurements, which has
// one more while there is a warm-up: its next sample.
func (w *World) checkCalendar() error {
	known, loose := w.work.Pending()
	known += w.fleet.Pending() + w.sight.Pending() + w.load.Pending() + w.data.Pending() + w.logs.Pending() +
		w.pools.Pending() + w.transactions.Pending()
	rest, clockwork := w.calendar.Len()-known, 2+len(w.plan.Time.ReportAt)+2*len(w.plan.Windows)
	if w.now() < sim.Time(w.plan.Time.Warmup) {
		clockwork++
	}
	if rest < 0 || rest > clockwork+loose {
		return fmt.Errorf("%d events pending, %d of them known", w.calendar.Len(), known)
	}
	return nil
}

// checkReasons: a service is suspended for as many reasons as rooms know of.
func (w *World) checkReasons() error {
	for s := range w.plan.Services {
		if known := w.work.Suspends(s) + w.logs.Suspends(s) + w.data.Suspends(s); known != w.book.Suspended(s) {
			return fmt.Errorf("service %d is suspended for %d reasons, %d of them known", s, w.book.Suspended(s), known)
		}
	}
	return nil
}
