package models

import (
	"math"
	"slices"

	"nines/sim/dist"
)

// A fault has a cause, which is what a diagnosis names and what decides about actions. Several faults may share one. A
// cause may be present in several modes, which look alike: a diagnosis does not tell them apart, and whether an action
// helps depends on which it is.

// Mode is one of the ways in which a cause is present.
type Mode struct {
	Name   string
	Share  float64  // of the occurrences, > 0; those of a fault sum to 1
	Repair dist.Law // hands-on time; nil: that of the fault
	Heals  dist.Law // time from onset until it passes by itself; nil: that of the fault
}

// Called is the name of the fault's cause.
func (f *Fault) Called() string {
	if f.Cause == "" {
		return f.Name
	}
	return f.Cause
}

// Kinds are how many modes there are, at least one: a fault without any has a single one, called like its cause.
func (f *Fault) Kinds() int { return max(1, len(f.Modes)) }

// Mode is the m-th mode, with what it has of the fault.
func (f *Fault) Mode(m int) Mode {
	x := Mode{Name: f.Called(), Share: 1}
	if len(f.Modes) > 0 {
		x = f.Modes[m]
	}
	x.Repair, x.Heals = f.RepairIn(m), f.HealsIn(m)
	return x
}

// RepairIn is the law of the hands-on time in the m-th mode; nil where it cannot be repaired by hand.
func (f *Fault) RepairIn(m int) dist.Law {
	if len(f.Modes) > 0 && f.Modes[m].Repair != nil {
		return f.Modes[m].Repair
	}
	return f.Repair
}

// HealsIn is the law of the time until the m-th mode passes by itself; nil where it does not.
func (f *Fault) HealsIn(m int) dist.Law {
	if len(f.Modes) > 0 && f.Modes[m].Heals != nil {
		return f.Modes[m].Heals
	}
	return f.Heals
}

// Mending is the mean time of hands-on work or healing, whichever is shorter, in seconds; +Inf where neither ends it.
func (m *Mode) Mending() float64 {
	mean := math.Inf(1)
	for _, law := range [...]dist.Law{m.Repair, m.Heals} {
		if law != nil {
			mean = min(mean, law.Mean())
		}
	}
	return mean
}

// Mending is that of the modes, on average: infinite where neither ends some mode.
func (f *Fault) Mending() float64 {
	mean := 0.0
	for m := range f.Kinds() {
		mode := f.Mode(m)
		mean += float64(mode.Share * mode.Mending())
	}
	return mean
}

// Shares is the sum of the shares of the modes; NaN where one is not above 0, 1 where there are none.
func (f *Fault) Shares() float64 {
	if len(f.Modes) == 0 {
		return 1
	}
	sum := 0.0
	for _, m := range f.Modes {
		if !(m.Share > 0) {
			return math.NaN()
		}
		sum += m.Share
	}
	return sum
}

// Repairable reports whether some mode of the fault can be repaired by hand.
func (f *Fault) Repairable() bool {
	return f.Repair != nil || slices.ContainsFunc(f.Modes, func(m Mode) bool { return m.Repair != nil })
}

// Locus is the depth of what a fault sits in: its target, or each node that it hits where those are incidents of their
// own.
func (b *Blueprint) Locus(f *Fault) int {
	if f.Each || len(f.Targets) == 0 {
		return len(b.Topology.Levels)
	}
	return b.Topology.Depth(f.Targets[0])
}

// Suspected is what a recoverer is told of a fault, at its first target, by a diagnosis that is right; what helps is
// not said. It needs no preparation.
func (b *Blueprint) Suspected(f *Fault) Suspect {
	x := Suspect{Cause: f.Called(), Effect: f.Symptom.Effect, Change: f.Change, Repairable: f.Repairable()}
	if len(f.Targets) == 0 {
		return x
	}
	x.Component = f.Targets[0]
	x.Level = b.Topology.LevelName(b.Locus(f))
	first, _ := b.Topology.Span(f.Targets[0])
	if x.Node = int(first); b.Locus(f) == len(b.Topology.Levels) {
		x.Component, x.Class = b.Topology.Node(first), b.Classes[b.Topology.Leaves[first].Class].Name
	}
	return x
}

// ScopeDepth is the depth of the components that something is done to at a scope, −1 where it is done anywhere; false
// where there is no such level.
func (t *Topology) ScopeDepth(s Scope) (int, bool) {
	switch s {
	case OnNode:
		return len(t.Levels), true
	case Anywhere:
		return -1, true
	}
	return t.LevelDepth(string(s))
}

// Chance is the probability, in [0, 1], that an action clears a mode of a fault. It needs no preparation.
func (b *Blueprint) Chance(a *Action, f *Fault, mode int) float64 {
	depth, ok := b.Topology.ScopeDepth(a.Scope)
	if !ok || a.Mitigates() || b.Locus(f) < depth {
		return 0
	}
	return a.Clearing(f, mode)
}

// Clearing is the probability that an action clears a mode of a fault which sits within its scope.
func (a *Action) Clearing(f *Fault, mode int) float64 {
	if p, named := a.Clears[f.Mode(mode).Name]; named {
		return p
	}
	return a.clearing(f)
}

// clearing is Clearing of a mode that the action does not name.
func (a *Action) clearing(f *Fault) float64 {
	if p, named := a.Clears[f.Called()]; named {
		return p
	}
	return a.Clears[f.Symptom.Effect.String()]
}

// Promises reports whether an action is worth a try against a fault that sits within its scope, as far as those know
// who cannot tell its modes apart: it may clear some mode, or one that it does not name.
func (a *Action) Promises(f *Fault) bool { return !a.Mitigates() && a.MayClear(f) }

// MayClear reports the same of any action, which may mitigate: of one that serves Elsewhere, whether it may help.
func (a *Action) MayClear(f *Fault) bool {
	for m := range f.Kinds() {
		if a.Clearing(f, m) > 0 {
			return true
		}
	}
	return a.clearing(f) > 0
}
