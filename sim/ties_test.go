package sim

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// story plays all pending events and writes one line for each; Who 0 is a, 1 is b, and so on.
func story(c *Calendar) string {
	var lines strings.Builder
	for e, ok := c.Next(); ok; e, ok = c.Next() {
		fmt.Fprintf(&lines, "%g %c\n", float64(c.Now()), 'a'+rune(e.Who))
	}
	return lines.String()
}

// TestTies tells what happens among equals; each script would tell another story if ties were broken by anything but
// the order of scheduling.
func TestTies(t *testing.T) {
	const a, b, d = 0, 1, 3
	for _, x := range []struct {
		name   string
		script func(c *Calendar, timers []Timer)
		want   string
	}{
		{"a, b, c and d are scheduled at 5 and happen in that order", func(*Calendar, []Timer) {},
			"5 a\n5 b\n5 c\n5 d\n"},
		{"b is canceled; the others keep their order", func(c *Calendar, timers []Timer) {
			c.Cancel(&timers[b])
		}, "5 a\n5 c\n5 d\n"},
		{"e takes b's place in memory but not in time", func(c *Calendar, timers []Timer) {
			c.Cancel(&timers[b])
			c.At(5, Event{Who: 4})
		}, "5 a\n5 c\n5 d\n5 e\n"},
		{"a is moved away and back: it is the last scheduled now", func(c *Calendar, timers []Timer) {
			c.Move(&timers[a], 9)
			c.Move(&timers[a], 5)
		}, "5 b\n5 c\n5 d\n5 a\n"},
		{"b is moved to the time it has: it is the last scheduled now", func(c *Calendar, timers []Timer) {
			c.Move(&timers[b], 5)
		}, "5 a\n5 c\n5 d\n5 b\n"},
		{"d is moved to 4, then e is scheduled there: d was first", func(c *Calendar, timers []Timer) {
			c.Move(&timers[d], 4)
			c.At(4, Event{Who: 4})
		}, "4 d\n4 e\n5 a\n5 b\n5 c\n"},
		{"a happens and schedules e after no time at all: e waits for b, c and d", func(c *Calendar, _ []Timer) {
			c.Next()
			c.After(0, Event{Who: 4})
		}, "5 b\n5 c\n5 d\n5 e\n"},
		{"looking ahead changes nothing", func(c *Calendar, timers []Timer) {
			c.Peek()
			c.At(5, Event{Who: 4})
			c.Peek()
			c.Move(&timers[a], 5)
			c.At(3, Event{Who: 5})
		}, "3 f\n5 b\n5 c\n5 d\n5 e\n5 a\n"},
		{"e at zero and f at minus zero are at the same time", func(c *Calendar, _ []Timer) {
			c.At(0, Event{Who: 4})
			c.At(Time(math.Copysign(0, -1)), Event{Who: 5})
		}, "0 e\n0 f\n5 a\n5 b\n5 c\n5 d\n"},
		{"d is moved to never, which cancels it", func(c *Calendar, timers []Timer) {
			if !c.Move(&timers[d], never) || timers[d] != (Timer{}) || c.Len() != 3 {
				panic("not canceled")
			}
		}, "5 a\n5 b\n5 c\n"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c, timers := NewCalendar(), make([]Timer, 4)
			for i := range timers {
				timers[i] = c.At(5, Event{Who: int32(i)})
			}
			x.script(c, timers)
			if got := story(c); got != x.want {
				t.Errorf("got\n%swant\n%s", got, x.want)
			}
		})
	}
}

// TestStaleTimers would catch a timer that reaches a later tenant of its event's memory.
func TestStaleTimers(t *testing.T) {
	c := NewCalendar()
	happened := c.At(1, Event{})
	c.Next()
	canceled := c.At(2, Event{})
	first := canceled
	c.Cancel(&canceled)
	c.At(3, Event{})
	forgotten := c.At(4, Event{})
	c.Reset()
	kept := c.At(5, Event{Who: 7})
	for name, timer := range map[string]Timer{
		"zero": {}, "happened": happened, "canceled": canceled, "copy of canceled": first, "before reset": forgotten,
	} {
		if _, ok := c.Pending(timer); ok || c.Move(&timer, 6) || c.Cancel(&timer) {
			t.Errorf("a stale timer (%s) did something", name)
		}
	}
	if due, ok := c.Pending(kept); !ok || due != 5 || c.Len() != 1 {
		t.Errorf("the pending event is due at %v, %v; %d pending", due, ok, c.Len())
	}
}
