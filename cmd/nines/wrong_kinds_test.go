package main

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"nines/experiments/gallery"
	"nines/experiments/scenario"
)

// wrongKinds are values of every kind of YAML, most of which no key takes.
var wrongKinds = []string{"{}", "[]", "zzz", "-7", "null", "[[]]", "{ zzz: 1 }", "1e400", "true", `""`}

// TestWrongKinds would catch an error that does not say where it is, or leaves its reader without an idea of what was
// expected: at every key of scenarios that say a lot, a third of the values of every kind, in turn.
func TestWrongKinds(t *testing.T) {
	const turns = 3
	seen, tried, kinds := map[string]bool{}, 0, wrongKinds
	if testing.Short() {
		kinds = wrongKinds[:turns]
	}
	all := talkative(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		text := all[name]
		var root yaml.Node
		if err := yaml.Unmarshal([]byte(text), &root); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		eachValue(root.Content[0], "", func(at string, value *yaml.Node) {
			if seen[at] {
				return
			}
			seen[at] = true
			before := *value
			for k := len(seen) % turns; k < len(kinds); k += turns {
				kind := kinds[k]
				var wrong yaml.Node
				if err := yaml.Unmarshal([]byte(kind), &wrong); err != nil {
					t.Fatal(err)
				}
				*value = *wrong.Content[0]
				changed, err := yaml.Marshal(&root)
				if err != nil {
					t.Fatal(err)
				}
				tried++
				var problems scenario.Problems
				if err := compiles(string(changed)); errors.As(err, &problems) {
					for _, p := range problems {
						if p.Line == 0 || p.Help == "" {
							t.Errorf("%s: %s: %v", at, kind, p)
						}
					}
				} else if err != nil {
					t.Errorf("%s: %s: %v", at, kind, err)
				}
			}
			*value = before
		})
	}
	if tried < 300 {
		t.Errorf("only %d values were tried", tried)
	}
}

// talkative are the scenarios that ship and the samples of all policies.
func talkative(t *testing.T) map[string]string {
	all := map[string]string{}
	for _, entry := range gallery.Table().Rows() {
		template, _ := gallery.Find(entry.Name())
		all[entry.Name()] = string(template.Files[0].Data)
	}
	for _, kind := range []string{"policies", "traffic", "laws"} {
		for _, x := range things(kind) {
			if text, ok := sampled(x, x.sample); ok && !x.key {
				all["sample of "+x.name] = text
			}
		}
	}
	return all
}

// eachValue visits every value of a document, with the keys that lead to it from the top or from a policy or law; one
// element of a list stands for all.
func eachValue(n *yaml.Node, path string, visit func(path string, value *yaml.Node)) {
	switch n.Kind {
	case yaml.MappingNode:
		of := path
		for i := 0; i+1 < len(n.Content); i += 2 {
			if key := n.Content[i].Value; key == "policy" || key == "process" || key == "dist" {
				of = key + "(" + n.Content[i+1].Value + ")" // wherever it is named
			}
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			at := strings.TrimPrefix(of+"."+n.Content[i].Value, ".")
			visit(at, n.Content[i+1])
			eachValue(n.Content[i+1], at, visit)
		}
	case yaml.SequenceNode:
		for _, element := range n.Content {
			visit(path+".N", element)
			eachValue(element, path+".N", visit)
		}
	}
}
