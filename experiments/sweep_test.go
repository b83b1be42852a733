package experiments

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"testing"
	"weak"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
)

// However many points a sweep has, it takes the memory of one: what is told of a point does not hold on to its system.
func TestSweepHoldsNoSystem(t *testing.T) {
	var systems []weak.Pointer[models.Blueprint]
	compile := func(int) (*scenario.Scenario, error) {
		s := compiled(t, storyText)
		systems = append(systems, weak.Make(s.Blueprint))
		return s, nil
	}
	var tables Tables
	deliver := func(i int, r *Result) error {
		tables.Add(t.Context(), result.Key{Point: i}, r)
		return nil
	}
	finished, err := Sweep(t.Context(), Points{N: 3, Compile: compile, Deliver: deliver}, Options{Workers: 2})
	if finished != 3 || err != nil || len(systems) != 3 {
		t.Fatalf("%d points are finished, of %d systems: %v", finished, len(systems), err)
	}
	runtime.GC()
	for i, s := range systems {
		if s.Value() != nil {
			t.Errorf("the system of point %d is held by its results", i)
		}
	}
	if len(tables.timelines) != 3 {
		t.Errorf("%d timelines", len(tables.timelines))
	}
}

// A point that cannot be compiled ends a sweep after those before it, and one that takes too long is not waited for.
func TestSweepEndsAtWhatDoesNotCompile(t *testing.T) {
	broken := errors.New("broken")
	compile := func(i int) (*scenario.Scenario, error) {
		if i == 1 {
			return nil, broken
		}
		return compiled(t, storyText), nil
	}
	none := func(int, *Result) error { return nil }
	if finished, err := Sweep(t.Context(), Points{N: 3, Compile: compile, Deliver: none},
		Options{}); finished != 1 || !errors.Is(err, broken) {
		t.Errorf("%d points are finished, %v", finished, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	defer close(release)
	endless := func(int) (*scenario.Scenario, error) { cancel(); <-release; return nil, broken }
	if finished, err := Sweep(ctx, Points{N: 3, Compile: endless, Deliver: none}, Options{}); finished != 0 || err != nil {
		t.Errorf("%d points are finished when the time was over, %v", finished, err)
	}
}

// Points that are skipped are neither played nor delivered, what was looked at before decides which, and
// results come in their order. It would catch a point that is begun before the one before it was looked at.
func TestSweepSkipsWhatALookRulesOut(t *testing.T) {
	over, looked, delivered := false, []int(nil), []int(nil)
	points := Points{
		N:       5,
		Compile: func(int) (*scenario.Scenario, error) { return compiled(t, pairText), nil },
		Skip:    func(i int) bool { return over && i < 4 },
		Look:    func(i int, _ *Result) { looked = append(looked, i); over = over || i == 1 },
		Deliver: func(i int, _ *Result) error { delivered = append(delivered, i); return nil },
	}
	finished, err := Sweep(t.Context(), points, Options{})
	if want := []int{0, 1, 4}; finished != 5 || err != nil || !slices.Equal(looked, want) ||
		!slices.Equal(delivered, want) {
		t.Errorf("%d finished, %v looked at, %v delivered, %v", finished, looked, delivered, err)
	}
	full := errors.New("full")
	over = false
	points.Deliver = func(i int, _ *Result) error { return full }
	if finished, err := Sweep(t.Context(), points, Options{}); finished != 0 || !errors.Is(err, full) {
		t.Errorf("%d finished, %v", finished, err)
	}
}
