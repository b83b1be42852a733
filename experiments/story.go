package experiments

import (
	"cmp"
	"slices"

	"nines/models"
	"nines/sim"
)

// Story follows the incidents and the outages of one run from note to note (see world.World.Tell) and says which stage
// each of them leaves and enters. The zero Story is ready.
type Story struct {
	open map[subject]*Thread
}

// subject is an incident or a service; the other is −1.
type subject struct{ incident, service int }

// Thread is an incident that is not over, or a service that is down.
type Thread struct {
	models.Note          // with which it began
	Stage       string   // a name of models.StageNames, or heal; outage of a service
	Since       sim.Time // when it entered the stage
}

// Step is a move of a thread: to its first stage where From is "", out of its last where To is "".
type Step struct {
	*Thread         // as it is after the step
	From, To string // stages
	Left     sim.Time
}

// stageOf is the stage that a note begins, "" where it ends the last. What an incident is left to heal in counts as
// repair elsewhere.
func stageOf(n models.Note) (stage string, moves bool) {
	switch n.What {
	case models.Begins:
		return "detect", true
	case models.Enters:
		return n.Stage, true
	case models.Leaves:
		return "heal", true
	case models.Falls:
		return "outage", true
	case models.Rises:
		return "", true
	}
	return "", false
}

// Follow takes in the next note. Notes that move nothing, such as those about beliefs, give no step.
func (s *Story) Follow(n models.Note) (step Step, moves bool) {
	next, moves := stageOf(n)
	if !moves {
		return Step{}, false
	}
	id := subject{n.Incident, n.Service}
	if n.Service >= 0 {
		id.incident = -1 // it names whose onset takes the service down
	}
	t := s.open[id]
	switch begins := n.What == models.Begins || n.What == models.Falls; {
	case t == nil && !begins:
		return Step{}, false // it began before the story
	case t == nil:
		t = &Thread{Note: n, Since: n.At}
		if s.open == nil {
			s.open = map[subject]*Thread{}
		}
		s.open[id] = t
	}
	step = Step{Thread: t, From: t.Stage, To: next, Left: t.Since}
	t.Stage, t.Since = next, n.At
	if next == "" {
		delete(s.open, id)
	}
	return step, true
}

// Open lists what is not over: incidents in order of onset, then services.
func (s *Story) Open() []*Thread {
	var all []*Thread
	for _, t := range s.open {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *Thread) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Incident, b.Incident))
	})
	return all
}
