package transactions

import "nines/models/chance"

// Renew draws anew, in an era that has just begun, what is left of the recovery of coordinators. Cost: O(coordinators).
func (t *Transactions) Renew() {
	for i := range t.flows {
		f := &t.flows[i]
		for number := range f.coordinators {
			x := &f.coordinators[number]
			q := t.ask(f, chance.Recovering, number, x.returns)
			q.Redraw(t.calendar, &x.timer, x.begun, f.recovery())
		}
	}
}
