package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
)

// Decode reads what Encode writes, one row at a time, and stops at the first error, a *FolderError with the position in
// the file. Memory does not grow with the number of rows.
func (t *Table[R]) Decode(r io.Reader) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		d := decoder[R]{table: t, in: csv.NewReader(&lines{in: r, path: t.file}), texts: map[string]string{}}
		d.in.ReuseRecord = true
		err := d.header()
		for err == nil {
			var row R
			if row, err = d.row(); err == nil && !yield(row, nil) {
				return
			}
		}
		if err != io.EOF {
			var none R
			yield(none, err)
		}
	}
}

type decoder[R any] struct {
	table *Table[R]
	in    *csv.Reader
	paths []string
	last  Key               // of the row before, to share its parameters
	texts map[string]string // every text once, so that a row does not keep its whole line alive
}

// header checks that the columns are those of the table, in order.
func (d *decoder[R]) header() error {
	got, err := d.in.Read()
	if err == io.EOF {
		return &FolderError{Path: d.table.file, Reason: "empty: not even a header"}
	}
	if err != nil {
		return d.syntax(err)
	}
	var like R
	if d.table.key != nil {
		d.paths = paths(got)
		for _, path := range d.paths {
			d.table.key(&like).Params = append(d.table.key(&like).Params, Param{Path: path})
		}
	}
	want := d.table.Header(&like)
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			return d.bad(len(got)-1, fmt.Sprintf("the header ends early: column %q is missing", want[i]))
		case i >= len(want):
			return d.bad(i, fmt.Sprintf("unknown column %q", got[i]))
		case got[i] != want[i]:
			return d.bad(i, fmt.Sprintf("column %q: want %q here", got[i], want[i]))
		case checkText(got[i]) != nil:
			return d.bad(i, fmt.Sprintf("column %q: %v", got[i], checkText(got[i])))
		}
	}
	return nil
}

func (d *decoder[R]) row() (row R, err error) {
	fields, err := d.in.Read()
	if err != nil {
		return row, d.syntax(err)
	}
	next := 0
	if d.table.key != nil {
		next = len(keyColumns) + len(d.paths)
		if err := d.key(d.table.key(&row), fields[:next]); err != nil {
			return row, err
		}
	}
	for _, c := range d.table.columns {
		if c.kind == isList {
			continue
		}
		if err := set(d, &row, c, next, fields[next]); err != nil {
			return row, err
		}
		next++
	}
	return row, nil
}

func (d *decoder[R]) key(k *Key, fields []string) error {
	for i, c := range keyColumns {
		if err := set(d, k, c, i, fields[i]); err != nil {
			return err
		}
	}
	values := fields[len(keyColumns):]
	if !slices.EqualFunc(d.last.Params, values, func(p Param, v string) bool { return p.Value == v }) {
		d.last.Params = make([]Param, len(values))
		for i, v := range values {
			if err := checkText(v); err != nil {
				return d.bad(len(keyColumns)+i, fmt.Sprintf("%q: %v", v, err))
			}
			d.last.Params[i] = Param{d.paths[i], d.once(v)}
		}
	}
	k.Params = d.last.Params
	return nil
}

// set stores the i-th field of the current record in one column of x.
func set[R, X any](d *decoder[R], x *X, c column[X], i int, field string) error {
	if c.kind == isText {
		if err := checkText(field); err != nil {
			return d.bad(i, fmt.Sprintf("column %q holds %q: %v", c.name, field, err))
		}
		field = d.once(field)
	}
	if err := c.set(x, field); err != nil {
		return d.bad(i, fmt.Sprintf("column %q holds %q: %v", c.name, field, err))
	}
	return nil
}

func (d *decoder[R]) once(s string) string {
	if known, ok := d.texts[s]; ok {
		return known
	}
	s = string([]byte(s)) // free of the line it was cut from
	d.texts[s] = s
	return s
}

func (d *decoder[R]) bad(field int, reason string) error {
	line, column := d.in.FieldPos(field)
	return &FolderError{Path: d.table.file, Line: line, Column: column, Reason: reason}
}

// syntax gives the errors of the CSV reader the form of ours; io.EOF and errors of the medium stay what they are.
func (d *decoder[R]) syntax(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	reason := parse.Err.Error()
	if errors.Is(err, csv.ErrFieldCount) {
		reason = "a row with too many or too few fields; the file may be cut short"
	}
	return &FolderError{Path: d.table.file, Line: parse.Line, Column: parse.Column, Reason: reason}
}
