package requests_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/models/traffic"
	"nines/policies/balancing"
	"nines/policies/brownout"
	"nines/policies/ejection"
	"nines/policies/hedging"
	"nines/policies/queueing"
	"nines/policies/shedding"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// TestSwarm would catch requests that are lost from sight or counted twice, time that is not accounted for, lists that
// are out of step, and a copy that is not whole: lanes of all kinds under random changes, looked at after every event.
func TestSwarm(t *testing.T) {
	twin := new(requests.Single) // that has played others
	for seed := range uint64(150) {
		s := swarm{draw: rand.New(rand.NewPCG(3, seed)), lane: new(requests.Single)}
		s.plan = s.anyPlan()
		d := new(chance.Draws)
		d.Reset(1, uint32(seed))
		s.lane.Enter(s.plan, d, 0, sim.Time(1e6*float64(s.draw.IntN(2))))
		if err := s.play(twin); err != nil {
			t.Errorf("seed %d: %v: %+v %+v", seed, err, s.plan.Serving, s.plan.Client)
		}
	}
}

// swarm is a lane under random changes.
type swarm struct {
	draw   *rand.Rand
	plan   *requests.Plan
	lane   *requests.Single
	before float64   // seconds for which requests have been under way, since counting began, that came before
	out    []bool    // by node: it is not in service
	served []float64 // by node: seconds in service since counting began
}

func (s *swarm) anyPlan() *requests.Plan {
	nodes, slots := 1+s.draw.IntN(4), 1+s.draw.IntN(3)
	s.out, s.served = make([]bool, nodes), make([]float64, nodes)
	work, _ := dist.NewExponential(1)
	p := &requests.Plan{
		Lane: &models.Lane{Arrivals: traffic.Poisson{}, Work: work,
			Serving: models.Serving{Slots: slots, Sharing: s.draw.IntN(3) == 0, Discipline: s.anyDiscipline(),
				Limit: []int{-1, 1, 4}[s.draw.IntN(3)], Fate: models.Fate(s.draw.IntN(4))},
			Client: models.Client{Timeout: s.anyPatience(3), Deadline: s.anyPatience(6),
				GivesUp: models.GivingUp(s.draw.IntN(3)), Retry: models.Retry{Tries: 1 + s.draw.IntN(4)}},
			Balancer: balancers[s.draw.IntN(len(balancers))]},
		Demand: &models.Demand{Mean: (0.3 + 1.2*s.draw.Float64()) * float64(nodes*slots)},
		Panic:  models.Panic{Below: []float64{0, 0.6}[s.draw.IntN(2)], Closed: s.draw.IntN(3) == 0},
		Speeds: make([]float64, nodes), Weight: make([]float64, nodes),
		Most: []int{5, 1000}[s.draw.IntN(2)],
	}
	if s.draw.IntN(3) == 0 {
		p.Ejecting = &models.Ejecting{Policy: s.anyEjection(), Lasts: 2, Longest: 5, Every: 3, Most: 0.5}
	}
	p.Balancers, p.Staleness = s.draw.IntN(4), sim.Duration(2*s.draw.IntN(2))
	if s.draw.IntN(3) == 0 {
		p.Balancer, p.SlowStart = s.anyWeighing(), 4
	}
	if s.draw.IntN(3) == 0 {
		p.Priorities = []models.Priority{{Share: 0.3}, {Share: 0.2}, {Share: 0.5}}
	}
	p.Zones, p.ByBalancer = 2*s.draw.IntN(2), s.draw.IntN(2) == 0
	if s.draw.IntN(3) == 0 {
		p.Encryption = &models.Encryption{Clients: 1 + s.draw.IntN(20), Full: 0.3, Resumed: 0.1,
			Resumes: s.anyPatience(20), Idle: s.anyPatience(10), Rotates: s.anyPatience(30), Transfer: 0.01}
	}
	for i := range nodes {
		p.Speeds[i], p.Weight[i] = 0.5+s.draw.Float64(), 1
	}
	s.anyCopies(p)
	if s.draw.IntN(2) == 0 {
		s.anyCache(p)
	}
	s.anyBrownout(&p.Serving)
	s.anyUsers(p)
	s.anyShedding(&p.Serving)
	if s.draw.IntN(3) == 0 {
		p.Network.Users = exponential(0.3)
		if p.Encryption != nil {
			p.Encryption.Early = s.draw.IntN(2) == 0
		}
	}
	return p
}

// anyShedding has nodes refuse requests early, or not.
func (s *swarm) anyShedding(p *models.Serving) {
	if kind := s.draw.IntN(6); kind < 2 {
		p.Shedding = []models.Shedding{shedding.Linear{From: 1, To: 5}, shedding.Utilization{Above: 0.2, Most: 0.8}}[kind]
	}
}

// anyUsers has each user send several requests, or not.
func (s *swarm) anyUsers(p *requests.Plan) {
	p.Idle = sim.Duration(5 * s.draw.Float64())
	switch s.draw.IntN(5) {
	case 0:
		p.Arrivals = traffic.Closed{Count: unit.Count(1 + s.draw.IntN(9)), Think: exponential(1)}
	case 1:
		number := []models.Number{traffic.Always{Value: 3}, traffic.Geometric{Average: 3}}[s.draw.IntN(2)]
		p.Session = &models.Session{Requests: number, Think: exponential(1), Leaves: s.draw.Float64()}
		p.Demand.Mean /= 3
	}
}

