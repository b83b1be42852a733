package work

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/models/pools"
	"nines/models/sight"
	"nines/sim"
	"nines/sim/flat"
)

// Work is what is done in one run. All of it lies in flat slices indexed by number, so that it can be copied and used
// again.
type Work struct {
	*Plan
	calendar *sim.Calendar
	chance   *chance.Draws
	book     *book.Book
	fleet    *fleet.Fleet
	sight    *sight.Sight
	pools    *pools.Pools

	jobs    []job // by case
	cases   int   // that somebody works on
	accused []bool
	memory  []memo // by process; empty where the recoverer forgets
	desk    models.Desk
	holding uint64                // lines in which cases are on hold, as a set
	held    [models.MaxLines]line // of cases on hold
	reliefs flat.Slots[relief]
	lanes   lanes
	roles   [][]int32 // by service: nodes that have its role
	teams   []team
	shelves []shelf
	later   later
	margins book.Margins    // at the last choice that asked for them
	begun   []models.Relief // at the present alarm, or with the present diagnosis
}

// later is what is done when all news of an event has been heard, in this order.
type later struct {
	asked      flat.Queue[int32] // cases with which somebody has to go on, in the order in which that was clear
	interrupts []int32           // cases whose effect is felt: they may interrupt roles
	fill       bool              // somebody has come back who may take a role
	ask        bool              // a case is over: those on hold are asked about again
	hands      flat.Queue[hand]  // that have come free
	any        bool              // there is anything of that
}

func (l *later) reset() {
	l.asked.Reset()
	l.hands.Reset()
	l.interrupts, l.fill, l.ask, l.any = l.interrupts[:0], false, false, false
}

const none = fleet.None

func (w *Work) now() sim.Time { return w.calendar.Now() }

// view is what deciders may know.
func (w *Work) view() models.View { return w.sight.Board().View(w.now(), &w.desk) }

// await has somebody go on with a case when all news is heard.
func (w *Work) await(id int32, step step) {
	w.jobs[id].step = step
	w.later.asked.Put(id)
	w.later.any = true
}

// able reports whether a node is up, and trusted to be.
func (w *Work) able(leaf int32) bool { return w.fleet.Up(leaf) && !w.sight.Suspected(leaf) }
