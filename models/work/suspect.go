package work

import (
	"nines/models"
	"nines/models/fleet"
)

// suspectOf is what the recoverer is told of the present target. Nobody repairs by hand what is not there: at a false
// alarm there is nothing to be found.
func (w *Work) suspectOf(id int32) models.Suspect {
	j, x := &w.jobs[id], w.fleet.Case(id)
	target := j.search.target
	first, _ := w.Topology.Span(target)
	depth := w.Topology.Depth(target)
	s := models.Suspect{Component: target, Level: w.Topology.LevelName(depth), Node: int(first),
		Effect: x.Symptom().Effect, Begun: j.tries > 0}
	leaf := depth == len(w.Topology.Levels)
	if leaf {
		s.Class = w.Classes[w.fleet.Class(first)].Name
	}
	if blame := j.search.blame; blame != int16(none) {
		c := &w.causes[blame]
		s.Cause, s.Change = c.called, c.fault.Change
		s.Repairable = x.Fault() != int16(none) && c.repairable
		s.Helps = c.helps[count(leaf)]
	}
	if !j.search.misled {
		s.Attempt, s.Tries = int(j.attempt), int(j.tried)
	}
	return s
}

// faultBlamed is the fault whose cause is being treated.
func (w *Work) faultBlamed(j *job) *models.Fault { return w.causes[j.search.blame].fault }

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// modeOf is the mode that a repair by hand meets: the one that is present or, where the cause is another, the first.
func (w *Work) modeOf(j *job, x *fleet.Case) int {
	if j.search.misled && j.search.blame != x.Fault() {
		return 0
	}
	return x.Mode()
}

// needsOf is what the present treatment of a case needs.
func (w *Work) needsOf(j *job) needs {
	switch {
	case j.action >= 0:
		return w.actions[j.action].needs
	case j.action == models.Repair:
		f := w.faultBlamed(j)
		return needs{int16(f.Crew), int16(f.Spare), -1}
	}
	return nothing
}

// site is what the present treatment is done to: the target or, where the scope of the action is wider, what holds it.
func (w *Work) site(j *job) models.ComponentID {
	target := j.search.target
	if j.action < 0 {
		return target
	}
	depth := w.actions[j.action].depth
	if depth < 0 || depth >= w.Topology.Depth(target) {
		return target
	}
	leaf, _ := w.Topology.Span(target)
	return w.Topology.Above(leaf, depth)
}

// resolved reports whether a case that is not genuine has become pointless: the node is trusted again, or the incident
// that caused the alarm is over.
func (w *Work) resolved(id int32) bool {
	x := w.fleet.Case(id)
	switch x.Kind() {
	case fleet.FalseAlarm:
		return !w.sight.Suspected(w.leaf(x))
	case fleet.Stray:
		belongs := w.jobs[id].stray
		about := w.fleet.Case(belongs.about)
		return about.Serial() != belongs.serial || about.Over()
	}
	return false
}

// alarm is what a localizer is told about a case.
func (w *Work) alarm(id int32) models.Alarm {
	x := w.fleet.Case(id)
	a := models.Alarm{
		Symptom: *x.Symptom(), False: x.Kind() == fleet.FalseAlarm, Nodes: max(1, int(x.Nodes())), Others: w.cases - 1,
		Attempt: int(w.jobs[id].search.found), Since: w.fleet.SinceChange(),
	}
	if x.Genuine() {
		a.Change = w.fleet.FaultOf(x).Change
	}
	return a
}
