// Package data is what stores keep in a run: groups of data, cut into fragments that lie on nodes; which of them exist
// and are reached, and what is done to make anew those that are not.
//
// Read plan.go (what is derived from a blueprint, and what is refused), data.go (the state) and run.go (what happens
// at each event, and what the room follows), then group.go (how a group stands) with fragment.go (where its fragments
// are) and flaw.go (errors in them), line.go and job.go (making them anew), source.go (of what), notice.go (when
// somebody knows that fragments are missing), room.go (which nodes have room for them), scrub.go (how errors come and
// are found), done.go (what ends a job), standpoint.go (what users reach who stand within), versions.go (what they
// write on both sides of a partition), support.go (what services need of stores) and meter.go (what is measured).
// renew.go draws anew what is to come; check.go verifies every invariant.
//
// The room looks down at the fleet, which says what is true of nodes, and at sight, which says what is believed:
// fragments are reached by what is true, and made anew by what is believed.
package data
