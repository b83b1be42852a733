package models

import (
	"fmt"
	"slices"
	"strconv"

	"nines/sim/rng"
)

// ComponentID numbers everything that can fail: the domains first, outermost first and the root as 0, then the nodes.
type ComponentID int32

// Fleet is the root of the tree: the domain that holds everything.
const Fleet ComponentID = 0

// Level describes one level of failure domains, outermost first; the last level is that of the nodes.
type Level struct {
	Name string // "zone", "rack", "node"
	// Counts says how many domains each parent holds, in the order of the parents; one number is for all of them. Of the
	// last level, Nodes says so instead: the nodes of each class, in the order in which they stand.
	Counts []int
	Nodes  [][]ClassCount
	// Names of the members: as many as every parent has, the same in each, or one for every member of the level; "1",
	// "2", … within the parent, and of nodes within the class, where absent.
	Names []string
}

// ClassCount is a number of nodes of one class under a parent. Label names them: node Label-1, Label-2, …
type ClassCount struct {
	Class int // index into Blueprint.Classes
	Count int
	Label string
}

// Domain is an inner vertex of the tree; its nodes are the contiguous range [First, Last).
type Domain struct {
	Level       int // 0 is the root
	Parent      ComponentID
	First, Last int32
	Name        string // last element of the path, "zone-a"; "" for the root
	Entity      uint64 // names the domain's random streams
	// The domains directly within are the contiguous range [firstInner, lastInner).
	firstInner, lastInner ComponentID
}

// Leaf is the immutable part of a node.
type Leaf struct {
	Entity uint64 // names the node's random streams
	Parent ComponentID
	Serial int32 // 1, 2, … within its class and parent, as in its name; or which name of its level it has, from 1
	Class  int16
}

// Topology is the tree of failure domains, laid out so that every domain's nodes are contiguous. A component's random
// numbers follow its name, so growing one part of a fleet changes nobody else's fate.
type Topology struct {
	Levels  []Level // without the root
	Domains []Domain
	Leaves  []Leaf
	labels  []string // by class
	byClass []int    // nodes
	names   []string // of nodes, by Serial-1; nil where they are numbered
}

// MaxComponents bounds a topology: with two faults and a detector a node takes some 200 bytes, and every worker has a
// world of its own.
const MaxComponents = 5_000_000

// Lay builds the tree. It fails on what Members and the naming refuse and on more than MaxComponents components, before
// any memory is spent. Cost: O(components).
func Lay(levels []Level, classes int) (*Topology, error) {
	if err := measure(levels); err != nil {
		return nil, err
	}
	last := &levels[len(levels)-1]
	t := &Topology{Levels: levels, Domains: []Domain{{Parent: -1}}, labels: make([]string, classes),
		byClass: make([]int, classes), names: last.Names}
	parents := []ComponentID{Fleet}
	for i := range levels[:len(levels)-1] {
		parents = t.addDomains(i+1, &levels[i], parents)
	}
	t.addLeaves(last, parents)
	t.spanDomains()
	return t, nil
}

func measure(levels []Level) error {
	if len(levels) == 0 {
		return fmt.Errorf("a topology needs at least one level")
	}
	total, width := 1, 1
	for i := range levels {
		level := &levels[i]
		members, err := level.Members(width)
		switch {
		case err != nil:
			return err
		case total+members > MaxComponents:
			return fmt.Errorf("%.3g components in all; at most %d can be simulated", float64(total+members), MaxComponents)
		case level.Names != nil && len(level.Names) != members && !(level.Even() && len(level.Names)*width == members):
			return fmt.Errorf("level %s has %d names for %d members", level.Name, len(level.Names), members/width)
		}
		total, width = total+members, members
	}
	return nil
}

