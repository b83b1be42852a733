package work

import (
	"nines/models"
	"nines/models/fleet"
	"nines/sim"
)

// step is what is being done about a case at present. Its timer, if it has one, is the end of it.
type step uint8

const (
	idle       step = iota // nothing: nobody has noticed, or it is left to heal
	diagnosing             // the localizer is at work
	onHold                 // the recoverer wants to be asked again
	biding                 // the treatment is not due yet (back-off, grace, the next visit)
	forParts               // in the queue of a spare
	forHands               // in the queue of a team
	working                // hands are on it
	copying                // data is copied through a pool
	checking               // has it worked?

	// What goes on in the present event, when all news is heard:
	alarmed  // somebody looks at it
	blamed   // somebody decides about whom a diagnosis names, or what to try next
	cleared  // somebody turns to whom a diagnosis names next
	supplied // the part is there, hands are next
	equipped // hands are there, which begin
	copied   // the data is there, the result is looked at
)

// job is what is being done about a case.
type job struct {
	timer   sim.Timer    // of the present step
	since   sim.Time     // when it began, where hands are at work or the result is awaited; later by any time it lay
	left    sim.Duration // of work that lies, since a shift has ended; 0 where none does
	done    sim.Duration // likewise, of it
	search  search
	next    int32  // behind it in a queue; none where it is the last
	tries   uint32 // treatments begun, names their draws
	attempt int32  // treatments of the true target that have failed, and those before that count
	tried   int32  // likewise, with those that have worked
	team    int32  // whose hands it has or waits for; none where −1
	turn    int32  // of that team, when its hands began
	calls   uint32 // of hands for it so far, names their draws
	ticket  uint32 // of that team: who asked first has the lower one
	copy    int32  // that is under way, as its pool calls it
	relief  int32  // the last of its mitigations; none where −1
	stray   stray
	gaps    uint64       // services whose role it interrupts, as a set
	outs    uint64       // services whose role the work on it interrupts, as a set
	moved   uint64       // services whose role has been moved because of it, as a set
	action  int16        // number of the present treatment, or Repair or Leave
	needs   needs        // of that
	line    int16        // in which it is on hold
	stage   models.Stage // of what is done about it
	booked  models.Stage // the same, or Switching
	step    step
	drained bool // its nodes are kept from work
	begun   bool // the desk says that it is being treated
}

// search is where the search for the cause of a case has come to: whom the present diagnosis blames.
type search struct {
	wasted sim.Duration       // on each innocent of the present diagnosis; negative: what its treatment takes
	target models.ComponentID // of the present treatment
	found  int32              // diagnoses so far
	wrong  int32              // innocents still to be treated before the search goes on
	blame  int16              // the fault whose cause is named; none where nobody has an idea
	right  bool               // after the innocents the culprit comes next
	misled bool               // the present target is innocent
}

// stray is the incident that the alarm of a stray case belongs to.
type stray struct {
	about  int32 // case
	serial int32 // when that is over, its slot may be somebody else's
}

// open makes the job of a new case.
func (w *Work) open(id int32) *job {
	for int(id) >= len(w.jobs) {
		w.jobs = append(w.jobs, job{})
	}
	x, j := w.fleet.Case(id), &w.jobs[id]
	*j = job{next: none, team: none, relief: none, search: search{target: x.Where(), blame: x.Fault()}}
	return j
}

// leaf is the node that a case which is not genuine is about.
func (w *Work) leaf(x *fleet.Case) int32 {
	leaf, _ := w.Topology.Leaf(x.Where())
	return leaf
}
