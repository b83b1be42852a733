package main

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"nines/experiments"
)

// A pipe gets a plain line every half minute and nothing that moves the cursor.
func TestProgressInAPipe(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := &progress{out: &out, clock: func() time.Time { return now }, start: now, last: now, begun: now}
	for done := 1; done <= 90; done++ {
		now = now.Add(time.Second)
		p.tell(experiments.Progress{Points: 1, Done: done, Next: 100, Max: 100, Events: uint64(1e6 * done),
			Reached: math.NaN()})
	}
	p.done()
	want := []string{
		" 30 % · 30 replications · 1 M events/s · ETA 1.17 min",
		" 60 % · 60 replications · 1 M events/s · ETA 40 s",
		" 90 % · 90 replications · 1 M events/s · ETA 10 s",
	}
	if got := strings.TrimSuffix(out.String(), "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
}

// A terminal gets one line, rewritten at most ten times a second, and an empty line at the end.
func TestProgressOnATerminal(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := &progress{out: &out, clock: func() time.Time { return now }, terminal: true, start: now, last: now, begun: now}
	for done := 1; done <= 1000; done++ {
		now = now.Add(time.Millisecond)
		p.tell(experiments.Progress{Points: 3, Point: 1, Done: done, Next: 1500, Max: 9000, Reached: 0.1, Asked: 0.05})
	}
	p.done()
	if n := strings.Count(out.String(), "\r"); n != 11 {
		t.Errorf("%d rewrites in a second and the end, want 11", n)
	}
	if strings.Contains(out.String(), "\n") || !strings.HasSuffix(out.String(), "\r\x1b[K") {
		t.Errorf("got %q", out.String())
	}
	if !strings.Contains(out.String(), "2 of 3 · ") || !strings.Contains(out.String(), "±10 % of ±5 % asked for") {
		t.Errorf("got %q", out.String())
	}
}

// Half-widths shrink with the root of the number of replications: half as wide takes four times as many.
func TestNeeded(t *testing.T) {
	for _, c := range []struct {
		x    experiments.Progress
		want float64
	}{
		{experiments.Progress{Done: 10, Next: 40, Max: 40}, 40},
		{experiments.Progress{Done: 10, Next: 40, Max: 2000, Asked: 0.05, Reached: math.NaN()}, 40},
		{experiments.Progress{Done: 100, Next: 150, Max: 9000, Asked: 0.25, Reached: 0.4}, 400},
		{experiments.Progress{Done: 100, Next: 150, Max: 300, Asked: 0.25, Reached: 0.4}, 300},
		{experiments.Progress{Done: 100, Next: 150, Max: 300, Asked: 0.25, Reached: math.Inf(1)}, 300},
	} {
		if got := needed(c.x); got != c.want {
			t.Errorf("needed(%+v) = %g, want %g", c.x, got, c.want)
		}
	}
}
