package result

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
)

// Encoder writes rows of a table as CSV, as they come.
type Encoder[R any] struct {
	table      *Table[R]
	out        *bufio.Writer
	quoting    *csv.Writer // into out, for what is not plain
	line       line
	this, last *R
	begun      bool
}

// EncodeTo begins to write a table.
func (t *Table[R]) EncodeTo(w io.Writer) *Encoder[R] {
	out := bufio.NewWriter(w)
	return &Encoder[R]{table: t, out: out, quoting: csv.NewWriter(out), this: new(R), last: new(R)}
}

// Encode writes rows as CSV, one at a time. Rows out of order, rows whose parameters differ from the first row's and
// text with control characters are refused; what was written until then stays written.
func (t *Table[R]) Encode(w io.Writer, rows iter.Seq[R]) error {
	e := t.EncodeTo(w)
	for row := range rows {
		if err := e.Add(row); err != nil {
			return err
		}
	}
	return e.Close()
}

// Add writes a row, or says why it cannot stand below the one before.
func (e *Encoder[R]) Add(row R) error {
	if *e.this = row; !e.begun {
		e.begun = true
		if err := e.quoted(e.table.Header(e.this)); err != nil {
			return err
		}
	} else if err := e.table.follows(e.last, e.this); err != nil {
		return err
	}
	e.table.put(&e.line, e.this)
	e.this, e.last = e.last, e.this
	if !e.line.plain() {
		return e.quoted(e.line.fields())
	}
	_, err := e.out.Write(e.line.joined())
	return err
}

// Close ends the table.
func (e *Encoder[R]) Close() error {
	if !e.begun {
		if err := e.quoted(e.table.Header(nil)); err != nil {
			return err
		}
	}
	return e.out.Flush()
}

// quoted writes a record with quotes where they are needed.
func (e *Encoder[R]) quoted(record []string) error {
	if err := checkRecord(record); err != nil {
		return err
	}
	if err := e.quoting.Write(record); err != nil {
		return err
	}
	e.quoting.Flush() // into out
	return e.quoting.Error()
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

func checkRecord(record []string) error {
	for _, field := range record {
		if err := checkText(field); err != nil {
			return fmt.Errorf("%q: %w", field, err)
		}
	}
	return nil
}
