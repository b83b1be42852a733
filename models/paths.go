package models

import (
	"strconv"
	"strings"
)

// Path names a component from the outermost level down, "zone-a/rack-3/node-17"; the root is "fleet".
func (t *Topology) Path(c ComponentID) string {
	if c == Fleet {
		return "fleet"
	}
	name := ""
	if i, ok := t.Leaf(c); ok {
		leaf := t.Leaves[i]
		name = t.labels[leaf.Class] + "-" + t.nodeName(&leaf)
	} else {
		name = t.Domains[c].Name
	}
	if parent := t.Parent(c); parent != Fleet {
		return t.Path(parent) + "/" + name
	}
	return name
}

// Find returns the component of that path, as Path writes it.
func (t *Topology) Find(path string) (ComponentID, bool) {
	for c := range ComponentID(len(t.Domains) + len(t.Leaves)) {
		if t.endsLike(c, path) && t.Path(c) == path {
			return c, true
		}
	}
	return 0, false
}

// endsLike spares Find the building of a million paths.
func (t *Topology) endsLike(c ComponentID, path string) bool {
	if i, ok := t.Leaf(c); ok {
		return strings.HasSuffix(path, t.nodeName(&t.Leaves[i]))
	}
	return c == Fleet || strings.HasSuffix(path, t.Domains[c].Name)
}

// nodeName is what a node is called besides the label of its class.
func (t *Topology) nodeName(leaf *Leaf) string {
	if t.names != nil {
		return t.names[leaf.Serial-1]
	}
	return strconv.Itoa(int(leaf.Serial))
}

// NameOf is what a component is called within its level, "a" of zone-a or "17" of node-17; "" for the root.
func (t *Topology) NameOf(c ComponentID) string {
	if i, ok := t.Leaf(c); ok {
		return t.nodeName(&t.Leaves[i])
	}
	return strings.TrimPrefix(t.Domains[c].Name, t.LevelName(t.Domains[c].Level)+"-")
}

// AtDepth lists the components of one depth, in order: 0 the root, len(Levels) the nodes.
func (t *Topology) AtDepth(depth int) []ComponentID {
	var found []ComponentID
	if depth == len(t.Levels) {
		for i := range t.Leaves {
			found = append(found, t.Node(int32(i)))
		}
		return found
	}
	for c, d := range t.Domains {
		if d.Level == depth {
			found = append(found, ComponentID(c))
		}
	}
	return found
}

// OfClass lists the nodes of a class, in order.
func (t *Topology) OfClass(class int) []ComponentID {
	var found []ComponentID
	for i, leaf := range t.Leaves {
		if int(leaf.Class) == class {
			found = append(found, t.Node(int32(i)))
		}
	}
	return found
}
