package experiments

import (
	"context"
	"errors"
	"runtime"
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
	finished, err := Sweep(t.Context(), 3, compile, Options{Workers: 2}, deliver)
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
	if finished, err := Sweep(t.Context(), 3, compile, Options{}, none); finished != 1 || !errors.Is(err, broken) {
		t.Errorf("%d points are finished, %v", finished, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	defer close(release)
	endless := func(int) (*scenario.Scenario, error) { cancel(); <-release; return nil, broken }
	if finished, err := Sweep(ctx, 3, endless, Options{}, none); finished != 0 || err != nil {
		t.Errorf("%d points are finished when the time was over, %v", finished, err)
	}
}
