// Package sight is what is believed in a run: what each detector thinks of each node, who must agree, and whom
// balancers send work. Truth and belief never share a field: what is true is asked of package fleet and handed to the
// instruments, which answer with delays.
//
// Read plan.go with panel.go (who must agree), sight.go (the state), run.go (what the room follows of the truth),
// show.go (what shows to whom) with question.go (what detectors are asked) and look.go (when they look), belief.go (how
// a detector changes its mind) with group.go (detectors that are the nodes themselves) and deaf.go (nodes that take the
// others for dead), cut.go (partitions, and who loses sight of whom), room.go with vie.go (detectors that suspect so
// many nodes and no more), stall.go with wake.go (detectors whose node stops), turn.go (the news) and renew.go (what is
// to come, drawn anew). check.go verifies every invariant.
//
// The room looks down at the fleet and the book. Deciders see a models.View of its board, through which truth is out of
// reach.
package sight
