package world_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/models/traffic"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat"
)

// asked is a fleet of some nodes that fail, are noticed late and get a request in twenty seconds each, all of which are
// played, or in glimpses some.
func asked(nodes int, glimpses *models.Glimpses) *models.Blueprint {
	b := Fleet(nodes, models.Rule{Nodes: 1}, 5, Crash(2, 0.1))
	b.Watches = []models.Watch{{Name: "slow", Detector: Watcher{
		Notices: Exponential(0.01), Trusts: Exponential(0.01), Errs: Erring(Exponential(5), Exponential(0.05))}}}
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: float64(nodes) / 20}, Lane: &models.Lane{
		Arrivals: traffic.Poisson{}, Work: Must(dist.NewExponential(1)), Balancer: balancing.LeastConnections{},
		Serving: models.Serving{Slots: 1, Limit: -1},
		Client:  models.Client{Timeout: 20, Deadline: sim.Duration(math.Inf(1)), Retry: models.Retry{Tries: 2}}}}}
	b.Time.Warmup, b.Glimpses = 1000, glimpses
	return b
}

// digestLanes tells what was counted of requests apart to the last bit.
func digestLanes(o *models.Outcome) string {
	text := fmt.Sprintln(o.Fingerprint, o.Events, o.Glimpses)
	for _, l := range o.Lanes {
		text += fmt.Sprintln(slices.Collect(l.Latency.Buckets()))
		l.Latency = stat.Weighted{}
		text += fmt.Sprintln(l)
	}
	return text
}

// TestCopyOfLanes would catch a copy of the traffic that is not whole: worlds in which requests are played, all or
// some, are copied over others in the middle of a run, and of each other; then they end as one that was never copied.
func TestCopyOfLanes(t *testing.T) {
	some := &models.Glimpses{Length: 30, Lead: 60, Count: 40, Each: 1}
	plans := []*world.Plan{Prepared(t, asked(3, nil)), Prepared(t, asked(3, some)), Prepared(t, asked(5, some))}
	copyW, copyC := new(world.World), sim.NewCalendar()
	for i, p := range plans {
		want := digestLanes(Play(new(world.World), sim.NewCalendar(), p, 2))
		other := plans[(i+1)%len(plans)]
		copyC.Reset()
		copyW.Reset(other, 1, 0)
		sim.Run(copyC, copyW, other.End(), sim.Options{})
		w, c := new(world.World), sim.NewCalendar()
		w.Reset(p, 1, 2)
		sim.Run(c, w, p.End()/3, sim.Options{})
		copyW.CopyFrom(w, copyC)
		if err := copyW.Check(); err != nil {
			t.Fatal(err)
		}
		sim.Resume(copyC, copyW, p.End(), sim.Options{})
		sim.Resume(c, w, p.End(), sim.Options{})
		for name, x := range map[string]*world.World{"original": w, "copy": copyW} {
			if err := x.Check(); err != nil {
				t.Fatal(err)
			}
			if got := digestLanes(x.Finish()); got != want {
				t.Errorf("plan %d: the %s came to\n%s, not\n%s", i, name, got, want)
			}
		}
	}
}
