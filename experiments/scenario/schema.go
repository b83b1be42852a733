package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"nines/sim/unit"
)

// Schema writes a language as a JSON Schema (draft 2020-12), by which editors complete keys, show what they mean and
// mark mistakes. It refuses nothing that Compile accepts. What it cannot refuse: names of things that are not there,
// values with a unit that are out of bounds, keys of which exactly one is to be given or that have no meaning together,
// numbers that do not fit each other, laws that cannot be, a key that is given twice, and files of data.
func (f *Form) Schema(title string) []byte {
	s := schema{names: map[*Form]string{}, used: map[string]bool{}, defs: map[string]any{}}
	root := s.of(f, "file")
	root["$schema"], root["title"], root["$defs"] = "https://json-schema.org/draft/2020-12/schema", title, s.defs
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	must(encoder.Encode(root))
	return b.Bytes()
}

// schema writes forms; those that others may refer to stand under $defs.
type schema struct {
	names map[*Form]string
	used  map[string]bool
	defs  map[string]any
}

type object = map[string]any

// of writes a form in place, or refers to it. Path is where it was met first, which names it.
func (s *schema) of(f *Form, path string) object {
	if f.Kind != Mapping && f.Kind != Choice {
		return s.write(f, path)
	}
	name, ok := s.names[f]
	if !ok {
		name = path
		for i := 2; s.used[name]; i++ {
			name = path + "-" + strconv.Itoa(i)
		}
		s.names[f], s.used[name] = name, true
		s.defs[name] = s.write(f, path)
	}
	return object{"$ref": "#/$defs/" + name}
}

func (s *schema) write(f *Form, path string) object {
	switch f.Kind {
	case Word:
		return object{"enum": f.Words}
	case Quantity:
		return quantitySchema(f.Notation)
	case Number:
		return object{"type": []string{"number", "string"}, "pattern": `^[-+0-9.eE]+$`}
	case Whole:
		return object{"type": []string{"integer", "string"}, "pattern": `^-?[0-9.][0-9.eE+]*[kMGT]?$`}
	case Truth:
		return object{"enum": []any{true, false, "true", "false"}}
	case Mapping:
		return s.mapping(f, path)
	case Names:
		out := object{"type": "object", "additionalProperties": s.of(f.Of, path+".NAME")}
		if f.Notation.Pattern != "" {
			out["propertyNames"] = object{"pattern": f.Notation.Pattern}
		}
		return out
	case List:
		return object{"type": "array", "items": s.of(f.Of, path+".N")}
	case Choice:
		return s.choice(f, path)
	case Anything:
		return object{"not": object{"type": "null"}}
	}
	return object{"type": []string{"string", "number", "boolean"}} // any text; YAML takes some for something else
}

// quantitySchema is a text with a notation or, where a unit may be left out, a number.
func quantitySchema(n unit.Notation) object {
	if n.Bare == "" {
		return object{"type": "string", "pattern": n.Pattern, "examples": []string{n.Example}}
	}
	return object{"type": []string{"string", n.Bare}, "pattern": n.Pattern, "minimum": 0}
}

func (s *schema) choice(f *Form, path string) object {
	var any []object
	for _, one := range f.Choices {
		below := path
		if one.Tag != "" {
			below = path + "." + one.Name
		}
		any = append(any, s.of(one, below))
	}
	return object{"anyOf": any}
}

func (s *schema) mapping(f *Form, path string) object {
	properties, required, apart := object{}, []string{}, []object{}
	for _, k := range f.Keys {
		properties[k.Name] = s.key(k, join(path, k.Name))
		if k.Required {
			required = append(required, k.Name)
		}
		if k.Unless != "" {
			apart = append(apart, object{"not": object{"required": []string{k.Name, k.Unless}}})
		}
	}
	out := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	if len(apart) > 0 {
		out["allOf"] = apart
	}
	if f.Doc != "" {
		out["description"] = f.Doc
	}
	return out
}

// key is the form of a key with what is to be known of it. The default is told in words: editors would take a text for
// one that has to be quoted.
func (s *schema) key(k Key, path string) object {
	out := s.of(k.Form, path)
	out["description"] = k.Doc
	if k.Default != "" {
		out["description"] = fmt.Sprintf("%s Default: %s.", k.Doc, k.Default)
	}
	if k.Bounds != "" {
		out["description"] = fmt.Sprintf("%s Bounds: %s.", out["description"], k.Bounds)
	}
	if bare := k.Form.Notation.Bare; bare != "" || k.Form.Kind == Number || k.Form.Kind == Whole {
		limit(out, k.Bounds)
	}
	return out
}

// limit holds numbers without a unit to bounds.
func limit(out object, bounds string) {
	words := map[[2]bool]string{{true, true}: "exclusiveMinimum", {true, false}: "minimum",
		{false, true}: "exclusiveMaximum", {false, false}: "maximum"}
	for _, b := range boundsOf(bounds) {
		x, err := strconv.ParseFloat(b.text, 64)
		if count, bad := unit.ParseCount(b.text); err != nil && bad == nil {
			x, err = float64(count), nil
		}
		if share, bad := unit.ParseRatio(b.text); err != nil && bad == nil {
			x, err = float64(share), nil
		}
		if err == nil {
			out[words[[2]bool{b.above, b.open}]] = x
		}
	}
}
