package experiments

import (
	"context"
	"slices"
	"testing"
)

// Nobody waits for work that does not notice that its context has ended; what was handed over before is not lost.
func TestNobodyWaitsWhenTheContextHasEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	defer close(release)
	if Within(ctx, func() { cancel(); <-release }) {
		t.Error("work that never ends was said to be done")
	}
	if Within(ctx, func() { t.Error("work was begun after the end") }) {
		t.Error("work after the end was said to be done")
	}
	held := make(chan int, 3)
	held <- 1
	held <- 2
	if got := slices.Collect(until(ctx, held)); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("of 1 and 2 came %v", got)
	}
}

// A panic of work arrives at whoever waits for it.
func TestWithinPanics(t *testing.T) {
	defer func() {
		if x := recover(); x != "broken" {
			t.Errorf("recovered %v", x)
		}
	}()
	Within(t.Context(), func() { panic("broken") })
}