// Members counts a level as a whole, given how many parents it stands under. It fails where it does not say for every
// parent, or only for one of them, what that holds, and where that is nothing; beyond MaxComponents it stops to count.
func (l *Level) Members(parents int) (int, error) {
	given := max(len(l.Counts), len(l.Nodes))
	if given != 1 && given != parents {
		return 0, fmt.Errorf("level %s counts the members of %d parents and has %d", l.Name, given, parents)
	}
	total := 0
	for k := range given {
		n := l.Under(k)
		if n < 1 {
			return 0, fmt.Errorf("level %s needs at least 1 per parent, got %d", l.Name, n)
		}
		total = min(total+n, MaxComponents+1)
	}
	if l.Even() {
		total = min(total*parents, MaxComponents+1)
	}
	return total, nil
}

// Even reports whether every parent holds the same.
func (l *Level) Even() bool { return len(l.Counts)+len(l.Nodes) == 1 }

// Under counts the members of the parent of that number.
func (l *Level) Under(parent int) int {
	if len(l.Nodes) == 0 {
		return l.Counts[parent%len(l.Counts)]
	}
	n := 0
	for _, c := range l.Held(parent) {
		n += c.Count
	}
	return n
}

// Held says which nodes the parent of that number holds, at the last level.
func (l *Level) Held(parent int) []ClassCount { return l.Nodes[parent%len(l.Nodes)] }

// number is which of the names the next member has, from 0, where so many members of the level stand before it and so
// many of its parent.
func (l *Level) number(before, within, members int) int {
	if len(l.Names) == members {
		return before
	}
	return within
}

func (t *Topology) addDomains(depth int, level *Level, parents []ComponentID) []ComponentID {
	members, _ := level.Members(len(parents))
	made := make([]ComponentID, 0, members)
	for i, parent := range parents {
		t.Domains[parent].firstInner = ComponentID(len(t.Domains))
		for k := range level.Under(i) {
			name := strconv.Itoa(k + 1)
			if level.Names != nil {
				name = level.Names[level.number(len(made), k, members)]
			}
			made = append(made, ComponentID(len(t.Domains)))
			name = level.Name + "-" + name
			entity := rng.Name(t.Domains[parent].Entity, name)
			t.Domains = append(t.Domains, Domain{Level: depth, Parent: parent, Name: name, Entity: entity})
		}
		t.Domains[parent].lastInner = ComponentID(len(t.Domains))
	}
	return made
}

func (t *Topology) addLeaves(level *Level, parents []ComponentID) {
	members, _ := level.Members(len(parents))
	t.Leaves = make([]Leaf, 0, members)
	for i, parent := range parents {
		within := 0
		t.Domains[parent].First = int32(len(t.Leaves))
		for _, c := range level.Held(i) {
			t.labels[c.Class] = c.Label
			t.byClass[c.Class] += c.Count
			family := rng.Name(t.Domains[parent].Entity, c.Label)
			for k := 1; k <= c.Count; k++ {
				serial, entity := k, rng.Child(family, uint64(k))
				if level.Names != nil {
					serial = level.number(len(t.Leaves), within, members) + 1
					entity = fate(family, level.Names[serial-1])
				}
				within++
				t.Leaves = append(t.Leaves, Leaf{Entity: entity, Parent: parent, Serial: int32(serial), Class: int16(c.Class)})
			}
		}
		t.Domains[parent].Last = int32(len(t.Leaves))
	}
}

// fate is the entity of a node of that name. A number as a name is that number: what counts is how the path reads.
func fate(family uint64, name string) uint64 {
	if k, err := strconv.ParseUint(name, 10, 32); err == nil && k > 0 && strconv.FormatUint(k, 10) == name {
		return rng.Child(family, k)
	}
	return rng.Name(family, name)
}

// spanDomains gives every domain the range of its children; children have higher numbers than their parent.
func (t *Topology) spanDomains() {
	for i := len(t.Domains) - 1; i > 0; i-- {
		d, p := t.Domains[i], &t.Domains[t.Domains[i].Parent]
		if p.First == p.Last {
			p.First, p.Last = d.First, d.Last
		}
		p.First, p.Last = min(p.First, d.First), max(p.Last, d.Last)
	}
}

// Node is the component of the i-th leaf.
func (t *Topology) Node(i int32) ComponentID { return ComponentID(len(t.Domains)) + ComponentID(i) }

