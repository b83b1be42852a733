package models

import (
	"fmt"
	"strconv"

	"nines/sim/rng"
)

// ComponentID numbers everything that can fail: the domains first, outermost first and the root as 0, then the nodes.
type ComponentID int32

// Fleet is the root of the tree: the domain that holds everything.
const Fleet ComponentID = 0

// Level describes one level of failure domains, outermost first; the last level is that of the nodes.
type Level struct {
	Name  string   // "zone", "rack", "node"
	Count int      // per parent; for the last level the sum of Classes
	Names []string // optional: names of the children of each parent, Count of them; "1", "2", … where absent
	// Classes says, at the last level, how many nodes of each class a parent holds, in the order in which they stand.
	Classes []ClassCount
}

// ClassCount is a number of nodes of one class under each parent. Label names them: node Label-1, Label-2, …
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
	Serial int32 // 1, 2, … within its class and parent, as in its name
	Class  int16
}

// Topology is the tree of failure domains, laid out so that every domain's nodes are contiguous. A component's random
// numbers follow its name, so growing one part of a fleet changes nobody else's fate.
type Topology struct {
	Levels  []Level // without the root
	Domains []Domain
	Leaves  []Leaf
	labels  []string // by class
}

// MaxComponents bounds a topology: with two faults and a detector a node takes some 200 bytes, and every worker has a
// world of its own.
const MaxComponents = 5_000_000

// Lay builds the tree. It fails on a count below 1, on names that do not match the count, and on more than
// MaxComponents components, before any memory is spent. Cost: O(components).
func Lay(levels []Level, classes int) (*Topology, error) {
	if err := measure(levels); err != nil {
		return nil, err
	}
	t := &Topology{Levels: levels, Domains: []Domain{{Parent: -1}}, labels: make([]string, classes)}
	parents := []ComponentID{Fleet}
	for i, level := range levels[:len(levels)-1] {
		parents = t.addDomains(i+1, level, parents)
	}
	t.addLeaves(levels[len(levels)-1], parents)
	t.spanDomains()
	return t, nil
}

func measure(levels []Level) error {
	if len(levels) == 0 {
		return fmt.Errorf("a topology needs at least one level")
	}
	total, width := 1.0, 1.0
	for i, level := range levels {
		if level.Count < 1 {
			return fmt.Errorf("level %s needs at least 1 per parent, got %d", level.Name, level.Count)
		}
		if level.Names != nil && len(level.Names) != level.Count {
			return fmt.Errorf("level %s has %d names for %d members", level.Name, len(level.Names), level.Count)
		}
		if n := level.members(); i == len(levels)-1 && n != level.Count {
			return fmt.Errorf("level %s has %d members, but its classes have %d", level.Name, level.Count, n)
		}
		width *= float64(level.Count)
		total += width
	}
	if total > MaxComponents {
		return fmt.Errorf("%.3g components in all; at most %d can be simulated", total, MaxComponents)
	}
	return nil
}

// members sums the classes of the last level.
func (l *Level) members() int {
	n := 0
	for _, c := range l.Classes {
		n += c.Count
	}
	return n
}

func (t *Topology) addDomains(depth int, level Level, parents []ComponentID) []ComponentID {
	made := make([]ComponentID, 0, len(parents)*level.Count)
	for _, parent := range parents {
		t.Domains[parent].firstInner = ComponentID(len(t.Domains))
		for k := range level.Count {
			name := level.Name + "-" + strconv.Itoa(k+1)
			if level.Names != nil {
				name = level.Name + "-" + level.Names[k]
			}
			made = append(made, ComponentID(len(t.Domains)))
			entity := rng.Name(t.Domains[parent].Entity, name)
			t.Domains = append(t.Domains, Domain{Level: depth, Parent: parent, Name: name, Entity: entity})
		}
		t.Domains[parent].lastInner = ComponentID(len(t.Domains))
	}
	return made
}

func (t *Topology) addLeaves(level Level, parents []ComponentID) {
	t.Leaves = make([]Leaf, 0, len(parents)*level.Count)
	for _, parent := range parents {
		t.Domains[parent].First = int32(len(t.Leaves))
		for _, c := range level.Classes {
			t.labels[c.Class] = c.Label
			family := rng.Name(t.Domains[parent].Entity, c.Label)
			for k := 1; k <= c.Count; k++ {
				entity := rng.Child(family, uint64(k))
				t.Leaves = append(t.Leaves, Leaf{Entity: entity, Parent: parent, Serial: int32(k), Class: int16(c.Class)})
			}
		}
		t.Domains[parent].Last = int32(len(t.Leaves))
	}
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

// ByClass counts the nodes of each class. Cost: O(nodes).
func (t *Topology) ByClass() []int {
	nodes := make([]int, len(t.labels))
	for i := range t.Leaves {
		nodes[t.Leaves[i].Class]++
	}
	return nodes
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
