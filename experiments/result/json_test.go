package result_test

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nines/experiments/result"
)

func TestMembersKeepTheirOrder(t *testing.T) {
	names, values, err := result.MembersOf(` { "b" : [ "}", {"x":"]\""}, [] ] ,"a\u0062":-1.5e-3,
		"q\"\\":"a,b: \"c\" \\" , "n":null,"t":true,"o":{},"e":"" } `)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"b", "ab", `q"\`, "n", "t", "o", "e"}
	if !slices.Equal(names, want) {
		t.Errorf("names %q", names)
	}
	wanted := []string{`[ "}", {"x":"]\""}, [] ]`, "-1.5e-3", `"a,b: \"c\" \\"`, "null", "true", "{}", `""`}
	if !slices.Equal(values, wanted) {
		t.Errorf("values %q", values)
	}
	for _, none := range []string{"1", "[]", "null", `"x"`} {
		if _, _, err := result.MembersOf(none); err == nil {
			t.Errorf("%s is taken for an object", none)
		}
	}
}

// Lines of JSON are the elements of the array, an object each, with what is missing or infinite as null.
func TestLines(t *testing.T) {
	var array, lines bytes.Buffer
	rows := replications()
	for to, encode := range map[*bytes.Buffer]func(io.Writer, iter.Seq[result.ReplicationRow]) error{
		&array: result.Replications.EncodeJSON, &lines: result.Replications.EncodeLines} {
		if err := encode(to, slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
	}
	joined := "[\n" + strings.ReplaceAll(strings.TrimSuffix(lines.String(), "\n"), "\n", ",\n") + "\n]\n"
	if diff := cmp.Diff(array.String(), joined); diff != "" {
		t.Errorf("other objects (-array +lines):\n%s", diff)
	}
	for i, line := range strings.Split(strings.TrimSuffix(lines.String(), "\n"), "\n") {
		var got struct{ Value *float64 }
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		want := rows[i].Value
		if none := math.IsNaN(want) || math.IsInf(want, 0); none != (got.Value == nil) || !none && *got.Value != want {
			t.Errorf("%v is written in %s", want, line)
		}
	}
}

// FuzzMembers would find an object that is read otherwise than the library reads it.
func FuzzMembers(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":1}`, `{"a":"\"","b":[1,[2],{"c":"]"}]}`, "{ \"a\"\n:\t1 , \"b\" : null }"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want map[string]json.RawMessage
		if json.Unmarshal([]byte(text), &want) != nil || want == nil {
			return
		}
		names, values, err := result.MembersOf(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		got := map[string]json.RawMessage{}
		for i, name := range names {
			got[name] = json.RawMessage(values[i])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n%s", text, diff)
		}
	})
}

// A table that is kept is read as it was, without its file.
func TestKeptTables(t *testing.T) {
	dir := t.TempDir()
	w := filled(t, dir, result.Fresh, "one")
	rows := []result.Estimate{{Key: result.Key{RunID: manifest().RunID}, Metric: "a"},
		{Key: result.Key{RunID: manifest().RunID}, Metric: "b"}}
	if err := result.Save(w, result.Estimates, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	if err := w.Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	f, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := result.Keep(f, result.Incidents); err == nil {
		t.Error("a table that is not there is kept")
	}
	if err := result.Keep(f, result.Estimates); err != nil {
		t.Fatal(err)
	}
	var metrics []string
	for row, err := range result.Rows(f, result.Estimates) {
		if err != nil {
			t.Fatal(err)
		}
		metrics = append(metrics, row.Metric)
	}
	if !slices.Equal(metrics, []string{"a", "b"}) {
		t.Errorf("rows %q", metrics)
	}
}
