package sight

import "nines/sim/flat"

// What says what a Turn is about.
type What uint8

// The turns.
const (
	Alarm   What = iota + 1 // as many detectors as it takes have noticed a hold (About); Arg: the detector that was last
	Accused                 // a node (About) with which nothing is wrong is suspected; Arg: names draws about that
	Trusted                 // a node (About) is trusted again
)

// Turn is news of this room.
type Turn struct {
	What  What
	About int32
	Arg   int32
}

// news is what minds have turned to in an event.
type news struct {
	turns flat.Queue[Turn]
	nodes []int32 // see Turned
	heard []int32 // see Doubted
}

func (n *news) reset() {
	n.turns.Reset()
	n.nodes, n.heard = n.nodes[:0], n.heard[:0]
}

func (s *Sight) post(what What, about, arg int32) { s.news.turns.Put(Turn{what, about, arg}) }

// Unread reports whether there is a Turn that nobody has read yet.
func (s *Sight) Unread() bool { return s.news.turns.Unread() }

// Next is the next Turn that is Unread.
func (s *Sight) Next() Turn { return s.news.turns.Next() }

// Turned are the nodes that balancers send work again, or no more, since the last event; some of them twice.
func (s *Sight) Turned() []int32 { return s.news.nodes }

// Doubted are the nodes that as many detectors as it takes suspect, or no more, since the last event; some of them
// twice. Empty without stores.
func (s *Sight) Doubted() []int32 { return s.news.heard }
