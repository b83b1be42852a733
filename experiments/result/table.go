package result

import (
	"cmp"
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

// Sort puts rows into the table's order. Rows that the order does not tell apart stay as they were. Numbers of rows are
// sorted, which are moved as cheaply as rows are compared.
func (t *Table[R]) Sort(rows []R) {
	places := make([]int, len(rows))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(i, j int) int { return cmp.Or(t.order(&rows[i], &rows[j]), cmp.Compare(i, j)) })
	unsorted := slices.Clone(rows)
	for i, place := range places {
		rows[i] = unsorted[place]
	}
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
func (t *Table[R]) Record(r *R) []string {
	var l line
	t.put(&l, r)
	return l.fields()
}

// put has the line hold a row.
func (t *Table[R]) put(l *line, r *R) {
	l.text, l.ends = l.text[:0], l.ends[:0]
	if t.key != nil {
		k := t.key(r)
		for _, c := range keyColumns {
			l.text = c.put(l.text, k)
			l.end()
		}
		for _, p := range k.Params {
			l.text = append(l.text, p.Value...)
			l.end()
		}
	}
	for _, c := range t.columns {
		if c.kind != isList {
			l.text = c.put(l.text, r)
			l.end()
		}
	}
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
