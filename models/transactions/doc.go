// Package transactions is what comes of transactions over several participants: two-phase commit, and sagas.
//
// Read plan.go (what is derived from a blueprint, and what is refused), transactions.go (the state) and run.go (what
// happens at each event), then look.go (who is up), follow.go (somebody goes down, or is back), twophase.go and saga.go
// (what that means under each protocol) and meter.go (what is measured). renew.go draws anew what is to come; check.go
// verifies every invariant.
//
// Transactions are a flow: no event is about a single one. Between two events of nodes, services and logs those that
// come fare by shares, which follow from who is up. When somebody goes down, those under way are a Poisson number whose
// mean is the rate times how long they are at that point of the protocol on average (M/G/∞, which holds for every law),
// and it is drawn how many there are. A coordinator keeps what it has left in doubt, or between two steps, until it is
// back and has recovered.
//
// What is left out: how a flow builds up in the time of one transaction, so that two changes within that find as many
// under way as in the long run; waits for locks of those that are not in doubt, and for one another; retries;
// heuristic decisions, by guess; compensations that have to wait for a participant that is down as well.
// Participants under a partition are not there.
//
// The room looks down at the fleet, the logs and, for services, the book; it tells nobody anything but the story.
package transactions
