package worldtest

import (
	"nines/models"
	"nines/sim"
)

// Script strikes each of its targets at its hours. A strike that is due before the last one is over comes then.
type Script struct {
	*Diary
	Hours [][]float64 // by target
}

func (f Script) Next(o models.Occurrence) models.Wait {
	f.Note("next of target %d after %d strikes, free from %s, pace %g, age %s", o.Target, o.Count,
		ClockTime(float64(o.Now)), o.Pace, ClockTime(float64(o.Age)))
	if list := f.Hours[o.Target]; o.Count < len(list) {
		return models.Wait{Plus: max(0, sim.Duration(list[o.Count]*Hour)-sim.Duration(o.Now))}
	}
	return models.Never()
}

// At is a script of one target, which nobody reads.
func At(hours ...float64) Script { return Script{nil, [][]float64{hours}} }

// Eye is a detector that sees everything, after its delays in turn, the last again and again; it clears at once and
// errs once on each node, where it errs at all.
type Eye struct {
	*Diary
	Errs   float64 // hour after which it errs, for half an hour; 0: never
	name   string
	delays []float64 // hours; none: at once
	asked  *int      // delays asked for
}

// NewEye is an eye that writes what it is asked into a diary, with delays in hours.
func NewEye(d *Diary, name string, delays ...float64) Eye {
	return Eye{Diary: d, name: name, delays: delays, asked: new(int)}
}

func (e Eye) Sees(x models.Symptom) float64 {
	e.Note("%s: seen? %s", e.name, described(x))
	return 1
}

func (e Eye) Delay(x models.Symptom) models.Wait {
	e.Note("%s: when? %s", e.name, described(x))
	if len(e.delays) == 0 {
		return models.Wait{}
	}
	*e.asked++
	return models.Wait{Plus: sim.Duration(e.delays[min(*e.asked, len(e.delays))-1] * Hour)}
}

func (e Eye) Clear() models.Wait {
	e.Note("%s: well again", e.name)
	return models.Wait{}
}

func (e Eye) Mistake() models.Mistakes {
	if e.Errs == 0 {
		return models.Unerring{}
	}
	return Erring(Constant(e.Errs), Constant(0.5))
}

// Finder is a localizer that gives its diagnoses in turn, the last again and again.
type Finder struct {
	*Diary
	name    string
	answers []models.Diagnosis
	asked   *int
}

// NewFinder is a finder that writes what it is asked into a diary.
func NewFinder(d *Diary, name string, answers ...models.Diagnosis) Finder {
	return Finder{d, name, answers, new(int)}
}

func (f Finder) Diagnose(x models.Alarm) models.Odds {
	f.Note("%s: why? %s%s; %d nodes, %d others, attempt %d, change %s ago", f.name, described(x.Symptom),
		flags(map[string]bool{"false": x.False, "by change": x.Change}), x.Nodes, x.Others, x.Attempt,
		ClockTime(float64(x.Since)))
	*f.asked++
	return certainly(f.answers[min(*f.asked, len(f.answers))-1])
}

// certainly is the odds of one diagnosis.
func certainly(d models.Diagnosis) models.Odds {
	o := models.Odds{Takes: models.Wait{Plus: d.Takes}, Before: Innocents(d.Wrong)}
	if d.Right {
		o.Named, o.Right = 1, 1
	}
	return o
}

// Grouper is a correlator that groups what comes within a time.
type Grouper struct {
	*Diary
	Within sim.Duration
}

func (g Grouper) Joins(later sim.Duration) float64 {
	g.Note("joins the first, %s later?", ClockTime(float64(later)))
	if later <= g.Within {
		return 1
	}
	return 0
}

// Decider is a recoverer that gives its decisions in turn, the last again and again, and remembers for its probation.
type Decider struct {
	*Diary
	Patience sim.Duration // how long it remembers
	actions  []models.Action
	answers  []models.Decision
	asked    *int
}

// NewDecider is a decider that writes what it is asked into a diary and remembers nothing.
func NewDecider(d *Diary, actions []models.Action, answers ...models.Decision) Decider {
	return Decider{Diary: d, actions: actions, answers: answers, asked: new(int)}
}

func (r Decider) Actions() []models.Action { return r.actions }

func (r Decider) Remembers() bool { return r.Patience > 0 }

func (r Decider) Probation(models.Suspect) sim.Duration { return r.Patience }

func (r Decider) Recover(v models.View, x models.Suspect) models.Decision {
	r.Note("what about %d? %s of node %d%s, attempt %d; %s", x.Component, x.Effect, x.Node,
		flags(map[string]bool{"by change": x.Change, "repairable": x.Repairable}), x.Attempt, viewed(v))
	*r.asked++
	return r.answers[min(*r.asked, len(r.answers))-1]
}

// Helper is a decider that does something at the alarm, too.
type Helper struct {
	Decider
	First models.Relief
}

func (r Helper) Mitigate(v models.View, about models.ComponentID, dst []models.Relief) []models.Relief {
	r.Note("what first about %d? %s", about, viewed(v))
	return append(dst, r.First)
}

// Splitter sends all groups the same and tells of which there are.
type Splitter struct{ *Diary }

func (s Splitter) Split(v models.View, groups []models.Group, share []float64) {
	s.Note("to whom? %v; %s", groups, viewed(v))
	for i := range share {
		share[i] = 1 / float64(len(share))
	}
}

var (
	_ models.Failure    = Script{}
	_ models.Detector   = Eye{}
	_ models.Localizer  = Finder{}
	_ models.Correlator = Grouper{}
	_ models.Mitigator  = Helper{}
	_ models.Patient    = Decider{}
	_ models.Splitter   = Splitter{}
)
