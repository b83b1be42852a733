package requests_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/sim"
	"nines/sim/dist"
)

// TestSwarmOfCalls would catch calls of which nobody knows any more, those that answer somebody else, slots that are
// never given back, and a copy that is not whole: lanes of all kinds that call each other, under random changes, looked
// at after every event.
func TestSwarmOfCalls(t *testing.T) {
	twin, fared := new(requests.Road), [models.Fares]uint64{}
	for seed := range uint64(200) {
		w := web{draw: rand.New(rand.NewPCG(5, seed)), road: new(requests.Road)}
		w.build(seed)
		if err := w.play(twin, &fared); err != nil {
			t.Errorf("seed %d: %v: %+v", seed, err, w.plans[0].Calls)
		}
	}
	for how, n := range fared {
		if n < 20 {
			t.Errorf("%d requests were %v in all", n, models.Fared(how))
		}
	}
}

// web is lanes that call each other.
type web struct {
	draw  *rand.Rand
	lanes [3]swarm
	plans []requests.Plan
	road  *requests.Road
}

func (w *web) build(seed uint64) {
	for i := range w.lanes {
		w.lanes[i].draw = w.draw
		p := w.lanes[i].anyPlan()
		w.lanes[i].plan = p
		p.Entity, p.Serving.Frees, p.Most = uint64(i), w.draw.IntN(2) == 0, 1000
		p.Network = models.Network{Users: w.anyWay(), Inside: w.anyWay(), Across: w.anyWay()}
		for range p.Speeds {
			p.Zone = append(p.Zone, w.draw.Int32N(2))
		}
		if i > 0 {
			p.Demand.Mean *= 0.2
			if w.draw.IntN(2) == 0 {
				p.Arrivals = nil
			}
		}
		for to := int32(i + 1); int(to) < len(w.lanes); to++ {
			for range w.draw.IntN(3) {
				p.Calls = append(p.Calls, w.anyCall(to, len(p.Calls)))
			}
		}
		w.plans = append(w.plans, *p)
	}
	d := new(chance.Draws)
	d.Reset(1, uint32(seed))
	w.road.Reset(w.plans, d)
}

func (w *web) anyWay() dist.Law {
	if w.draw.IntN(2) == 0 {
		return nil
	}
	return exponential(0.2)
}

func (w *web) anyCall(to int32, stage int) requests.Call {
	c := requests.Call{Lane: to, Call: models.Call{Service: int(to), PerRequest: 2 * w.draw.Float64(),
		Optional: w.draw.IntN(4) == 0}}
	c.Stage, c.InTurn = stage/(1+w.draw.IntN(2)*100), w.draw.IntN(3) == 0
	c.OnHits = w.draw.IntN(3) == 0
	if w.draw.IntN(2) == 0 {
		c.PerRequest, c.Enough = 3, w.draw.IntN(4)
	}
	if w.draw.IntN(6) == 0 {
		c.Manner = models.Manner{Stage: c.Stage, Unawaited: true, OnHits: c.OnHits}
	}
	return c
}

// play has lanes go from event to event, changes them at times, and holds a copy that is made on the way to them.
func (w *web) play(twin *requests.Road, fared *[models.Fares]uint64) error {
	const events = 500
	roads := []*requests.Road{w.road}
	for k := range events {
		if k == events/2 {
			twin.CopyFrom(w.road)
			roads = append(roads, twin)
		}
		now := w.road.Lane(0).Now()
		at, changes := min(w.road.Upcoming(), now+idle), w.draw.IntN(10) == 0
		if changes {
			at = now + sim.Time(w.draw.Float64()*float64(at-now))
		}
		for i := range w.lanes {
			all, counted, _ := w.road.Lane(i).Open()
			w.lanes[i].pass(all-counted, float64(at-now))
		}
		for _, r := range roads {
			r.Advance(at)
			r.Advance(sim.Time(math.Nextafter(float64(at), math.Inf(1))))
		}
		if changes {
			w.change(roads)
		}
		for _, r := range roads {
			if err := w.check(r); err != nil {
				return fmt.Errorf("event %d: %w", k, err)
			}
		}
	}
	for i := range w.lanes {
		a, b := w.road.Lane(i).Finish(), twin.Lane(i).Finish()
		if a.Latency, b.Latency = (models.LaneOutcome{}).Latency, (models.LaneOutcome{}).Latency; !reflect.DeepEqual(a, b) {
			return fmt.Errorf("a copy came to %+v, not %+v", b, a)
		}
		for how, n := range a.Fared {
			fared[how] += n
		}
	}
	return nil
}

// change has something of one of the lanes become different.
func (w *web) change(roads []*requests.Road) {
	i := w.draw.IntN(len(w.lanes))
	if w.draw.IntN(40) == 0 {
		for _, r := range roads {
			r.Forget(r.Lane(0).Now())
		}
		for k := range w.lanes {
			w.lanes[k].forget()
		}
		return
	}
	var lanes []*requests.Lane
	for _, r := range roads {
		lanes = append(lanes, r.Lane(i))
	}
	w.lanes[i].alter(lanes)
}

func (w *web) check(r *requests.Road) error {
	if err := r.Check(); err != nil {
		return err
	}
	for i := range w.lanes {
		if err := w.lanes[i].check(r.Lane(i)); err != nil {
			return fmt.Errorf("lane %d: %w", i, err)
		}
	}
	return nil
}
