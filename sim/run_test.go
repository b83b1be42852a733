package sim

import (
	"sync/atomic"
	"testing"
)

// ticker schedules one event every second, and a second one at every tenth.
type ticker struct{ started, ticks int }

func (m *ticker) Start(c *Calendar) {
	m.started++
	c.At(0, Event{})
}

func (m *ticker) Handle(c *Calendar, e Event) {
	m.ticks++
	if e.Kind == 0 {
		c.After(1, Event{})
		if m.ticks%10 == 0 {
			c.After(0, Event{Kind: 1})
		}
	}
}

// log is a tracer that remembers.
type log []Time

func (l *log) Event(t Time, _ Event) { *l = append(*l, t) }

// TestRunHalfOpen would catch an event at the horizon that is played, or played twice when runs are joined.
func TestRunHalfOpen(t *testing.T) {
	c, m := NewCalendar(), new(ticker)
	var seen log
	if Run(c, m, 3, Options{Tracer: &seen}) {
		t.Error("stopped, but nobody said so")
	}
	if m.ticks != 3 || c.Now() != 3 || c.Len() != 1 {
		t.Errorf("%d ticks, clock at %v, %d pending; want 3 (at 0, 1 and 2), 3 and 1", m.ticks, c.Now(), c.Len())
	}
	Resume(c, m, 3, Options{Tracer: &seen})
	Resume(c, m, 5.5, Options{Tracer: &seen})
	if m.started != 1 || m.ticks != 6 || c.Now() != 5.5 || len(seen) != 6 || seen[5] != 5 {
		t.Errorf("started %d times, %d ticks, clock at %v, trace %v", m.started, m.ticks, c.Now(), seen)
	}
}

// once has a single event.
type once struct{}

func (once) Start(c *Calendar)       { c.At(7, Event{}) }
func (once) Handle(*Calendar, Event) {}

// TestRunUntilNever would catch a clock that stands at infinity.
func TestRunUntilNever(t *testing.T) {
	c := NewCalendar()
	if stopped := Run(c, once{}, never, Options{}); stopped || c.Now() != 7 {
		t.Errorf("stopped %v, clock at %v", stopped, c.Now())
	}
}

// stopper is a ticker that sets a flag at a tick.
type stopper struct {
	ticker
	at   int
	stop atomic.Bool
}

func (m *stopper) Handle(c *Calendar, e Event) {
	m.ticker.Handle(c, e)
	m.stop.Store(m.ticks >= m.at)
}

// TestRunStop would catch a run that cannot be stopped, plays one more event, jumps to its horizon when stopped, or
// says that it was stopped when nothing was left to play.
func TestRunStop(t *testing.T) {
	c, m := NewCalendar(), &stopper{at: 777}
	if !Run(c, m, 1e9, Options{Stop: &m.stop}) || m.ticks != 777 || c.Now() > 777 {
		t.Errorf("%d ticks, clock at %v", m.ticks, c.Now())
	}
	c, m = NewCalendar(), &stopper{at: 3}
	if Run(c, m, 3, Options{Stop: &m.stop}) || c.Now() != 3 {
		t.Errorf("a run that is over was stopped; clock at %v", c.Now())
	}
}

// TestRunAnyWay would catch a tracer, a question to Stop, or a halt that changes the course of events.
func TestRunAnyWay(t *testing.T) {
	play := func(o Options, halts ...Time) uint64 {
		c, m := NewCalendar(), new(ticker)
		m.Start(c)
		for _, until := range append(halts, 10_000) {
			Resume(c, m, until, o)
		}
		return c.Fingerprint()
	}
	want := play(Options{})
	for name, got := range map[string]uint64{
		"tracer": play(Options{Tracer: new(log)}),
		"stop":   play(Options{Stop: new(atomic.Bool)}),
		"halts":  play(Options{}, 0, 0.5, 77, 77, 9000),
	} {
		if got != want {
			t.Errorf("%s: fingerprint %x, want %x", name, got, want)
		}
	}
}

// seer is a ticker that wants to know what comes: it counts the events of which it was told in time.
type seer struct {
	told map[int32]bool
	seen int
}

func (s *seer) Start(c *Calendar) {
	for i := range 1000 {
		c.At(Time(i*7919%1000), Event{Who: int32(i)})
	}
}
func (s *seer) Foresees() bool  { return s.told != nil }
func (s *seer) Foresee(e Event) { s.told[e.Who] = true }
func (s *seer) Handle(_ *Calendar, e Event) {
	if s.told[e.Who] {
		s.seen++
	}
}

// TestForesee would catch a run that is another when somebody looks ahead, and one that hardly tells what is to come.
func TestForesee(t *testing.T) {
	var with, without Calendar
	s := seer{told: map[int32]bool{}}
	Run(&with, &s, never, Options{})
	Run(&without, new(seer), never, Options{})
	if with.Fingerprint() != without.Fingerprint() {
		t.Error("looking ahead has changed the run")
	}
	if s.seen < 750 {
		t.Errorf("of 1000 events %d were told of ahead", s.seen)
	}
}
