// Package consensus is who leads the replicated logs of a run, when these can commit, and who holds the locks that are
// kept in them.
//
// Read plan.go (what is derived from a blueprint, and what is refused), consensus.go (the state) and run.go (what
// happens at each event), then member.go (what the room follows of the fleet), term.go (a leader is lost, an election
// begins and ends), ballot.go (a member stands, and is voted for), commit.go (how long commits take) and meter.go (what
// is measured); lock.go (the state of locks) and hold.go (how they change hands). renew.go draws anew what is to come;
// check.go verifies every invariant.
//
// The rules are those of Raft. While a leader has a majority nothing happens here: heartbeats are no events. When it is
// lost, it is drawn how long ago each follower heard of it last, and the time-outs begin there. Who times out first
// stands for election and asks all others, who give their vote of a term to the first that asks; a majority of votes,
// each a round trip away, makes a leader. One that times out before it is asked stands too; if nobody gets a majority,
// those that time out next try again in the next term. A leader that has lost its majority keeps its office for one
// election time-out, as etcd's does, and leads on if the majority is back by then. While there is none, nobody is
// elected; when it is back, those that have been waiting are somewhere in their time-outs.
//
// Locks are lent for a time. While a holder renews its lease nothing happens here, either. When it no longer can, as it
// is down or the log has no leader, it is drawn how long ago it last did, and lease and deadline count from there. What
// renewing and taking a lock take of the log's time is left out, as are clocks that differ.
//
// What is left out besides: clients that must find the leader, pre-votes, entries that a member lacks, snapshots,
// changes of membership. A cut is a node that is not there, for both sides.
//
// The room looks down at the fleet, which says what is true of nodes; through it the book is told when services that
// stand or fall with a log do.
package consensus
