// Package transactions is what comes of transactions over several participants: two-phase commit, and sagas.
//
// Read plan.go (what is derived from a blueprint, and what is refused), transactions.go (the state) and run.go (what
// happens at each event), then look.go (who is up), follow.go (somebody goes down, or is back), twophase.go and saga.go
// (what that means under each protocol) and meter.go (what is measured). Of those that are played one by one,
// singles.go is the state, course.go what they do while nothing changes, changed.go what they do when something does,
// and draw.go what they draw; sum.go adds up how long they took. renew.go draws anew what is to come; check.go and
// check_singles.go verify every invariant.
//
// # As a flow
//
// No event is about a single transaction. Between two events of nodes, services and logs those that come fare by
// shares, which follow from who is up. When somebody goes down, those under way are a Poisson number whose mean is the
// rate times how long they are at that point of the protocol on average (M/G/∞, which holds for every law), and it is
// drawn how many there are. A coordinator keeps what it has left in doubt, or between two steps, until it is back and
// has recovered.
//
// How a flow builds up in the time of one transaction is left out, so that two changes within that find as many under
// way as in the long run. What becomes of one is booked when it comes.
//
// # One by one
//
// Transactions change nothing about who is up, and in between two events of the world that does not change either. So
// one that is over before the next event is played to its end at once: it takes some draws, no event of the world, no
// calendar and no memory. Only those that are not over by then are kept, and are played on, or ended, when something
// changes for them: rate times duration for each event, in a slice that is used again. BenchmarkTransactions has what
// one costs. They do not count in the order in which they end, so that whatever they are counted in must not depend on
// it; how many are under way at most is therefore not known.
//
// What ends a transaction first is its reason. Of those that are under way when the measured time begins it is not
// counted what they end as, nor how long they take, and those that are when it ends are unfinished; how many are left
// in doubt, are compensated for and are between two steps is counted as it happens, of all.
//
// # What is left out
//
// Waits for locks of those that are not in doubt, and for one another; retries; heuristic decisions, by guess;
// compensations that have to wait for a participant, or a coordinator, that is down as well. Participants under a
// partition are not there.
//
// The room looks down at the fleet, the logs and, for services, the book; it tells nobody anything but the story.
package transactions
