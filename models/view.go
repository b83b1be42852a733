package models

import "nines/sim"

// View is what a decider may know of the world: beliefs and resources, never the truth. It is one word and copied
// freely; it is valid for the duration of the call it is handed to.
type View struct{ w *World }

// Now is the present time of the run.
func (v View) Now() sim.Time { return v.w.now() }

// Nodes is how many nodes there are.
func (v View) Nodes() int { return len(v.w.nodes) }

// Trusted reports whether a node is not suspected by as many detectors as it takes.
func (v View) Trusted(leaf int) bool { return !v.w.nodes[leaf].suspected }

// Clock is the time on the calendar in seconds since a Monday at 0:00, which is when the measured time begins; it is
// negative in the warm-up before that.
func (v View) Clock() sim.Duration { return sim.Duration(v.Now()) - v.w.Time.Warmup }

// Untrusted is how many nodes are suspected by as many detectors as it takes. Cost: O(1).
func (v View) Untrusted() int { return v.w.census.untrusted }

// Held is how many other cases are on hold, see Hold. Cases that are asked together, a new one and those on hold that
// are asked again because of it, count each other throughout, whatever the first of them is told.
func (v View) Held() int { return v.w.census.held }

// census counts what views are asked for often.
type census struct{ untrusted, held int }

// Scene is a situation from literals, for tests of policies.
type Scene struct {
	Trusted []bool // by node
	Now     sim.Time
	Warmup  sim.Duration
	Held    int
}

// View shows the scene and nothing else: there are no crews.
func (s Scene) View() View {
	w := &World{Blueprint: &Blueprint{Time: Timing{Warmup: s.Warmup}}, calendar: sim.NewCalendar(),
		nodes: make([]node, len(s.Trusted)), census: census{held: s.Held}}
	w.calendar.At(s.Now, sim.Event{})
	w.calendar.Next()
	for i, t := range s.Trusted {
		if !t {
			w.nodes[i].suspected = true
			w.census.untrusted++
		}
	}
	return View{w}
}

// Sketch is a scene in which nodes are trusted or not, and nothing else is to be seen.
func Sketch(trusted ...bool) View { return Scene{Trusted: trusted}.View() }
