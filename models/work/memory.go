package work

import "nines/sim"

// memo is what a patient recoverer remembers of a process: how far it had come when it last succeeded.
type memo struct {
	attempt int32 // treatments that had failed
	tries   int32 // and all of them
	until   sim.Time
}

// recall is what is remembered of a process when it strikes; nothing unless it is back within probation.
func (w *Work) recall(process int32) memo {
	if len(w.memory) == 0 || w.now() >= w.memory[process].until {
		return memo{}
	}
	return w.memory[process]
}

// remember notes a success: if it does not last, the next incident goes on where this one ended.
func (w *Work) remember(id int32) {
	if len(w.memory) > 0 {
		j := &w.jobs[id]
		within := sim.Time(w.patient.Probation(w.suspectOf(id)))
		w.memory[w.fleet.Case(id).Process()] = memo{j.attempt, j.tried, w.now() + within}
	}
}
