package fleet

import "nines/sim/flat"

// What says what a Change is about.
type What uint8

// The changes. Deciders and instruments never see them.
const (
	Began    What = iota + 1 // a case holds its nodes
	Grew                     // it holds more: the holds in front of Hold are new
	Hid                      // its effect is gone for now, its holds go on
	Returned                 // its effect is there again
	Passed                   // it is over by itself: whoever tends it is to end it
	Ended                    // it has let go of all nodes
	TakenOut                 // the work on it holds nodes: those in a list from Hold on
	PutBack                  // it has let go of them: those in a list from Hold on
)

// Change is news about one case. The slots of a case that has Ended, and of holds that are gone, are not used again
// before all news has been read.
type Change struct {
	What What
	Case int32
	Hold int32 // see What; None where it does not apply
}

// news is what has happened in an event.
type news struct {
	changes flat.Queue[Change]
	nodes   []int32 // see Touched
	cut     bool    // see Recut
}

// any reports whether there was any in the event, read or not.
func (n *news) any() bool { return n.cut || len(n.nodes)+len(n.changes.All()) > 0 }

func (n *news) reset() {
	n.changes.Reset()
	n.nodes, n.cut = n.nodes[:0], false
}

func (f *Fleet) post(what What, id, h int32) { f.news.changes.Put(Change{what, id, h}) }

// Unread reports whether there is a Change that nobody has read yet.
func (f *Fleet) Unread() bool { return f.news.changes.Unread() }

// Next is the next Change that is Unread.
func (f *Fleet) Next() Change { return f.news.changes.Next() }

// Touched are the nodes that may be worth something else to their users than before the event, or may now be struck
// when they could not be, or the reverse; some of them twice. Empty without traffic, stores, logs and transactions.
func (f *Fleet) Touched() []int32 { return f.news.nodes }

// touch remembers a node for Touched.
func (f *Fleet) touch(leaf int32) {
	if len(f.Traffic)+len(f.Stores)+len(f.Logs)+len(f.Transactions) > 0 {
		f.news.nodes = append(f.news.nodes, leaf)
	}
}
