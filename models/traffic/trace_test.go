package traffic

import (
	"strings"
	"testing"

	"nines/models"
	"nines/sim/rng"
	"nines/sim/unit"
)

func tokens(work map[string]unit.Duration) Trace {
	return Trace{Time: "at", Work: work, File: Record{
		Names:   []string{"in", "at", "out", "who"},
		Columns: [][]float64{{9, 1, 2, 3}, {0, 1, 3, 4}, {9, 10, 20, 30}, nil},
		Wrong:   []string{"", "", "", "a.csv:2: want a number or an instant, got \"x\""},
	}}
}

// TestTraceSizes would catch the work of one request that is told of the one before or after it.
func TestTraceSizes(t *testing.T) {
	a := must(newTrace(tokens(map[string]unit.Duration{"in": 2, "out": 0.1})))
	sizes := a.(models.Sizing)
	s, memory, d := new(rng.Stream), 0.0, models.Demand{Mean: 1}
	*s = rng.Open(rng.Key{Seed: 1})
	for range 20 {
		// Gaps of 1, 2 and 1, over their mean.
		gap := a.Gap(&d, 0, &memory, s)
		if size := sizes.Size(memory); gap == 0.75 && size != 3 && size != 9 || gap == 1.5 && size != 6 {
			t.Fatalf("%v s of work come after %v s", size, gap)
		}
	}
	if sizes.MeanSize() != 6 {
		t.Errorf("mean %v, want 6", sizes.MeanSize())
	}
	if _, sized := must(newTrace(tokens(nil))).(models.Sizing); sized {
		t.Error("a trace without work tells of some")
	}
}

func TestTraceRefuses(t *testing.T) {
	below := tokens(map[string]unit.Duration{"in": 2})
	below.File.Columns[0][2] = -1
	for want, trace := range map[string]Trace{
		`no column "tokens"`: tokens(map[string]unit.Duration{"tokens": 1}),
		"a.csv:2: want":      tokens(map[string]unit.Duration{"who": 1}),
		"below 0":            below,
		"no rows":            {},
		"fewer than three":   {File: Record{Columns: [][]float64{{1, 2}}}},
		"before the one":     {File: Record{Columns: [][]float64{{1, 3, 2, 4}}}},
	} {
		if _, err := newTrace(trace); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