// anyCache has nodes keep what few requests are about.
func (s *swarm) anyCache(p *requests.Plan) {
	p.Keys = must(models.NewKeys(1+s.draw.IntN(6), s.draw.Float64()))
	p.Cache = &models.Cache{Entries: 1 + s.draw.IntN(4), Evicts: models.Eviction(s.draw.IntN(3)), Lives: s.anyPatience(2),
		Renews: s.draw.IntN(4) == 0, Hit: 0.1 * float64(s.draw.IntN(2)), Saves: 1 - 0.5*float64(s.draw.IntN(2))}
	if s.draw.IntN(2) == 0 {
		p.Cache.Stale = s.anyPatience(10)
	}
	p.Cache.Coalesces = s.draw.IntN(2) == 0
}

func (s *swarm) anyDiscipline() models.Discipline {
	return []models.Discipline{nil, queueing.LIFO{}, queueing.AdaptiveLIFO{Threshold: 2},
		queueing.CoDel{Target: 0.5, Interval: 3}, queueing.ServerCoDel{Target: 0.5, Interval: 3}}[s.draw.IntN(5)]
}

// anyBrownout has nodes leave out optional work, or not.
func (s *swarm) anyBrownout(p *models.Serving) {
	if kind := s.draw.IntN(4); kind < 2 && !p.Sharing {
		p.Brownout = []models.Brownout{brownout.Threshold{Above: 2}, brownout.Linear{From: 1, To: 5}}[kind]
		p.Optional = 0.7
	}
}

func (s *swarm) anyEjection() models.Ejection {
	return []models.Ejection{ejection.Consecutive{Failures: 2}, ejection.Share{Above: 0.3, Volume: 3},
		ejection.Outlier{Deviations: 1, Volume: 3, Hosts: 3}}[s.draw.IntN(3)]
}

func (s *swarm) anyWeighing() models.Balancer {
	return []models.Balancer{balancing.Weighted{}, balancing.Smooth{}, balancing.WeightedLeastConnections{},
		balancing.Rendezvous{}, balancing.ZoneAware{SpillBelow: 0.7}}[s.draw.IntN(5)]
}

// balancers are some of all kinds: with and without tables, ranks, scores and keys.
var balancers = []models.Balancer{balancing.Random{}, balancing.RoundRobin{}, balancing.LeastConnections{},
	balancing.Choices{Of: 2, Different: true}, balancing.Weighted{}, balancing.Smooth{}, balancing.LeastWork{},
	balancing.Ring{Points: 5}, balancing.Maglev{Size: 101}, balancing.Jump{}, balancing.ZoneAware{SpillBelow: 0.7},
	balancing.Subsetting{Instances: 3, Of: 2}, balancing.IdleQueue{}, balancing.PeakEWMA{Decay: 1}}

// anyCopies has requests sent to several nodes, or not.
func (s *swarm) anyCopies(p *requests.Plan) {
	if s.draw.IntN(2) == 0 {
		p.Own, _ = dist.NewExponential(0.3)
	}
	switch c := &p.Client; s.draw.IntN(5) {
	case 0:
		sends := 1 + s.draw.IntN(4)
		c.Quorum = &models.Quorum{Sends: sends, Needs: 1 + s.draw.IntN(sends)}
	case 1, 2, 3:
		c.Hedge = copies(s.draw.Float64()*float64(s.draw.IntN(3)), 1+s.draw.IntN(3))
		if s.draw.IntN(2) == 0 {
			c.Hedge.AtMost = 0.2
		}
		if s.draw.IntN(3) == 0 {
			c.Hedge.Waits = hedging.Quantile{Share: 0.8, Start: 1, Step: 0.1}
		}
		if !p.Serving.Sharing && s.draw.IntN(2) == 0 {
			c.Hedge.Tied, c.Hedge.Tells = true, sim.Duration(0.3*float64(s.draw.IntN(2)))
		}
	}
}

func (s *swarm) anyPatience(mean float64) sim.Duration {
	if s.draw.IntN(2) == 0 {
		return sim.Duration(math.Inf(1))
	}
	return sim.Duration(mean * (0.2 + s.draw.Float64()))
}

// idle is how long it is waited at most for something to happen, which may never be where all users wait.
const idle = 100

