package models

import "slices"

// Cure is something that might be made better until it never fails again. What it would be worth is told in place: the
// run is as it was, but what the cure stands for holds no node. Where things fail and are repaired independently that
// is what downtime there would not be, exactly: as a share of all its criticality importance, 1 less the inverse of its
// risk reduction worth. Where a fault is common to many, its cure gives back all that it hits at once. Where repairs
// share hands, or faults spread, others would be repaired sooner or be spared, of which this tells nothing: then play
// the change. It follows the truth: a node that is up and not trusted is up, and one that is worked on by mistake is
// held by the fault that the work is about, or by false alarms.
type Cure struct {
	Of    Cured
	Which int // the fault, and behind all of them needless work on false alarms; the class; the depth; the ComponentID
}

// Cured says what a Cure stands for.
type Cured uint8

// The kinds of cures.
const (
	CuredFault     Cured = iota // all that one fault does, wherever it strikes, with the work on it
	CuredClass                  // all that strikes nodes of one class by themselves
	CuredLevel                  // all that strikes domains of one level, or nodes of any class
	CuredComponent              // all that strikes one component by itself
)

// MaxCures is how many are told apart: a set of them is a word.
const MaxCures = 64

// Cures are those that are told apart, by kind: every fault and needless work, or nothing where those are too many; the
// classes and levels that several faults are on; and the components of each level, and of each class, as far as there
// is room for all of them that any fault is on.
func (b *Blueprint) Cures() []Cure {
	if len(b.Faults)+1 > MaxCures {
		return nil
	}
	var all []Cure
	for cause := range len(b.Faults) + 1 {
		all = append(all, Cure{CuredFault, cause})
	}
	all = b.addSets(all)
	for _, struck := range b.struck() {
		if len(all)+len(struck) > MaxCures {
			continue
		}
		for _, c := range struck {
			all = append(all, Cure{CuredComponent, int(c)})
		}
	}
	return all
}

// addSets adds the classes and levels that several faults are on.
func (b *Blueprint) addSets(all []Cure) []Cure {
	times := map[Cure]int{}
	for f := range b.Faults {
		x, ok := b.SetOf(f)
		if times[x]++; ok && times[x] == 2 && len(all) < MaxCures {
			all = append(all, x)
		}
	}
	return all
}

// SetOf is the class or the level that a fault is on; false where it has no target. Cost: O(targets).
func (b *Blueprint) SetOf(fault int) (Cure, bool) {
	t := b.Topology
	var set Cure
	for i, c := range b.Faults[fault].Targets {
		leaf, isLeaf := t.Leaf(c)
		switch {
		case i == 0 && isLeaf:
			set = Cure{CuredClass, int(t.Leaves[leaf].Class)}
		case i == 0:
			return Cure{CuredLevel, t.Depth(c)}, true
		case int(t.Leaves[leaf].Class) != set.Which:
			return Cure{CuredLevel, t.Depth(c)}, true
		}
	}
	return set, len(b.Faults[fault].Targets) > 0
}

// struck are the components that any fault is on: the domains by level, then the nodes by class.
func (b *Blueprint) struck() [][]ComponentID {
	t := b.Topology
	domains := len(t.Levels)
	all := make([][]ComponentID, domains+len(b.Classes))
	seen := make([]bool, t.Components())
	for f := range b.Faults {
		for _, c := range b.Faults[f].Targets {
			if seen[c] {
				continue
			}
			seen[c] = true
			group := t.Depth(c)
			if leaf, ok := t.Leaf(c); ok {
				group = domains + int(t.Leaves[leaf].Class)
			}
			if len(all[group]) <= MaxCures { // one more than there is room for is enough to know
				all[group] = append(all[group], c)
			}
		}
	}
	for _, group := range all {
		slices.Sort(group)
	}
	return all
}

// mostFragments is how many fragments a store may have in which it is looked for what cures would give back.
const mostFragments = 1 << 17

// Curable reports whether it is told what cures would be worth to a service: not where it is to meet a demand, or needs
// one that is, since that changes while nothing happens, nor where a very large store is needed.
func (b *Blueprint) Curable(service int) bool {
	for s, reached := range b.Hard(service) {
		if reached && (b.Services[s].Rule.Demand || b.vast(s)) {
			return false
		}
	}
	return true
}

// vast reports whether a service may be down for want of a store that has very many fragments.
func (b *Blueprint) vast(service int) bool {
	return slices.ContainsFunc(b.Services[service].Stores, func(x Backing) bool {
		s := &b.Stores[x.Store]
		return !x.Soft && s.Groups > mostFragments/s.Scheme.Fragments()
	})
}
