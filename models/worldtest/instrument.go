package worldtest

import (
	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Watcher is a detector made of laws: slow, forgetful and mistaken at will. Lossy nodes it notices after half the time.
type Watcher struct {
	Notices   dist.Law        // after this time
	Trusts    dist.Law        // a node again so long after it is well
	Errs      models.Mistakes // nil: never
	SeesLossy float64         // chance
}

func (d Watcher) Sees(x models.Symptom) float64 {
	if x.Effect == models.Lossy {
		return d.SeesLossy
	}
	return 1
}

func (d Watcher) Delay(x models.Symptom) models.Wait {
	if x.Effect == models.Lossy {
		return models.Wait{Law: d.Notices, Pace: 2}
	}
	return models.Wait{Law: d.Notices}
}

func (d Watcher) Clear() models.Wait { return models.Wait{Law: d.Trusts} }

func (d Watcher) Mistake() models.Mistakes {
	if d.Errs == nil {
		return models.Unerring{}
	}
	return d.Errs
}

// Looker is a Watcher that has to look again at whom it suspects.
type Looker struct {
	Watcher
	Finds dist.Law // a new fault after this time, and as long as the node has been well
}

func (d Looker) Again(_ models.Symptom, well sim.Duration) models.Wait {
	return models.Wait{Plus: well, Law: d.Finds}
}

// Cramped is a detector that suspects so many nodes at a time and no more.
type Cramped struct {
	models.Detector
	Places int
}

func (d Cramped) Most(int) int { return d.Places }

// Listener is a Watcher that suspects whoever is silent, by its own clock.
type Listener struct{ Watcher }

func (Listener) Listens() bool { return true }

// Blind sees nothing.
type Blind struct{ Watcher }

func (Blind) Sees(models.Symptom) float64 { return 0 }

// Erring are mistakes that begin and last by laws of their own.
func Erring(recurs, lasts dist.Law) models.Mistakes { return renewed{recurs: recurs, lasts: lasts} }

type renewed struct{ recurs, lasts dist.Law }

func (m renewed) Sample(s *rng.Stream) (after, lasting sim.Duration) {
	return sim.Duration(m.recurs.Sample(s)), sim.Duration(m.lasts.Sample(s))
}

// Slowly is a localizer that takes its time.
type Slowly struct{ Takes dist.Law }

func (l Slowly) Diagnose(models.Alarm) models.Odds {
	return models.Odds{Takes: models.Wait{Law: l.Takes}, Named: 1, Right: 1}
}

// Innocents are that many before each culprit.
type Innocents int

func (n Innocents) Draw(*rng.Stream) int { return int(n) }

func (n Innocents) Chance(of int) float64 {
	if of == int(n) {
		return 1
	}
	return 0
}

// Crowd is a Watcher that is the nodes themselves: each who is heard is suspected falsely so often an hour, for
// a second.
type Crowd struct {
	Watcher
	Wrong func(members, silent int) float64
}

func (d Crowd) Mistake() models.Mistakes { return Erring(Constant(1), Constant(1/Hour)) }

// Errs hides the mistakes of a Watcher, which a crowd does not make alone.
func (d Crowd) Errs(members, silent int) float64 { return d.Wrong(members, silent) / Hour }

// Accuser is a Crowd of whom those who are slow take the others for dead: the first after some hours, then the next
// after as many others each time.
type Accuser struct {
	Crowd
	First, Next float64
}

func (d Accuser) Deaf(x models.Symptom) float64 {
	if x.Effect == models.Slow {
		return 1
	}
	return 0
}

func (d Accuser) Accuses(k int) models.Wait {
	if k == 0 {
		return models.Wait{Plus: sim.Duration(d.First * Hour)}
	}
	return models.Wait{Plus: sim.Duration(d.Next * Hour)}
}

// Thorough is a detector that looks at each node so often and knows after so many looks. It never errs.
type Thorough struct {
	Every sim.Duration
	Looks int
}

func (Thorough) Sees(models.Symptom) float64 { return 1 }

func (d Thorough) Delay(models.Symptom) models.Wait {
	return models.Wait{Every: d.Every, Plus: sim.Duration(d.Looks-1) * d.Every}
}

func (d Thorough) Clear() models.Wait { return models.Wait{Every: d.Every} }

func (Thorough) Mistake() models.Mistakes { return models.Unerring{} }

// Patrol is a detector that looks at each node so often and knows all that is there to see.
type Patrol struct{ Every sim.Duration }

func (Patrol) Sees(models.Symptom) float64 { return 1 }

func (d Patrol) Delay(models.Symptom) models.Wait { return models.Wait{Every: d.Every} }

func (d Patrol) Again(models.Symptom, sim.Duration) models.Wait { return models.Wait{Every: d.Every} }

func (d Patrol) Clear() models.Wait { return models.Wait{Every: d.Every} }

// Mistake comes with the third look after an answer, and lasts for two.
func (d Patrol) Mistake() models.Mistakes {
	return Erring(Constant(3*float64(d.Every)/Hour), Constant(2*float64(d.Every)/Hour))
}
