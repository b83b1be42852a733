// Package consensus is who leads the replicated logs of a run, when these can commit, and who holds the locks that are
// kept in them.
//
// Read plan.go (what is derived from a blueprint, and what is refused), consensus.go (the state) and run.go (what
// happens at each event), then member.go (what the room follows of the fleet: who runs, and who hears whom), hear.go
// (what they learn of each other then), term.go (a leader is lost), sound.go (a time-out ends, and a member asks if it
// would be elected), ballot.go (it stands, and is voted for), elect.go (it is elected), commit.go (how long commits
// take), change.go (other nodes become members) and meter.go (what is measured); lock.go (the state of locks) and
// hold.go (how they change hands). renew.go draws anew what is to come; check.go verifies every invariant.
//
// The rules are those of Raft. While a leader has a majority nothing happens here: heartbeats are no events. When it
// is lost, it is drawn how long ago each follower heard of it last, and the time-outs begin there. Who times out
// first stands for election and asks all others, who give their vote of a term to the first that asks; a majority of
// votes, each a round trip away, makes a leader. One that times out before it is asked stands too; if nobody gets a
// majority, those that time out next try again in the next term.
//
// Partitions are between members, one way or both. A leader can commit while it has a majority that hears it and that
// it hears. One that has not keeps its office for one election time-out, as etcd's does, and leads on if the majority
// is back by then; meanwhile others, who do not hear it, may elect another one: two lead, and one of them can commit at
// most. Who is told of a later term, by a request for its vote or with a heartbeat, leads no more and follows nobody
// of an earlier one. So a member that was cut off, has timed out again and again, and is back, brings down the leader;
// one that others hear, and that hears no leader, does so as often as it times out. With a pre-vote neither happens.
// Time-outs of which nobody hears who could be elected, or is heard by one that could, are no events: how many there
// were is worked out when that changes, by their mean.
//
// Locks are lent for a time. While a holder renews its lease nothing happens here, either. When it no longer can, as it
// is down or the log has no leader, it is drawn how long ago it last did, and lease and deadline count from there. What
// renewing and taking a lock take of the log's time is left out, as are clocks that differ.
//
// Members change one at a time, the old for the new in one step, which takes no time besides that for which the new one
// learns, and waits until no vote is under way. One that is replaced is no member from then on, and disturbs nobody.
//
// What is left out besides: clients that must find the leader, entries that a member lacks, snapshots. What a heartbeat
// would tell, other than that a leader is there, is known at once, as is a refusal.
//
// The room looks down at the fleet, which says what is true of nodes; through it the book is told when services that
// stand or fall with a log do.
package consensus
