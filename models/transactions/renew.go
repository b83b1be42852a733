package transactions

import "nines/models/chance"

// Renew draws anew, in an era that has just begun, what is left of the recovery of coordinators, and of transactions
// that are played one by one those that come and what they draw from now on: what one is at ends as it would have.
// Cost: O(coordinators and transactions).
func (t *Transactions) Renew() {
	for i := range t.flows {
		f := &t.flows[i]
		if f.Singly {
			t.renew(f)
		}
		for number := range f.coordinators {
			x := &f.coordinators[number]
			q := t.ask(f, chance.Recovering, number, x.returns)
			q.Redraw(t.calendar, &x.timer, x.begun, f.recovery())
		}
	}
}