// Leaf returns the index of a node, and false for a domain.
func (t *Topology) Leaf(c ComponentID) (int32, bool) {
	i := int32(c) - int32(len(t.Domains))
	return i, i >= 0
}

// Span is the range of leaves that a component stands for: itself, or all nodes below it.
func (t *Topology) Span(c ComponentID) (first, last int32) {
	if i, ok := t.Leaf(c); ok {
		return i, i + 1
	}
	return t.Domains[c].First, t.Domains[c].Last
}

// Entity names a component's random streams.
func (t *Topology) Entity(c ComponentID) uint64 {
	if i, ok := t.Leaf(c); ok {
		return t.Leaves[i].Entity
	}
	return t.Domains[c].Entity
}

// Parent of a component; -1 for the root.
func (t *Topology) Parent(c ComponentID) ComponentID {
	if i, ok := t.Leaf(c); ok {
		return t.Leaves[i].Parent
	}
	return t.Domains[c].Parent
}

// Depth of a component: 0 for the root, len(Levels) for a node.
func (t *Topology) Depth(c ComponentID) int {
	if _, leaf := t.Leaf(c); leaf {
		return len(t.Levels)
	}
	return t.Domains[c].Level
}

// LevelName is how the level of that depth is called; "fleet" for the root.
func (t *Topology) LevelName(depth int) string {
	if depth == 0 {
		return "fleet"
	}
	return t.Levels[depth-1].Name
}

// LevelDepth is the depth of a level by its name, 0 of the fleet; false where there is no such level.
func (t *Topology) LevelDepth(name string) (depth int, ok bool) {
	if name == "fleet" {
		return 0, true
	}
	i := slices.IndexFunc(t.Levels, func(l Level) bool { return l.Name == name })
	return i + 1, i >= 0
}

// Above returns the domain of the given depth that holds leaf i; depth 0 is the root.
func (t *Topology) Above(i int32, depth int) ComponentID {
	if depth == 0 {
		return Fleet
	}
	d := t.Leaves[i].Parent
	for t.Domains[d].Level > depth {
		d = t.Domains[d].Parent
	}
	return d
}

// Components counts domains and nodes.
func (t *Topology) Components() int { return len(t.Domains) + len(t.Leaves) }

// ByClass counts the nodes of each class.
func (t *Topology) ByClass() []int { return slices.Clone(t.byClass) }

// Count counts the nodes of some classes, all different.
func (t *Topology) Count(classes ...int) (nodes int) {
	for _, c := range classes {
		nodes += t.byClass[c]
	}
	return nodes
}

// LeavesOf are the leaves of some classes, in order. Cost: O(nodes + classes).
func (t *Topology) LeavesOf(classes ...int) (leaves []int32) {
	of := make([]bool, len(t.byClass))
	for _, c := range classes {
		of[c] = true
	}
	for i := range t.Leaves {
		if of[t.Leaves[i].Class] {
			leaves = append(leaves, int32(i))
		}
	}
	return leaves
}

// Zone is the index of the outermost domain that holds a leaf, among the domains at depth 1.
func (t *Topology) Zone(leaf int32) int { return int(t.Above(leaf, 1)) - 1 }

// Holds reports whether a domain or node is another or lies within it.
func (t *Topology) Holds(domain, c ComponentID) bool {
	for c > Fleet && c != domain {
		c = t.Parent(c)
	}
	return c == domain
}

// Around is the domain at a depth that holds a component, or the component itself where it lies no deeper.
func (t *Topology) Around(c ComponentID, depth int) ComponentID {
	for {
		if i, leaf := t.Leaf(c); leaf {
			c = t.Leaves[i].Parent
		} else if t.Domains[c].Level > depth {
			c = t.Domains[c].Parent
		} else {
			return c
		}
	}
}

// Inner is the range of the domains directly within a domain.
func (t *Topology) Inner(c ComponentID) (first, last ComponentID) {
	return t.Domains[c].firstInner, t.Domains[c].lastInner
}
