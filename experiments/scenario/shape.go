package scenario

import (
	"encoding"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// What has the wrong form is told which form to write, with what stands there in its place.

// listed says how to write as a list what is none; "" where that would be a guess.
func (d *decoder) listed(n *yaml.Node, element reflect.Type, path string) string {
	switch n.Kind {
	case yaml.ScalarNode:
		if help := d.forExample(n, path, ""); help != "" && d.alone(element) {
			return help
		}
		return "write " + keyOf(path) + "[" + brief(n.Value) + "]"
	case yaml.MappingNode:
		return "write a list: " + keyOf(path) + "[ { … } ]"
	}
	return ""
}

// alone reports what can be written as a mapping only: no one word stands for it.
func (d *decoder) alone(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || d.readers[t].decode != nil {
		return false
	}
	switch reflect.New(t).Interface().(type) {
	case shorthand, keyed, encoding.TextUnmarshaler:
		return false
	}
	return true
}

// mapped says how to write as a mapping what is none: a text goes to the key that has to be there, or else to the
// first. Where several have to be, nobody knows to which, and the mapping would still lack the others.
func (d *decoder) mapped(n *yaml.Node, fields []field, path string) string {
	if len(fields) == 0 || path == "" {
		return ""
	}
	first, needed := fields[0].key, 0
	for i := len(fields) - 1; i >= 0; i-- {
		if fields[i].required {
			first = fields[i].key
			needed++
		}
	}
	if help := d.forExample(n, path, ""); needed > 1 && help != "" {
		return help
	}
	value := "…"
	if n.Kind == yaml.ScalarNode {
		value = brief(n.Value)
	}
	return "write for example " + keyOf(path) + "{ " + first + ": " + value + " }"
}

// isBlank refuses what says nothing: a key without a value, and an empty text, which is not the same as none.
func (d *decoder) isBlank(n *yaml.Node, path string) bool {
	empty := n.Kind == yaml.ScalarNode && strings.TrimSpace(n.Value) == ""
	help := d.forExample(n, path, "write a text")
	if !d.needed[n] {
		help += ", or leave it out"
	}
	switch {
	case isNull(n):
		d.fail(n, "give it a value, or leave the key out", "%s has no value", path)
	case empty:
		d.fail(n, help, "%s is an empty text", path)
	}
	return isNull(n) || empty
}

// forExample shows how the key that n was given for is written, and says otherwise where no example of it is known.
func (d *decoder) forExample(n *yaml.Node, path, otherwise string) string {
	if example := d.examples[n]; example != "" {
		return "write for example " + keyOf(path) + example
	}
	return otherwise
}

// single says how to write alone what is a list of one.
func single(n *yaml.Node, path string) string {
	if n.Kind == yaml.SequenceNode && len(n.Content) == 1 && n.Content[0].Kind == yaml.ScalarNode {
		return "write " + keyOf(path) + brief(n.Content[0].Value)
	}
	return ""
}

// keyOf is the key of a path as it is written before its value; "" of an element of a list.
func keyOf(path string) string {
	key := path[strings.LastIndexByte(path, '.')+1:]
	if key == "" || strings.Trim(key, "0123456789") == "" {
		return ""
	}
	return key + ": "
}

// brief is a text of the document as an example of what to write.
func brief(text string) string {
	const limit = 40
	if runes := []rune(text); len(runes) > limit || text == "" {
		return "…"
	}
	return text
}
