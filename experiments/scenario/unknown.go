package scenario

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"
)

// unknownKeys reports the keys of a mapping that are not known. One that is near to a known key which is not given is
// taken for it, so that what is wrong below it is found as well, and nothing is missed because of it. Each is reported
// once.
func (d *decoder) unknownKeys(n *yaml.Node, known []string, path string) {
	for k := 0; k+1 < len(n.Content); k += 2 {
		key := n.Content[k]
		if slices.Contains(known, key.Value) || d.bad[key] {
			continue
		}
		help, word, home := hint(key.Value, "keys here", known), misread(key.Value, known), d.lives(key.Value, known)
		switch best := Nearest(key.Value, known); {
		case word != "":
			help = fmt.Sprintf("another tool read the word %[1]s as %[2]s, as YAML 1.1 has it; write \"%[1]s\" in quotes "+
				"where such a tool passes the file on", word, key.Value)
		case home == "" && best != "" && d.lookup(n, best) == nil:
			d.meant[key] = best
		}
		if home != "" {
			help = home + "; " + help
		}
		d.fail(key, help, "unknown key %s in %s", quote(key.Value), named(path))
	}
}

// lookup returns the value of a key, of one that was meant to be it where it is not given; nil if there is neither.
func (d *decoder) lookup(n *yaml.Node, key string) *yaml.Node {
	if child := lookup(n, key); child != nil {
		return child
	}
	for k := 0; k+1 < len(n.Content); k += 2 {
		if d.meant[n.Content[k]] == key {
			return n.Content[k+1]
		}
	}
	return nil
}

// tagged returns the value of the key that names a row of a catalog; nil if it is not given. A key that is near to it
// is reported and taken for it.
func (d *decoder) tagged(n *yaml.Node, tag, path string) *yaml.Node {
	if name := d.lookup(n, tag); name != nil {
		return name
	}
	for k := 0; k+1 < len(n.Content); k += 2 {
		if key := n.Content[k]; Nearest(key.Value, []string{tag}) == tag {
			d.fail(key, fmt.Sprintf("did you mean %q?", tag), "unknown key %s in %s", quote(key.Value), named(path))
			d.meant[key] = tag
			return n.Content[k+1]
		}
	}
	return nil
}
