package result

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
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
	b = append(append(append(appendComma(b), '"'), c.name...), '"', ':') // it has plain letters only
	from := len(b)
	b = c.put(b, r)
	switch value := b[from:]; {
	case c.kind == isNumber && (len(value) == 0 || bytes.HasSuffix(value, []byte("Inf"))):
		return append(b[:from], "null"...)
	case c.kind == isText:
		return appendString(b[:from], string(value))
	}
	return b
}

func appendComma(b []byte) []byte {
	if b[len(b)-1] == '{' {
		return b
	}
	return append(b, ',')
}

// appendString appends a string as encoding/json writes it, which plain letters need not be asked about.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || strings.IndexByte(`"\\<>&`, c) >= 0 {
			quoted, _ := json.Marshal(s) // a string always marshals
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// decodeJSON reads what EncodeJSON writes. Parameters come in the order of the object's members.
func (t *Table[R]) decodeJSON(data []byte) ([]R, error) {
	var objects []json.RawMessage
	if err := json.Unmarshal(data, &objects); err != nil {
		return nil, inWords(err)
	}
	rows := make([]R, len(objects))
	var members []member
	var last []Param // of the row before, which most rows share
	for i, object := range objects {
		var err error
		if members, err = membersOf(object, members[:0]); err == nil {
			last, err = t.rowFromJSON(&rows[i], members, last)
		}
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return rows, nil
}

// rowFromJSON fills a row and returns its parameters.
func (t *Table[R]) rowFromJSON(row *R, members []member, last []Param) ([]Param, error) {
	if t.key != nil {
		k := t.key(row)
		if err := setMembers(k, keyColumns, members); err != nil {
			return nil, err
		}
		var err error
		if last, err = paramsFromJSON(members, last); err != nil {
			return nil, err
		}
		k.Params = last
	}
	return last, setMembers(row, t.columns, members)
}

func setMembers[R any](r *R, columns []column[R], members []member) error {
	next := 0 // where the member of the next column is, in what we have written
	for _, c := range columns {
		raw, at := find(members, c.name, next)
		if at < 0 {
			return fmt.Errorf("%q is missing", c.name)
		}
		next = at + 1
		field := string(raw)
		switch {
		case c.kind == isNumber && field == "null":
			field = ""
		case c.kind == isText:
			var ok bool
			if field, ok = textOf(raw); !ok {
				return fmt.Errorf("%q: want a string", c.name)
			}
		}
		if err := c.set(r, field); err != nil {
			return fmt.Errorf("%q: %w", c.name, err)
		}
	}
	return nil
}

// find is the value of a member, the last of that name, and its place; −1 if there is none.
func find(members []member, name string, next int) (value []byte, at int) {
	if next < len(members) && members[next].name == name && !slices.ContainsFunc(members[next+1:],
		func(m member) bool { return m.name == name }) {
		return members[next].value, next
	}
	for i := len(members) - 1; i >= 0; i-- {
		if members[i].name == name {
			return members[i].value, i
		}
	}
	return nil, -1
}

// paramsFromJSON are the parameters of an object, in their order; those of the last if they are the same.
func paramsFromJSON(members []member, last []Param) ([]Param, error) {
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.name
	}
	found := paths(names)
	same := len(found) == len(last)
	var params []Param
	for i, path := range found {
		value, ok := textOf(members[len(keyNames)+i].value)
		if !ok {
			return nil, fmt.Errorf("%q: want a string", paramPrefix+path)
		}
		same = same && last[i] == (Param{path, value})
		params = append(params, Param{path, value})
	}
	if same {
		return last, nil
	}
	return params, nil
}

// member is one of an object, with its value as it is written.
type member struct {
	name  string
	value []byte
}

// membersOf appends the members of an object that is valid JSON, in their order.
func membersOf(object []byte, members []member) ([]member, error) {
	in := scanner{object}
	if in.next() != '{' {
		return nil, errors.New("want an object")
	}
	in.skip(1)
	for in.next() != '}' {
		name, ok := textOf(in.value())
		if !ok {
			return nil, errors.New("want an object")
		}
		in.next()
		in.skip(1) // the colon
		members = append(members, member{name, in.value()})
		if in.next() == ',' {
			in.skip(1)
		}
	}
	return members, nil
}

// scanner goes through valid JSON.
type scanner struct{ rest []byte }

// next is the first byte of what comes after white space; 0 at the end.
func (s *scanner) next() byte {
	s.rest = bytes.TrimLeft(s.rest, " \t\r\n")
	if len(s.rest) == 0 {
		return 0
	}
	return s.rest[0]
}

func (s *scanner) skip(n int) { s.rest = s.rest[min(n, len(s.rest)):] }

// value is the next value as it is written.
func (s *scanner) value() []byte {
	s.next()
	depth, end := 0, 0
	for end < len(s.rest) {
		switch s.rest[end] {
		case '"':
			end += quoted(s.rest[end:]) - 1
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		if depth < 0 || depth == 0 && strings.IndexByte(",: \t\r\n", s.rest[end]) >= 0 {
			break // after a number or a word
		}
		end++
		if depth == 0 && strings.IndexByte("\"]}", s.rest[end-1]) >= 0 {
			break
		}
	}
	value := s.rest[:end]
	s.skip(end)
	return value
}

// quoted is the length of the string that data begins with, with its quotation marks.
func quoted(data []byte) int {
	for i := 1; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(data)
}

// textOf reads a string.
func textOf(raw []byte) (text string, ok bool) {
	if len(raw) < 2 || raw[0] != '"' {
		return "", false
	}
	if bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw) {
		return string(raw[1 : len(raw)-1]), true
	}
	return text, json.Unmarshal(raw, &text) == nil
}
