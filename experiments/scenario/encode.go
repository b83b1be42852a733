package scenario

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"

	"nines/policies/recovery"
	"nines/sim/dist"
)

// encode writes a value as the decoder would read it; nil for what is not there: nil pointers, interfaces, empty texts
// and lists. Structs write their tagged fields, shorthands as their encode method says. A law that is a
// default knows its words, and so does the policy that is one; other interfaces do not.
func encode(v reflect.Value) *yaml.Node {
	switch known := v.Interface().(type) {
	case interface{ encode() *yaml.Node }:
		return known.encode()
	case dist.Written:
		return encodeLaw(known)
	case recovery.HandsOn:
		out := &yaml.Node{Kind: yaml.MappingNode}
		appendPair(out, "policy", word(known.String()))
		return out
	}
	switch v.Kind() {
	case reflect.Interface:
		return nil
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return encode(v.Elem())
	case reflect.Slice, reflect.Map, reflect.Struct:
		if _, ok := v.Interface().(fmt.Stringer); !ok {
			return encodeParts(v)
		}
	}
	return encodeScalar(v)
}

func encodeLaw(law dist.Written) *yaml.Node {
	out := &yaml.Node{Kind: yaml.MappingNode}
	appendPair(out, "dist", word(law.Family))
	out.Content = append(out.Content, encodeParts(reflect.ValueOf(law.Config)).Content...)
	return out
}

func encodeScalar(v reflect.Value) *yaml.Node {
	if s, ok := v.Interface().(fmt.Stringer); ok {
		return word(s.String())
	}
	switch v.Kind() {
	case reflect.String:
		return textNode(v.String())
	case reflect.Bool:
		return word(strconv.FormatBool(v.Bool()))
	case reflect.Float64:
		return word(strconv.FormatFloat(v.Float(), 'g', -1, 64))
	case reflect.Int, reflect.Int64:
		return word(strconv.FormatInt(v.Int(), 10))
	}
	panic("scenario: no text stands for a " + v.Type().String()) // a mistake in a configuration struct
}

func encodeParts(v reflect.Value) *yaml.Node {
	if v.Kind() != reflect.Struct && v.Len() == 0 {
		return nil
	}
	out := &yaml.Node{Kind: yaml.MappingNode}
	switch v.Kind() {
	case reflect.Slice:
		out.Kind = yaml.SequenceNode
		for i := range v.Len() {
			out.Content = append(out.Content, encode(v.Index(i)))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
		for _, k := range keys {
			appendPair(out, k.String(), encode(v.MapIndex(k)))
		}
	default:
		for _, f := range fieldsOf(v.Type()) {
			if field := v.FieldByIndex(f.index); !f.omitZero || !field.IsZero() {
				appendPair(out, f.key, encode(field))
			}
		}
	}
	return out
}

// word is a scalar node; "" is nothing.
func word(text string) *yaml.Node {
	if text == "" {
		return nil
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: text}
}

func appendPair(m *yaml.Node, key string, value *yaml.Node) {
	if value != nil {
		m.Content = append(m.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, value)
	}
}

// textNode is a text of the user's, quoted where YAML would take it for something else.
func textNode(text string) *yaml.Node {
	n := word(text)
	if n != nil {
		n.Tag = "!!str"
	}
	return n
}
