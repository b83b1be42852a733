package scenario

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Bounds on what a document may hold, aliases expanded; both are far beyond any scenario.
const (
	maxDepth = 40
	maxNodes = 100_000
)

// inspector copies a tree of YAML nodes without its aliases and reports what is no part of the language.
type inspector struct {
	document *Document
	problems Problems
	nodes    int
	open     map[*yaml.Node]bool // anchors being expanded, to find one that holds itself
	alias    *yaml.Node          // the outermost of these aliases, nil outside of any
	full     bool                // a bound is exceeded; the rest is not looked at
}

// inspect returns the tree with aliases replaced by copies, and everything wrong with its form.
func inspect(d *Document, root *yaml.Node) (*yaml.Node, Problems) {
	i := inspector{document: d, open: map[*yaml.Node]bool{}}
	clean := i.copy(root, 0)
	if i.full {
		clean = nil
	}
	return clean, i.problems
}

// exceed reports that a bound is passed, at the alias to blame if there is one, and ends the inspection.
func (i *inspector) exceed(n *yaml.Node, help, message string, args ...any) *yaml.Node {
	i.full = true
	if i.alias != nil {
		n = i.alias
	}
	i.report(n, help, message, args...)
	return n
}

func (i *inspector) report(n *yaml.Node, help, message string, args ...any) {
	i.problems = append(i.problems, i.document.problem(n, fmt.Sprintf(message, args...), help))
}

func (i *inspector) copy(n *yaml.Node, depth int) *yaml.Node {
	i.nodes++
	switch {
	case i.full:
		return n
	case depth > maxDepth:
		return i.exceed(n, "write it flatter", "nested more than %d levels deep", maxDepth)
	case i.nodes > maxNodes:
		return i.exceed(n, "move data to CSV files, and use fewer aliases",
			"more than %d values, aliases expanded", maxNodes)
	case n.Kind == yaml.AliasNode:
		return i.expand(n, depth)
	}
	if n.Style&yaml.TaggedStyle != 0 || n.Tag == "!" {
		i.report(n, "leave the tag out", "tags are not part of the language")
	}
	clean := &yaml.Node{Kind: n.Kind, Style: n.Style, Tag: n.Tag, Value: n.Value, Line: n.Line, Column: n.Column}
	if n.Kind == yaml.MappingNode {
		i.keys(n)
	}
	for _, child := range n.Content {
		clean.Content = append(clean.Content, i.copy(child, depth+1))
	}
	return clean
}

func (i *inspector) expand(alias *yaml.Node, depth int) *yaml.Node {
	target := alias.Alias
	if i.open[target] {
		return i.exceed(alias, "write the value out", "the alias *%s stands inside what it stands for", alias.Value)
	}
	if i.alias == nil {
		i.alias = alias
		defer func() { i.alias = nil }()
	}
	i.open[target] = true
	defer delete(i.open, target)
	return i.copy(target, depth)
}

// keys holds the keys of a mapping to the language: plain words, each once.
func (i *inspector) keys(n *yaml.Node) {
	first := map[string]*yaml.Node{}
	for k := 0; k+1 < len(n.Content); k += 2 {
		key := n.Content[k]
		switch before, again := first[key.Value]; {
		case key.Kind != yaml.ScalarNode:
			i.report(key, "write a word before the colon", "a key must be a word")
		case key.Tag == "!!merge":
			i.report(key, "repeat the keys, or put the shared part under an anchor of its own",
				"merge keys are not part of the language")
		case again:
			i.report(key, fmt.Sprintf("it was given first on line %d; keep one", before.Line),
				"key %q is given twice", key.Value)
		case n.Style&yaml.FlowStyle != 0 && isNull(n.Content[k+1]) && strings.Contains(key.Value, ":"):
			word, value, _ := strings.Cut(key.Value, ":")
			i.report(key, fmt.Sprintf("write a space after the colon: %s: %s", word, value), "%q is no key and value",
				key.Value)
		default:
			first[key.Value] = key
		}
	}
}
