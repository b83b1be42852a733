package requests

import (
	"nines/models"
	"nines/sim"
)

// Retries are made while a request has tries left and the budget of all clients has, too.

// earn adds to the budgets what a request that comes is worth.
func (l *Lane) earn() {
	if h := l.plan.Client.Hedge; h != nil {
		l.clients.hedges = h.Earn(l.clients.hedges)
	}
	if b := l.plan.Client.Retry.Budget; b != nil {
		l.clients.budget = b.Comes(l.clients.budget)
	}
}

// succeed tells the budget of a request that was served.
func (l *Lane) succeed() {
	if b := l.plan.Client.Retry.Budget; b != nil {
		l.clients.budget = b.Succeeds(l.clients.budget)
	}
}

// regret tells the budget of a try that has failed.
func (l *Lane) regret() {
	if b := l.plan.Client.Retry.Budget; b != nil {
		l.clients.budget = b.Fails(l.clients.budget)
	}
}

// mayRetry reports whether a request is tried again of which no try is under way, and takes that from the budget.
func (l *Lane) mayRetry(r *request) bool {
	retry := &l.plan.Client.Retry
	more := int(r.begun) < retry.Tries
	if b := retry.Budget; b != nil && more {
		l.clients.budget, more = b.Spend(l.clients.budget)
	}
	return more
}

// retry has a request be tried again when its client has waited.
func (l *Lane) retry(id int32) {
	r := &l.clients.requests.Items[id]
	if b := l.plan.Client.Retry.Backoff; b != nil {
		r.waited = l.draws.wait(b, int(r.begun), r.waited)
	}
	r.timer = l.calendar.At(l.now+sim.Time(r.waited), sim.Event{Kind: again, Who: id})
}

// unspent is what the budget of a plan holds at first.
func unspent(c *models.Client) float64 {
	if b := c.Retry.Budget; b != nil {
		return b.Full()
	}
	return 0
}
