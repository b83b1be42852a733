package sim

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestWrongTimes would catch an event that slips into the past, or a NaN, which no order can hold.
func TestWrongTimes(t *testing.T) {
	for name, wrong := range map[string]func(c *Calendar){
		"past":         func(c *Calendar) { c.At(9, Event{}) },
		"negative":     func(c *Calendar) { c.After(-1, Event{}) },
		"NaN":          func(c *Calendar) { c.At(Time(math.NaN()), Event{}) },
		"NaN delay":    func(c *Calendar) { c.After(Duration(math.NaN()), Event{}) },
		"move to past": func(c *Calendar) { timer := c.At(20, Event{}); c.Move(&timer, 9) },
		"move to NaN":  func(c *Calendar) { c.Move(&Timer{}, Time(math.NaN())) },
		"run to past":  func(c *Calendar) { Resume(c, nil, 9, Options{}) },
		"run to NaN":   func(c *Calendar) { Resume(c, nil, Time(math.NaN()), Options{}) },
	} {
		t.Run(name, func(t *testing.T) {
			c := NewCalendar()
			c.At(10, Event{})
			c.Next()
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			wrong(c)
		})
	}
}

// TestNever would catch an event at +Inf that is stored, and a delay that overflows.
func TestNever(t *testing.T) {
	c := NewCalendar()
	if timer := c.At(never, Event{}); timer != (Timer{}) || c.Len() != 0 {
		t.Errorf("timer %v, %d pending", timer, c.Len())
	}
	c.At(math.MaxFloat64, Event{Who: 1})
	if e, ok := c.Next(); !ok || e.Who != 1 || c.Now() != math.MaxFloat64 {
		t.Errorf("the last possible event: %v, %v at %v", e, ok, c.Now())
	}
	if timer := c.After(math.MaxFloat64, Event{}); timer != (Timer{}) {
		t.Error("an event after the end of time is pending")
	}
}

// TestFingerprint would catch a field, a time or an order that does not count.
func TestFingerprint(t *testing.T) {
	seen := map[uint64]int{}
	for i, events := range [][]struct {
		at Time
		e  Event
	}{
		{}, {{0, Event{}}}, {{0, Event{}}, {0, Event{}}}, {{1, Event{}}}, {{0, Event{Kind: 1}}}, {{0, Event{Who: 1}}},
		{{0, Event{Arg: 1}}}, {{0, Event{Arg: -1}}}, {{0, Event{Who: 1}}, {0, Event{Arg: 1}}},
		{{0, Event{Arg: 1}}, {0, Event{Who: 1}}}, {{1, Event{Who: 1}}, {2, Event{Who: 2}}},
		{{1, Event{Who: 2}}, {2, Event{Who: 1}}},
	} {
		c := NewCalendar()
		for _, x := range events {
			c.At(x.at, x.e)
		}
		story(c)
		if twin, ok := seen[c.Fingerprint()]; ok {
			t.Errorf("scripts %d and %d have one fingerprint", twin, i)
		}
		seen[c.Fingerprint()] = i
	}
}

// busy fills a calendar with n events of the fleet kind: most far, some near.
func busy(c *Calendar, r *rand.Rand, n int) []Timer {
	timers := make([]Timer, n)
	for i := range timers {
		mean := [...]Duration{1, 1e3}[i&1]
		timers[i] = c.After(mean*Duration(r.ExpFloat64()), Event{Kind: Kind(i & 1), Who: int32(i)})
	}
	return timers
}

// churn takes n events, each of which schedules itself again.
func churn(c *Calendar, r *rand.Rand, n int) {
	for range n {
		e, _ := c.Next()
		c.After([...]Duration{1, 1e3}[e.Kind]*Duration(r.ExpFloat64()), e)
	}
}

// TestReset would catch a calendar that remembers anything but its memory.
func TestReset(t *testing.T) {
	used, fresh := NewCalendar(), NewCalendar()
	r := rand.New(rand.NewPCG(1, 1))
	timers := busy(used, r, 5000)
	churn(used, r, 5000)
	for i := range timers[:3000] {
		used.Cancel(&timers[i])
	}
	used.Reset()
	for _, c := range []*Calendar{used, fresh} {
		r := rand.New(rand.NewPCG(2, 2))
		busy(c, r, 3000)
		churn(c, r, 30_000)
	}
	if used.Fingerprint() != fresh.Fingerprint() || used.Now() != fresh.Now() {
		t.Error("a calendar that was reset differs from a new one")
	}
}

// TestCopy would catch a copy that shares memory with its original, loses timers or remembers its former self.
func TestCopy(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	original, other := NewCalendar(), NewCalendar()
	timers := busy(original, r, 4000)
	churn(original, r, 10_000)
	busy(other, r, 7000)
	churn(other, r, 5000)
	other.CopyFrom(original)
	other.CopyFrom(other)
	for _, c := range []*Calendar{original, other} {
		r := rand.New(rand.NewPCG(2, 2))
		churn(c, r, 1000)
		for i := range timers {
			timer := timers[i]
			c.Move(&timer, c.Now()+Time(r.Float64()))
		}
		story(c)
	}
	if original.Fingerprint() != other.Fingerprint() {
		t.Error("the copy went another way")
	}
}

// TestCopySmall would catch a copy that has no more room than what was pending needed.
func TestCopySmall(t *testing.T) {
	for n := 1; n < 3*chunkLen; n++ {
		original, other := NewCalendar(), NewCalendar()
		for i := range n {
			original.At(Time(i), Event{Who: int32(i)})
		}
		original.Next()
		other.CopyFrom(original)
		for _, c := range []*Calendar{original, other} {
			for i := range n {
				c.At(Time(n+i), Event{Who: int32(i)})
			}
			story(c)
		}
		if original.Fingerprint() != other.Fingerprint() {
			t.Errorf("with %d pending, the copy went another way", n)
		}
	}
}
