package result

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
)

// EncodeJSON writes rows as a JSON array with one object per line. The members are the columns of the CSV, in its order
// and with its numbers; a missing number is null, and so is an infinite one, which JSON cannot write.
func (t *Table[R]) EncodeJSON(w io.Writer, rows iter.Seq[R]) error {
	out := bufio.NewWriter(w)
	separator := "[\n"
	var object []byte
	for row := range rows {
		object = t.appendJSON(append(object[:0], separator...), &row)
		separator = ",\n"
		if _, err := out.Write(object); err != nil {
			return err
		}
	}
	end := "\n]\n"
	if separator == "[\n" {
		end = "[]\n"
	}
	if _, err := out.WriteString(end); err != nil {
		return err
	}
	return out.Flush()
}

// EncodeLines writes rows as JSON, an object on each line, with the members that EncodeJSON gives them.
func (t *Table[R]) EncodeLines(w io.Writer, rows iter.Seq[R]) error {
	var object []byte
	for row := range rows {
		object = append(t.appendJSON(object[:0], &row), '\n')
		if _, err := w.Write(object); err != nil {
			return err
		}
	}
	return nil
}

func (t *Table[R]) appendJSON(b []byte, r *R) []byte {
	b = append(b, '{')
	if t.key != nil {
		k := t.key(r)
		for _, c := range keyColumns {
			b = appendMember(b, c, k)
		}
		for _, p := range k.Params {
			b = append(appendString(appendComma(b), paramPrefix+p.Path), ':')
			b = appendString(b, p.Value)
		}
	}
	for _, c := range t.columns {
		b = appendMember(b, c, r)
	}
	return append(b, '}')
}

func appendMember[R any](b []byte, c column[R], r *R) []byte {
	b = append(appendString(appendComma(b), c.name), ':')
	value := c.get(r)
	switch {
	case c.kind == isNumber && (value == "" || value == "Inf" || value == "-Inf"):
		return append(b, "null"...)
	case c.kind == isText:
		return appendString(b, value)
	default:
		return append(b, value...)
	}
}

func appendComma(b []byte) []byte {
	if b[len(b)-1] == '{' {
		return b
	}
	return append(b, ',')
}

func appendString(b []byte, s string) []byte {
	quoted, _ := json.Marshal(s) // a string always marshals
	return append(b, quoted...)
}

// decodeJSON reads what EncodeJSON writes. Parameters come in the order of the object's members.
func (t *Table[R]) decodeJSON(data []byte) ([]R, error) {
	var objects []json.RawMessage
	if err := json.Unmarshal(data, &objects); err != nil {
		return nil, inWords(err)
	}
	var rows []R
	for i, object := range objects {
		row, err := t.rowFromJSON(object)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (t *Table[R]) rowFromJSON(object json.RawMessage) (row R, err error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(object, &members); err != nil {
		return row, inWords(err)
	}
	if t.key != nil {
		k := t.key(&row)
		if err := setMembers(k, keyColumns, members); err != nil {
			return row, err
		}
		if k.Params, err = paramsFromJSON(object); err != nil {
			return row, err
		}
	}
	return row, setMembers(&row, t.columns, members)
}

func setMembers[R any](r *R, columns []column[R], members map[string]json.RawMessage) error {
	for _, c := range columns {
		raw, ok := members[c.name]
		if !ok {
			return fmt.Errorf("%q is missing", c.name)
		}
		field := string(raw)
		switch {
		case c.kind == isNumber && field == "null":
			field = ""
		case c.kind == isText:
			if err := json.Unmarshal(raw, &field); err != nil {
				return fmt.Errorf("%q: want a string", c.name)
			}
		}
		if err := c.set(r, field); err != nil {
			return fmt.Errorf("%q: %w", c.name, err)
		}
	}
	return nil
}

// paramsFromJSON walks the object once more, because a map would forget the order of its members.
func paramsFromJSON(object json.RawMessage) ([]Param, error) {
	ordered, err := orderedMembers(object)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(ordered))
	for i, m := range ordered {
		names[i] = m.name
	}
	var params []Param
	for i, path := range paths(names) {
		var value string
		if err := json.Unmarshal(ordered[len(keyNames)+i].value, &value); err != nil {
			return nil, fmt.Errorf("%q: want a string", paramPrefix+path)
		}
		params = append(params, Param{path, value})
	}
	return params, nil
}

type member struct {
	name  string
	value json.RawMessage
}

func orderedMembers(object json.RawMessage) ([]member, error) {
	in := json.NewDecoder(bytes.NewReader(object))
	if _, err := in.Token(); err != nil {
		return nil, err
	}
	var members []member
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return nil, err
		}
		m := member{name: name.(string)} // members of a JSON object have no other kind of name
		if err := in.Decode(&m.value); err != nil {
			return nil, err
		}
		members = append(members, m)
	}
	return members, nil
}
