//go:build parquet

package result

import (
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// HasParquet tells whether the program can write Parquet.
const HasParquet = true

// rowGroup is how many rows share dictionaries; they are held in memory, compressed, until all of them are there.
const rowGroup = 1 << 17

// EncodeParquet writes rows as Parquet, with the columns of the CSV in its order, as 64-bit integers, 64-bit floats and
// text; what is empty in the CSV is null. Text and integers have a dictionary, floats have none, and all is compressed
// with Zstandard. What Encode refuses is refused; what was written until then is no file. Memory does not grow with the
// number of rows, and the bytes depend on nothing but the rows.
func (t *Table[R]) EncodeParquet(w io.Writer, rows iter.Seq[R]) error {
	var out *parquetWriter
	var last *R
	var l line
	for row := range rows {
		if last == nil {
			last, out = new(R), newParquetWriter(t, w, &row)
		} else if err := t.follows(last, &row); err != nil {
			return err
		}
		*last = row
		t.put(&l, &row)
		if err := out.write(l.fields()); err != nil {
			return err
		}
	}
	if last == nil {
		out = newParquetWriter(t, w, nil)
	}
	return out.close()
}

// parquetWriter turns the text of rows into values.
type parquetWriter struct {
	out   *parquet.Writer
	kinds []kind // of the fields of a row
	batch []parquet.Row
}

// newParquetWriter is for rows whose parameters are those of r; nil stands for an empty table.
func newParquetWriter[R any](t *Table[R], to io.Writer, r *R) *parquetWriter {
	const atOnce = 1 << 10 // rows that are handed over together
	w := &parquetWriter{kinds: t.kinds(r), batch: make([]parquet.Row, 0, atOnce)}
	root := ordered{parquet.Group{}, t.Header(r)}
	for i, name := range root.names {
		root.Group[name] = parquet.Optional(parquet.Compressed(nodeOf(w.kinds[i]), &parquet.Zstd))
	}
	// The library would sign with its version, which it does not know in every build.
	w.out = parquet.NewWriter(to, parquet.NewSchema(strings.TrimSuffix(t.file, ".csv"), root),
		parquet.MaxRowsPerRowGroup(rowGroup), parquet.CreatedBy("nines", "1", ""))
	return w
}

// kinds are those of the fields of a record.
func (t *Table[R]) kinds(r *R) []kind {
	var all []kind
	if t.key != nil {
		for _, c := range keyColumns {
			all = append(all, c.kind)
		}
		if r != nil {
			all = append(all, make([]kind, len(t.key(r).Params))...) // text, as the user wrote it
		}
	}
	for _, c := range t.columns {
		if c.kind != isList {
			all = append(all, c.kind)
		}
	}
	return all
}

func nodeOf(k kind) parquet.Node {
	switch k {
	case isWhole:
		return parquet.Encoded(parquet.Int(64), &parquet.RLEDictionary)
	case isNumber:
		return parquet.Leaf(parquet.DoubleType)
	}
	return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
}

// ordered is a group whose columns keep their order; those of the library are in that of the alphabet.
type ordered struct {
	parquet.Group
	names []string
}

func (o ordered) Fields() []parquet.Field {
	fields := o.Group.Fields()
	slices.SortFunc(fields, func(a, b parquet.Field) int {
		return slices.Index(o.names, a.Name()) - slices.Index(o.names, b.Name())
	})
	return fields
}

func (w *parquetWriter) write(record []string) error {
	if err := checkRecord(record); err != nil {
		return err
	}
	w.batch = w.batch[:len(w.batch)+1]
	row := &w.batch[len(w.batch)-1]
	*row = (*row)[:0]
	for i, field := range record {
		value, err := valueOf(w.kinds[i], field)
		if err != nil {
			return err
		}
		defined := 1
		if value.IsNull() {
			defined = 0
		}
		*row = append(*row, value.Level(0, defined, i))
	}
	if len(w.batch) < cap(w.batch) {
		return nil
	}
	return w.flush()
}

func valueOf(k kind, field string) (parquet.Value, error) {
	switch {
	case field == "":
		return parquet.NullValue(), nil
	case k == isWhole:
		n, err := strconv.ParseInt(field, 10, 64)
		return parquet.Int64Value(n), err
	case k == isNumber:
		x, err := ParseFloat(field)
		return parquet.DoubleValue(x), err
	}
	return parquet.ByteArrayValue([]byte(field)), nil
}

func (w *parquetWriter) flush() error {
	_, err := w.out.WriteRows(w.batch)
	w.batch = w.batch[:0]
	return err
}

func (w *parquetWriter) close() error {
	if err := w.flush(); err != nil {
		return err
	}
	return w.out.Close()
}
