//go:build parquet

package result_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"iter"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"nines/experiments/result"
)

// Parquet holds what the CSV holds, row by row and column by column, typed, and the same bytes each time.
func TestParquetIsTheCSV(t *testing.T) {
	// As the ledger has them, more than one group of rows holds.
	long := func(yield func(result.ReplicationRow) bool) {
		for i := range 1<<17 + 3 {
			row := result.ReplicationRow{Key: key(0), Replication: i, Metric: "downtime", Scope: "fleet", Unit: "s/y",
				Value: 1 / float64(i+1), Censored: i % 7}
			if !yield(row) {
				return
			}
		}
	}
	checkParquet(t, result.Replications, long, 1<<17, 3)
	checkParquet(t, result.Replications, slices.Values(replications()), int64(len(replications())))
	checkParquet(t, result.Estimates, slices.Values(estimates()), int64(len(estimates())))
	checkParquet(t, result.Replications, slices.Values[[]result.ReplicationRow](nil))
}

func checkParquet[R any](t *testing.T, table *result.Table[R], rows iter.Seq[R], groups ...int64) {
	t.Helper()
	var text, first, second bytes.Buffer
	for to, encode := range map[*bytes.Buffer]func(io.Writer, iter.Seq[R]) error{&text: table.Encode,
		&first: table.EncodeParquet, &second: table.EncodeParquet} {
		if err := encode(to, rows); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same rows have given other bytes")
	}
	want, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got, sizes := parquetRecords(t, first.Bytes())
	if len(want) != len(got) {
		t.Fatalf("%s: %d rows of the CSV, %d of Parquet", table.File(), len(want), len(got))
	}
	for i := range want {
		if !slices.Equal(want[i], got[i]) {
			t.Fatalf("%s, row %d (-CSV +Parquet):\n%s", table.File(), i, cmp.Diff(want[i], got[i]))
		}
	}
	if !slices.Equal(sizes, groups) {
		t.Errorf("groups of %v rows, want %v", sizes, groups)
	}
}

// parquetRecords are the columns and the rows of a file as a CSV has them, and how many rows its groups have.
func parquetRecords(t *testing.T, data []byte) (records [][]string, sizes []int64) {
	t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var header []string
	for _, field := range file.Schema().Fields() {
		header = append(header, field.Name())
	}
	records = append(records, header)
	for _, group := range file.RowGroups() {
		sizes = append(sizes, group.NumRows())
		in, some := group.Rows(), make([]parquet.Row, 100)
		for {
			n, err := in.ReadRows(some)
			for _, row := range some[:n] {
				record := make([]string, len(row))
				for i, v := range row {
					record[i] = cell(t, v)
				}
				records = append(records, record)
			}
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if err := in.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return records, sizes
}

// cell is a value as a CSV has it. What is null there is empty, and nothing else is.
func cell(t *testing.T, v parquet.Value) string {
	t.Helper()
	text := ""
	switch v.Kind() {
	case parquet.Int64:
		text = strconv.FormatInt(v.Int64(), 10)
	case parquet.Double:
		text = result.FormatFloat(v.Double())
	case parquet.ByteArray:
		text = string(v.ByteArray())
	}
	if v.IsNull() != (text == "") {
		t.Errorf("%v: null %t, want null for what is empty alone", v, v.IsNull())
	}
	return text
}

// The types are those of the columns, whatever the rows hold.
func TestParquetTypes(t *testing.T) {
	var out bytes.Buffer
	if err := result.Replications.EncodeParquet(&out, slices.Values(replications()[:1])); err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]parquet.Kind{}
	for _, c := range file.Root().Columns() {
		got[c.Name()] = c.Type().Kind()
		if !c.Optional() {
			t.Errorf("%s cannot be null", c.Name())
		}
	}
	text := parquet.ByteArray
	want := map[string]parquet.Kind{"run_id": text, "scenario": text, "variant": text, "point": parquet.Int64,
		"param_detection.hb.timeout": text, "param_topology.node.count": text, "replication": parquet.Int64,
		"metric": text, "scope": text, "unit": text, "value": parquet.Double, "censored": parquet.Int64}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
}

// What no CSV is made of is refused here, too.
func TestParquetRefuses(t *testing.T) {
	rows := replications()
	other := rows[1]
	other.Params = other.Params[:1]
	for name, bad := range map[string][]result.ReplicationRow{"order": {rows[1], rows[0]}, "parameters": {rows[0], other},
		"control characters": {{Metric: "a\nb"}}} {
		if err := result.Replications.EncodeParquet(io.Discard, slices.Values(bad)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
