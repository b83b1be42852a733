package requests_test

import (
	"testing"

	"nines/models/chance"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// TestFromEmpty would catch a lane that begins with somebody in it, or late: M/M/1 at 0.9, on its way from empty to the
// nine that are there in the end.
func TestFromEmpty(t *testing.T) {
	p, s := farm(1, 0.9, exponential(1), balancing.Random{}), exact.Station{Servers: 1, Arrive: 0.9, Serve: 1}
	times := []float64{1, 4, 16}
	for i, seen := range after(p, 2000, times) {
		want := exact.MeanCount(s.FromEmpty(times[i], 200))
		stattest.Check(t, "under way", stattest.Mean(seen, want))
		stattest.Alarm(t, "half as late again", stattest.Mean(seen, exact.MeanCount(s.FromEmpty(1.5*times[i], 200))))
	}
}

// TestEvacuated would catch nodes that serve while they are down, or more than they can: of three nodes at 70 % one is
// lost, and the others have 5 % more than they can serve, in lines that grow without end as of M/M/1 at 1.05.
func TestEvacuated(t *testing.T) {
	p, s := farm(3, 2.1, exponential(1), balancing.Random{}), exact.Station{Servers: 1, Arrive: 1.05, Serve: 1}
	times := []float64{20, 200}
	lost := func(l *requests.Single) {
		l.Trust(0, false)
		l.Become(0, requests.Condition{Slow: 1, Down: true}, 0)
	}
	for i, seen := range after(p, 400, times, lost) {
		stattest.Check(t, "under way", stattest.Mean(seen, 2*exact.MeanCount(s.FromEmpty(times[i], 400))))
		full := exact.Station{Servers: 1, Arrive: 1, Serve: 1} // of zones at 66.7 %
		if i > 0 {
			stattest.Alarm(t, "as many as fit", stattest.Mean(seen, 2*exact.MeanCount(full.FromEmpty(times[i], 400))))
		}
	}
}

// after is how many requests of each of some replications are under way at some times from the start, to which happens
// what is named.
func after(p *requests.Plan, replications int, times []float64, happens ...func(l *requests.Single)) [][]float64 {
	seen := make([][]float64, len(times))
	l, d := new(requests.Single), new(chance.Draws)
	for r := range uint32(replications) {
		d.Reset(1, r)
		l.Reset(p, d, 0)
		for _, f := range happens {
			f(l)
		}
		for i, at := range times {
			for done := false; !done; {
				_, done = l.Advance(sim.Time(at))
			}
			all, _, _ := l.Open()
			seen[i] = append(seen[i], float64(all))
		}
	}
	return seen
}
