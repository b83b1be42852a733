package world

// Renew gives a world that is under way a future of its own: all that is drawn from now on comes from the streams of a
// branch, and what is pending is drawn anew given how long it has been waited for. So copies that are given different
// branches are independent from now on, given the present, and each follows the law of a run that has come to it.
// Branches nest; branch 0 is the run itself, which goes on as it would have. At most 65,534 times. Cost: O(state).
//
// Drawn anew are the lives of all processes, work under way, looks at whether a treatment has worked, healing,
// suspicions to come, mistakes to come that are a Poisson process, the strikes of overload, fragments that are made
// anew, latent errors and who finds them at random, the time-outs of elections, what nodes learn that are to join a
// log, looks for locks, the recovery of coordinators, and transactions that are yet to come one by one. Whatever else
// is pending stays as it was drawn, which copies then share: what is certain (records, plans, stages, the data of
// pools), diagnoses, waits that a recoverer has asked for, mitigations, hands on their way, phases of what flaps,
// deliveries, relapses, strikes that another one has triggered, mistakes of other detectors, trust that returns, and
// what a transaction is at; likewise what is settled but has not shown yet, such as whether a diagnosis is right.
func (w *World) Renew(branch uint64) {
	if branch == 0 {
		return
	}
	w.draws.Renew(branch, w.now())
	w.fleet.Renew()
	w.sight.Renew()
	w.work.Renew()
	w.load.Renew()
	w.data.Renew()
	w.logs.Renew()
	w.transactions.Renew()
	w.drain()
	w.verify()
}
