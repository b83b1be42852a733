package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// Table describes one file of rows of type R: its name, its columns and the order of its rows.
type Table[R any] struct {
	file    string
	key     func(*R) *Key // nil where rows carry no key
	columns []column[R]
	order   func(a, b *R) int
}

// File is the table's name in a results folder.
func (t *Table[R]) File() string { return t.file }

// Sort puts rows into the table's order. Rows that the order does not tell apart stay as they were.
func (t *Table[R]) Sort(rows []R) {
	slices.SortStableFunc(rows, func(a, b R) int { return t.order(&a, &b) })
}

// Header lists the columns for rows whose parameters are those of r; nil stands for an empty table.
func (t *Table[R]) Header(r *R) []string {
	var header []string
	if t.key != nil {
		header = append(header, keyNames...)
		if r != nil {
			for _, p := range t.key(r).Params {
				header = append(header, paramPrefix+p.Path)
			}
		}
	}
	for _, c := range t.columns {
		if c.kind != isList {
			header = append(header, c.name)
		}
	}
	return header
}

// Record is the text of one row, field by field in the order of Header.
func (t *Table[R]) Record(r *R) []string { return t.appendRecord(nil, r) }

func (t *Table[R]) appendRecord(record []string, r *R) []string {
	if t.key != nil {
		k := t.key(r)
		for _, c := range keyColumns {
			record = append(record, c.get(k))
		}
		for _, p := range k.Params {
			record = append(record, p.Value)
		}
	}
	for _, c := range t.columns {
		if c.kind != isList {
			record = append(record, c.get(r))
		}
	}
	return record
}

// Encode writes rows as CSV, one at a time. Rows out of order, rows whose parameters differ from the first row's and
// text with control characters are refused; what was written until then stays written.
func (t *Table[R]) Encode(w io.Writer, rows iter.Seq[R]) error {
	out := csv.NewWriter(w)
	var last *R
	var record []string
	for row := range rows {
		if last == nil {
			last = new(R)
			if err := writeRecord(out, t.Header(&row)); err != nil {
				return err
			}
		} else if err := t.follows(last, &row); err != nil {
			return err
		}
		*last = row
		record = t.appendRecord(record[:0], &row)
		if err := writeRecord(out, record); err != nil {
			return err
		}
	}
	if last == nil {
		if err := writeRecord(out, t.Header(nil)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// follows refuses a row that cannot stand below another one.
func (t *Table[R]) follows(above, row *R) error {
	switch {
	case t.order(above, row) > 0:
		return errors.New("rows out of order")
	case t.key != nil && !sameParams(t.key(above), t.key(row)):
		return errors.New("rows with different parameters in one table")
	}
	return nil
}

func writeRecord(out *csv.Writer, record []string) error {
	if err := checkRecord(record); err != nil {
		return err
	}
	return out.Write(record)
}

func checkRecord(record []string) error {
	for _, field := range record {
		if err := checkText(field); err != nil {
			return fmt.Errorf("%q: %w", field, err)
		}
	}
	return nil
}

func sameParams(a, b *Key) bool {
	return slices.EqualFunc(a.Params, b.Params, func(p, q Param) bool { return p.Path == q.Path })
}

const paramPrefix = "param_"

var (
	keyColumns = []column[Key]{
		text("run_id", func(k *Key) *string { return &k.RunID }),
		text("scenario", func(k *Key) *string { return &k.Scenario }),
		text("variant", func(k *Key) *string { return &k.Variant }),
		whole("point", func(k *Key) *int { return &k.Point }),
	}
	keyNames = []string{"run_id", "scenario", "variant", "point"}
)

// paths takes the parameter paths from the columns that follow the key's.
func paths(header []string) []string {
	var paths []string
	for _, name := range header[min(len(keyNames), len(header)):] {
		path, ok := strings.CutPrefix(name, paramPrefix)
		if !ok {
			break
		}
		paths = append(paths, path)
	}
	return paths
}