// play has a lane go from event to event, changes it at times, and holds a copy that is made on the way to it.
func (s *swarm) play(twin *requests.Single) error {
	const events = 400
	lanes := []*requests.Single{s.lane}
	for k := range events {
		if k == events/2 {
			twin.CopyFrom(s.lane)
			lanes = append(lanes, twin)
		}
		at := min(s.lane.Upcoming(), s.lane.Now()+idle)
		changes := s.draw.IntN(8) == 0
		if changes {
			at = s.lane.Now() + sim.Time(s.draw.Float64()*float64(at-s.lane.Now()))
		}
		was := s.lane.Now()
		all, counted, _ := s.lane.Open()
		for _, l := range lanes {
			l.Advance(sim.Time(math.Nextafter(float64(at), math.Inf(1))))
		}
		s.pass(all-counted, float64(s.lane.Now()-was))
		if changes {
			s.change(lanes)
		}
		for _, l := range lanes {
			if err := s.check(l.Lane); err != nil {
				return fmt.Errorf("event %d: %w", k, err)
			}
		}
	}
	a, b := s.lane.Finish(), twin.Finish()
	latencies := [2][]any{}
	for i, o := range []*models.LaneOutcome{&a, &b} {
		for bucket := range o.Latency.Buckets() {
			latencies[i] = append(latencies[i], bucket)
		}
		o.Latency.Reset()
		for _, c := range slices.Concat(o.Classes, o.Zones, o.Via) {
			for bucket := range c.Latency.Buckets() {
				latencies[i] = append(latencies[i], bucket)
			}
		}
		for _, parts := range [][]models.ClassOutcome{o.Classes, o.Zones, o.Via} {
			for c := range parts {
				parts[c].Latency = models.LaneOutcome{}.Latency
			}
		}
	}
	a.Latency, b.Latency = models.LaneOutcome{}.Latency, models.LaneOutcome{}.Latency
	if !reflect.DeepEqual(a, b) || !slices.Equal(latencies[0], latencies[1]) {
		return fmt.Errorf("a copy came to %+v, not %+v", b, a)
	}
	return nil
}

// change has something become different.
func (s *swarm) change(lanes []*requests.Single) {
	if s.draw.IntN(30) == 0 {
		for _, l := range lanes {
			l.Forget(l.Now())
		}
		s.forget()
		return
	}
	if s.draw.IntN(20) == 0 {
		for _, l := range lanes {
			l.Close(l.Now())
		}
		return
	}
	var all []*requests.Lane
	for _, l := range lanes {
		all = append(all, l.Lane)
	}
	s.alter(all)
}

// pass has some seconds go by, with so many requests under way that came before counting began.
func (s *swarm) pass(before int, seconds float64) {
	s.before += float64(before) * seconds
	for i, out := range s.out {
		if !out {
			s.served[i] += seconds
		}
	}
}

func (s *swarm) forget() {
	s.before = 0
	clear(s.served)
}

// alter has something of the service become different.
func (s *swarm) alter(lanes []*requests.Lane) {
	node, kind := int32(s.draw.IntN(len(s.plan.Speeds))), s.draw.IntN(10)
	c := requests.Condition{Slow: 1, Down: kind < 2, Hung: kind == 2, Apart: kind == 3}
	if kind == 4 {
		c = requests.Condition{Slow: 3, Fails: 0.3, Wrong: 0.2}
	}
	if kind < 7 {
		s.out[node] = c.Down || c.Hung || c.Apart
	}
	trusted, fails := s.draw.IntN(2) == 0, s.draw.Float64()/2*float64(s.draw.IntN(2))
	for _, l := range lanes {
		switch {
		case kind < 7:
			l.Become(node, c, l.Now())
		case kind < 9:
			l.Trust(node, trusted)
		default:
			l.Need(fails)
		}
	}
}

// check holds a lane to its invariants, and the time for which requests have been under way to how long each was
// (Little's law, which is exact on each path).
func (s *swarm) check(l *requests.Lane) error {
	if err := l.Check(); err != nil {
		return err
	}
	_, _, openFor := l.Open()
	o := l.Settled()
	if each := o.Stayed + openFor + s.before; math.Abs(each-o.Held) > 1e-9*(1+o.Held) {
		return fmt.Errorf("%v s under way, and %v s of each one", o.Held, each)
	}
	for i, want := range s.served {
		if got := l.InService(i); math.Abs(got-want) > 1e-9*(1+want) {
			return fmt.Errorf("node %d is in service for %v s, counted %v", i, want, got)
		}
	}
	return nil
}

// TestNoAllocations would catch memory that grows with the number of requests: none is allocated once a lane is warm.
func TestNoAllocations(t *testing.T) {
	for seed := range uint64(12) {
		s := swarm{draw: rand.New(rand.NewPCG(4, seed)), lane: new(requests.Single)}
		s.plan = s.anyPlan()
		s.plan.Serving.Limit = 4
		s.plan.Serving.Fate = models.Fate(seed % 4)
		d := new(chance.Draws)
		d.Reset(1, 0)
		s.lane.Reset(s.plan, d, 0)
		now := 0.0
		turn := func() {
			for i := range s.plan.Speeds {
				now += 20
				for done := false; !done; {
					_, done = s.lane.Advance(sim.Time(now))
				}
				s.lane.Become(int32(i), requests.Condition{Slow: 1, Down: int(now/20)%3 == 0}, sim.Time(now))
			}
		}
		for now < 20_000 {
			turn()
		}
		if n := testing.AllocsPerRun(20, turn); n > 0 {
			t.Errorf("%v allocations in a turn: %+v %+v", n, s.plan.Serving, s.plan.Client)
		}
	}
}
