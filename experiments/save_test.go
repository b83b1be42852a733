package experiments

import (
	"bytes"
	"fmt"
	"testing"

	"nines/experiments/result"
)

// A table of a thousand configurations would not end; those that it holds are the first, each in full.
func TestTablesAreBounded(t *testing.T) {
	var p pile[result.HistogramRow]
	made := 0
	of := func(n int) func(result.Key) []result.HistogramRow {
		return func(result.Key) []result.HistogramRow {
			made++
			return make([]result.HistogramRow, n)
		}
	}
	for _, n := range []int{mostRows / 2, mostRows / 2, 1, 0} {
		p.enter(result.Histograms, result.Key{}, of(n))
	}
	w, _ := keepIn(t, t.TempDir(), result.Fresh)
	if err := p.save(w, result.Histograms); err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(p.text.Bytes(), []byte("\n")); lines != 1+mostRows || p.configurations != 2 || !p.full ||
		made != 3 {
		t.Errorf("%d lines of %d of %d configurations, full: %t", lines, p.configurations, made, p.full)
	}
	var alone pile[result.HistogramRow]
	if alone.enter(result.Histograms, result.Key{}, of(mostRows+1)); alone.rows != mostRows+1 {
		t.Errorf("a run alone has %d rows", alone.rows)
	}
}

// A folder that was just published holds its summary in memory, and that is what the file reads as.
func TestSummaryReadsAsItWasKept(t *testing.T) {
	for _, text := range []string{storyText, pairText} {
		var tables Tables
		w, keep := keepIn(t, t.TempDir(), result.Fresh)
		r, err := Run(t.Context(), compiled(t, text), Options{Keep: keep})
		if err != nil {
			t.Fatal(err)
		}
		tables.Add(t.Context(), result.Key{RunID: "x", Scenario: "s"}, r)
		if err := tables.Write(w); err != nil {
			t.Fatal(err)
		}
		opened := publishedAs(t, w, r)
		read, err := opened.Summary()
		if err != nil {
			t.Fatal(err)
		}
		f, err := w.Folder()
		if err != nil {
			t.Fatal(err)
		}
		kept, err := f.Summary()
		if got, want := fmt.Sprintf("%#v", kept), fmt.Sprintf("%#v", read); err != nil || got != want {
			t.Errorf("%v: kept as\n%s\nand read as\n%s", err, got, want)
		}
	}
}
