package sim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// agenda is what the benchmarks need; the call through it is included in the figures.
type agenda interface {
	Now() Time
	At(t Time, e Event) Timer
	After(d Duration, e Event) Timer
	Next() (Event, bool)
}

// delays are exponential with mean 1, drawn beforehand: reading one costs about a nanosecond, which is included.
var delays = func() (table [1 << 14]Duration) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range table {
		table[i] = Duration(r.ExpFloat64())
	}
	return table
}()

// twins runs a benchmark on the calendar, on the 4-ary heap that is its oracle, and on container/heap, so that their
// ratios show in one run.
func twins(b *testing.B, f func(b *testing.B, q agenda)) {
	b.Run("calendar", func(b *testing.B) { f(b, new(Calendar)) })
	b.Run("heap", func(b *testing.B) { f(b, new(heap)) })
	b.Run("container-heap", func(b *testing.B) { f(b, new(plain)) })
}

// BenchmarkCalendarHold takes the earliest of n pending events and schedules one at Now + Exp(1).
func BenchmarkCalendarHold(b *testing.B) {
	for _, n := range []int{10, 100, 1e3, 1e4, 1e5, 1e6} {
		b.Run(fmt.Sprintf("pending=%.0e", float64(n)), func(b *testing.B) {
			twins(b, func(b *testing.B, q agenda) { hold(b, q, n) })
		})
	}
}

func hold(b *testing.B, q agenda, n int) {
	before := heapBytes()
	for i := range n {
		q.After(delays[i%len(delays)]*Duration(1+1e-9*float64(i)), Event{Who: int32(i)})
	}
	for range 3 * n { // until new rungs reach as far as they will
		e, _ := q.Next()
		q.After(delays[int(e.Who)%len(delays)], e)
	}
	bytes := heapBytes() - before
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		e, _ := q.Next()
		q.After(delays[i%len(delays)], e)
	}
	b.ReportMetric(bytes/float64(n), "bytes/pending")
}

func heapBytes() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// BenchmarkFleet is a fleet of 10,000 nodes that fail (mean 3141 h) and are repaired (mean 10 h), straight on the
// calendar: nanoseconds per transition.
func BenchmarkFleet(b *testing.B) {
	twins(b, func(b *testing.B, q agenda) {
		const mttf, mttr = 3141 * 3600, 10 * 3600
		up := make([]bool, 10_000)
		for i := range up {
			up[i] = true
			q.After(mttf*delays[i], Event{Who: int32(i)})
		}
		working, integral, since := len(up), 0.0, Time(0)
		b.ReportAllocs()
		b.ResetTimer()
		for i := range b.N {
			e, _ := q.Next()
			integral += float64(working) * float64(q.Now()-since)
			since = q.Now()
			delay := delays[i%len(delays)]
			if up[e.Who] {
				working--
				q.After(mttr*delay, e)
			} else {
				working++
				q.After(mttf*delay, e)
			}
			up[e.Who] = !up[e.Who]
		}
		b.ReportMetric(integral/float64(q.Now())/float64(len(up)), "availability")
	})
}

// BenchmarkMM1 is a queue with one server at 80 % load: nanoseconds per customer, which is two events.
func BenchmarkMM1(b *testing.B) {
	const arrival, departure = 0, 1
	twins(b, func(b *testing.B, q agenda) {
		q.After(delays[0], Event{Kind: arrival})
		waiting, served, draw := 0, 0, 0
		next := func(mean Duration) Duration {
			draw++
			return mean * delays[draw*7919%len(delays)]
		}
		b.ReportAllocs()
		b.ResetTimer()
		for served < b.N {
			e, _ := q.Next()
			if e.Kind == departure {
				served++
				waiting--
			} else {
				waiting++
				q.After(next(1.25), e)
			}
			if e.Kind == departure && waiting > 0 || e.Kind == arrival && waiting == 1 {
				q.After(next(1), Event{Kind: departure})
			}
		}
	})
}

// BenchmarkShapes holds 100,000 pending events with delays that a queue of equal buckets does badly on.
func BenchmarkShapes(b *testing.B) {
	shapes := []struct {
		name  string
		delay func(i int, now Time) Duration
	}{
		{"equal", func(int, Time) Duration { return 1 }},
		{"one-instant", func(_ int, now Time) Duration { return Duration(math.Floor(float64(now))+1) - Duration(now) }},
		{"bimodal", func(i int, _ Time) Duration { return delays[i%len(delays)] * [2]Duration{1e-3, 1e6}[i&1] }},
		{"rare-long", func(i int, _ Time) Duration {
			if i%1000 == 0 {
				return 1e12
			}
			return delays[i%len(delays)]
		}},
		{"pareto", func(i int, _ Time) Duration { return Duration(math.Exp(float64(3 * delays[i%len(delays)]))) }},
		{"bursts", func(i int, _ Time) Duration { return delays[i/512%len(delays)] + 1e-6*delays[i%len(delays)] }},
	}
	for _, s := range shapes {
		b.Run(s.name, func(b *testing.B) {
			twins(b, func(b *testing.B, q agenda) {
				for i := range 100_000 {
					q.After(s.delay(i, 0), Event{Who: int32(i)})
				}
				b.ReportAllocs()
				b.ResetTimer()
				for i := range b.N {
					e, _ := q.Next()
					q.After(s.delay(i, q.Now()), e)
				}
			})
		})
	}
}
