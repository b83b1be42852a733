// Package glimpses plays the requests of a run in short times alone, which stand for the rest of it. Users know them as
// windows.
//
// Requests change nothing of what happens to nodes. So a run can be played without them while a tape records all that
// their lanes would have been told; that done, it is known how long nodes were in which state and when that changed.
// The measured time is cut into cells of one length. Cells are alike, of one kind, where as many nodes are as well and
// as trusted, at about the same demand, or where one such state turned into another. Of each kind some cells are chosen
// at random and their requests played; what is counted there is multiplied by how many cells of the kind there are for
// each that was chosen. That is a stratified sample (W. G. Cochran, Sampling Techniques, 3rd ed., 1977, chapter 5):
// whatever the kinds are and however many of each are chosen, its sums are those of the whole run, on average over the
// choice.
//
// Read plan.go and tape.go (what is recorded), scene.go (what lanes know at some time), survey.go (which kinds of times
// there are), choice.go and draw.go (which are played), then glimpse.go (how one is played, with players.go) and
// account.go. check.go holds it all to its invariants.
//
// A lane is empty when it is entered, some lead before a glimpse. What requests do to later ones beyond that lead
// cannot be seen: a queue that grows for longer, a cache that fills more slowly, a storm of retries that outlasts its
// cause.
package glimpses
