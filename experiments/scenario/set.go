package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Clone returns a document that can be Set without touching d.
func (d *Document) Clone() *Document {
	c := *d
	c.settings = slices.Clone(d.settings)
	c.origins = map[*yaml.Node]string{}
	c.root = c.adopt(d, d.root)
	return &c
}

// adopt copies a tree of another document, with its origins.
func (d *Document) adopt(from *Document, n *yaml.Node) *yaml.Node {
	c := *n
	if origin, ok := from.origins[n]; ok {
		d.origins[&c] = origin
	}
	c.Content = make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		c.Content[i] = d.adopt(from, child)
	}
	return &c
}

// Set puts a value, written as YAML, at a path of dotted keys: "faults.crash.repair.mean". An element of a list is
// named by the value of its level, policy or name key ("topology.node.count") or by its number from 0. Mappings missing
// on the way are made; a key that the language does not know is found by Decode, which reports it as coming from "--set
// path=value". Setting a policy to another name drops the parameters of the old one. The error, if any, is of type
// Problems.
func (d *Document) Set(path, value string) error {
	setting := Setting{path, value}
	origin := setting.origin()
	part := Document{file: origin, origins: map[*yaml.Node]string{}}
	if len(value) > MaxFile {
		return Problems{{File: "--set " + path, Message: "the value is larger than 1 MiB"}}
	}
	if isNothing(value) {
		return Problems{{File: origin, Span: 1, Message: quote(value) + " is no value, and takes none away",
			Help: fmt.Sprintf("set what is to hold instead (nines describe %s tells what it takes, and what holds if it is "+
				"not given), or delete it in the file", path)}}
	}
	node, problems := part.load(value)
	if len(problems) > 0 {
		return Problems{{File: origin, Span: 1, Message: "the value cannot be read: " + problems[0].Message,
			Help: cmp.Or(problems[0].Help, "write path=value, as in faults.crash.repair.mean=20m")}}
	}
	d.remember(setting)
	return d.put(path, node, origin)
}

// isNothing reports a value that YAML reads as none.
func isNothing(value string) bool {
	if value != "" && '0' <= value[0] && value[0] <= '9' {
		return false // as is seen without asking for each of thousands of points
	}
	n, err := (&Document{}).load("[ " + value + "\n]")
	return len(err) == 0 && (len(n.Content) == 0 || len(n.Content) == 1 && isNull(n.Content[0]))
}

// origin is how reports name what a flag said.
func (s Setting) origin() string { return "--set " + s.Path + "=" + s.Value }

func (d *Document) put(path string, value *yaml.Node, origin string) error {
	d.mark(value, origin)
	keys := strings.Split(path, ".")
	if path == "" || len(keys) > maxDepth || slices.Contains(keys, "") {
		return Problems{{File: origin, Span: 1, Message: fmt.Sprintf("%q is not a path", path),
			Help: "write keys joined by dots, as in faults.crash.repair"}}
	}
	at := d.root
	for i, key := range keys[:len(keys)-1] {
		next, err := d.step(at, key, strings.Join(keys[:i], "."), origin)
		if err != nil {
			return err
		}
		at = next
	}
	return d.assign(at, keys[len(keys)-1], value, strings.Join(keys[:len(keys)-1], "."), origin)
}

// mark records that a tree came from a flag.
func (d *Document) mark(n *yaml.Node, origin string) {
	d.origins[n] = origin
	for _, child := range n.Content {
		d.mark(child, origin)
	}
}

// step goes from a node to what key names below it, which it makes if need be.
func (d *Document) step(at *yaml.Node, key, path, origin string) (*yaml.Node, error) {
	switch {
	case at.Kind == yaml.MappingNode:
		if child := lookup(at, key); child != nil && !isNull(child) {
			return child, nil
		}
		made := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		d.mark(made, origin)
		return made, d.assign(at, key, made, path, origin)
	case at.Kind == yaml.SequenceNode:
		if i := element(at, key); i >= 0 {
			return at.Content[i], nil
		}
	}
	return nil, d.noStep(at, key, path, origin)
}

// assign puts value under key, in the place of what is there.
func (d *Document) assign(at *yaml.Node, key string, value *yaml.Node, path, origin string) error {
	switch {
	case at.Kind == yaml.MappingNode:
		if old := lookup(at, key); key == "policy" && old != nil && old.Value != value.Value {
			at.Content = kept(at.Content, path)
		}
		for k := 0; k+1 < len(at.Content); k += 2 {
			if at.Content[k].Value == key {
				at.Content[k+1] = value
				return nil
			}
		}
		name := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key}
		d.mark(name, origin)
		at.Content = append(at.Content, name, value)
		return nil
	case at.Kind == yaml.SequenceNode:
		if i := element(at, key); i >= 0 {
			at.Content[i] = value
			return nil
		}
	case at.Kind == yaml.ScalarNode && key == "mean":
		d.spellOut(at, value, origin)
		return nil
	case at.Kind == yaml.ScalarNode && key == "scale":
		mean := *at
		d.spellOut(at, &mean, origin)
		return d.assign(at, key, value, path, origin)
	}
	return d.noStep(at, key, path, origin)
}

// kept are the keys and values among those of a policy that are not its own.
func kept(content []*yaml.Node, path string) (rest []*yaml.Node) {
	stay := besides(path)
	for k := 0; k+1 < len(content); k += 2 {
		if slices.Contains(stay, content[k].Value) {
			rest = append(rest, content[k], content[k+1])
		}
	}
	return rest
}

// spellOut turns a bare duration, which is short for an exponential law, into that law with a new mean. Where no law is
// expected, Decode rejects it.
func (d *Document) spellOut(n, mean *yaml.Node, origin string) {
	*n = yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for _, entry := range []struct {
		key   string
		value *yaml.Node
	}{{"dist", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "exponential"}}, {"mean", mean}} {
		n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: entry.key}, entry.value)
	}
	d.mark(n, origin)
}

func (d *Document) noStep(at *yaml.Node, key, path, origin string) error {
	p := Problem{File: origin, Span: 1}
	if at.Kind == yaml.SequenceNode {
		p.Message = fmt.Sprintf("the list %s has no element %q", path, key)
		p.Help = hint(key, "elements", elementNames(at))
	} else {
		p.Message = fmt.Sprintf("%s is %s and has no %q below it", path, describe(at), key)
		p.Help = fmt.Sprintf("set %s as a whole", path)
	}
	return Problems{p}
}

// lookup returns the value of a key, nil if it is not given.
func lookup(n *yaml.Node, key string) *yaml.Node {
	for k := 0; k+1 < len(n.Content); k += 2 {
		if n.Content[k].Value == key {
			return n.Content[k+1]
		}
	}
	return nil
}

// element finds the element of a list that key names, or else numbers; -1 if there is none.
func element(list *yaml.Node, key string) int {
	if i := slices.Index(elementNames(list), key); i >= 0 {
		return i
	}
	if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(list.Content) && strconv.Itoa(i) == key {
		return i
	}
	return -1
}

// elementNames are what paths call the elements of a list: their level, policy or name, or else their number from 0.
func elementNames(list *yaml.Node) []string {
	names := make([]string, len(list.Content))
	for i, item := range list.Content {
		names[i] = fmt.Sprint(i)
		for _, key := range []string{"name", "policy", "level"} {
			if item.Kind != yaml.MappingNode {
				continue
			}
			if v := lookup(item, key); v != nil && v.Kind == yaml.ScalarNode {
				names[i] = v.Value
			}
		}
	}
	return names
}
