package models

import "slices"

// Desk is what is known to those who decide of the cases that others have in hand. Deciders read it through a View.
type Desk struct {
	// Held is how many cases are on hold in each line. Those of Line are asked together and told of Others throughout; no
	// line where it is -1.
	Held     [MaxLines]int32
	Line     int
	Others   int
	topology *Topology
	begun    []begun // treatments that have been decided and are not over, where somebody asks for them
}

// begun is a treatment that has been decided.
type begun struct {
	where ComponentID
	line  int16
}

// Reset makes a desk with nothing on it, of a topology; nil where nobody asks what is going on where.
func (d *Desk) Reset(t *Topology) { *d = Desk{Line: -1, topology: t, begun: d.begun[:0]} }

// CopyFrom makes d equal to src in its own memory.
func (d *Desk) CopyFrom(src *Desk) {
	begun := append(d.begun[:0], src.begun...)
	*d = *src
	d.begun = begun
}

// Begin notes that a treatment of a component has been decided; Over that one like it is over.
func (d *Desk) Begin(line int, where ComponentID) {
	d.begun = append(d.begun, begun{where, int16(line)})
}

// Over takes back what Begin noted. Cost: O(treatments under way).
func (d *Desk) Over(line int, where ComponentID) {
	at := slices.Index(d.begun, begun{where, int16(line)})
	d.begun = slices.Delete(d.begun, at, at+1)
}

// Held is how many other cases are on hold in a line, see Hold. Cases that are asked together, a new one and those on
// hold that are asked again because of it, count each other throughout, whatever the first of them is told.
func (v View) Held(line int) int {
	switch {
	case v.desk == nil:
		return 0
	case line == v.desk.Line:
		return v.desk.Others
	}
	return int(v.desk.Held[line])
}

// Busy reports whether a treatment of another case of a line has been decided and is not over, in the member of a level
// that holds a component: the component itself where that is no deeper. Cost: O(treatments under way).
func (v View) Busy(line int, level string, c ComponentID) bool {
	if v.desk == nil {
		return false
	}
	t := v.desk.topology
	depth, _ := t.ScopeDepth(Scope(level))
	around := func(c ComponentID) ComponentID {
		if t.Depth(c) <= depth {
			return c
		}
		return t.Around(c, depth)
	}
	here := around(c)
	return slices.ContainsFunc(v.desk.begun, func(x begun) bool {
		return x.line == int16(line) && around(x.where) == here
	})
}
