package models

// Brownout decides how much of a request a node does: part of the work of each is optional, such as recommendations on
// a page, and a node that has much to do leaves it out, lest requests fail or wait (C. Klein, M. Maggio, K.-E. Årzén
// and F. Hernández-Rodriguez, "Brownout: building more robust cloud applications", ICSE 2014).
type Brownout interface {
	// InFull is the probability, in [0, 1], that a request is served in full whose turn comes at a node where so many
	// are, itself among them: those that wait, those that are served and those that wait for what they call. ≥ 1.
	InFull(there int) float64
	// String says when the optional work is left out, as a part of a sentence.
	String() string
}
