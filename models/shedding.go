package models

// Shedding decides whether a node takes a request in that has come to it, in view of how much it has to do already: a
// few that are refused early cost less than many that wait in vain. Where requests have priorities those of the lowest
// are refused first.
type Shedding interface {
	// Sheds is the probability, in [0, 1], that a request is refused which comes to a node where so many are, itself not
	// among them: those that wait, those that are served, at most so many at a time or at full speed, and those that wait
	// for what they call. There is none at 0.
	Sheds(there, slots int) float64
	// String says when, as a part of a sentence.
	String() string
}

// ShedOf is the probability that a request of a class is refused where a share of all is to be: of the lowest class
// first, and of another only when all lower ones are.
func ShedOf(share float64, classes []Priority, rank int) float64 {
	if len(classes) == 0 {
		return share
	}
	for i := len(classes) - 1; i > rank; i-- {
		share -= classes[i].Share
	}
	return min(1, max(0, share/classes[rank].Share))
}
