package models

import "nines/sim"

// View is what a decider may know of the world: beliefs and resources, never the truth. It is one word and copied
// freely; it is valid for the duration of the call it is handed to.
type View struct{ w *World }

// Now is the present time of the run.
func (v View) Now() sim.Time { return v.w.now() }

// Nodes is how many nodes there are.
func (v View) Nodes() int { return len(v.w.nodes) }

// Trusted reports whether no detector suspects a node.
func (v View) Trusted(leaf int) bool { return v.w.nodes[leaf].suspecting == 0 }

// FreeHands is how many members of a crew are idle.
func (v View) FreeHands(crew int) int { return v.w.Crews[crew].Count - v.w.crews[crew].busy }

// Queued is how many incidents wait for a crew.
func (v View) Queued(crew int) int { return v.w.crews[crew].queued }

// Sketch makes a view from literals, for tests of policies: which nodes are trusted, and nothing else.
func Sketch(trusted ...bool) View {
	w := &World{calendar: sim.NewCalendar(), nodes: make([]node, len(trusted))}
	for i, t := range trusted {
		if !t {
			w.nodes[i].suspecting = 1
		}
	}
	return View{w}
}
