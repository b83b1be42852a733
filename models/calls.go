package models

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Call says that a service calls another for the requests that its nodes answer: what they shed and what is lost on
// them makes no calls, what fails for something else that is needed has made them. Every request makes the whole part
// of PerRequest, and a share of requests that is the rest makes one more; all of them at the same time, and whatever
// becomes of each other.
type Call struct {
	Service    int     // index into Blueprint.Services
	PerRequest float64 // on average, in (0, MaxCalls]
	// Optional calls are load and nothing else. Of others, a request of which one fails has failed.
	Optional bool
	Manner
}

// Manner is what else there is to say of calls where requests are played one by one. The zero Manner is of calls that
// are made with all others at the same time and waited for; it is the only one at flow fidelity.
type Manner struct {
	Stage     int  // ≥ 0, and no less than that of the call before: a stage follows when the one before has succeeded
	Enough    int  // of the calls of a request: how many answers it waits for; 0: all of them
	InTurn    bool // they are made one after the other, each when the one before is over
	Unawaited bool // the request goes on at once, and nobody learns what becomes of them
	OnHits    bool // they are made, too, where a node has kept the answer: it is not of them. Its service has a cache
}

// MaxCalls is how many calls a request may make of one service, on average.
const MaxCalls = 1000

// Passes is the share of requests that do not fail by a call if a share of all calls succeeds. At what rate a call
// fails does not depend on the others.
func (c *Call) Passes(succeeds float64) float64 {
	if c.Optional {
		return 1
	}
	every, some := math.Modf(c.PerRequest)
	passes := 1 - float64(some*(1-succeeds))
	for ; every > 0; every-- {
		passes *= succeeds
	}
	return passes
}

// Called reports whether a service has a call without which its requests fail of another.
func (s *Service) Called(service int) bool {
	return slices.ContainsFunc(s.Calls, func(c Call) bool { return c.Service == service && !c.Optional })
}

// Flows are the services that requests go to, of users or of other services, in their order; none at structural
// fidelity.
func (b *Blueprint) Flows() []int {
	flows, _ := b.called()
	slices.Sort(flows)
	return flows
}

// Callers orders the services that requests go to, each after all that call it.
func (b *Blueprint) Callers() []int {
	order, _ := b.called()
	return order
}

// called visits the services that requests go to, each after all that call it, and finds a circle of calls, whose last
// call it leaves out.
func (b *Blueprint) called() (order, circle []int) {
	const fresh, open, done = 0, 1, 2
	state, path := make([]uint8, len(b.Services)), []int(nil)
	var visit func(s int)
	visit = func(s int) {
		if state[s] != fresh {
			if state[s] == open && circle == nil {
				circle = slices.Clone(path[slices.Index(path, s):])
			}
			return
		}
		state[s], path = open, append(path, s)
		for i := range b.Services[s].Calls {
			visit(b.Services[s].Calls[i].Service)
		}
		state[s], path = done, path[:len(path)-1]
		order = append(order, s)
	}
	for i := range b.Traffic {
		visit(b.Traffic[i].Service)
	}
	slices.Reverse(order)
	return order, circle
}

// DemandOn is how many requests go to a service while all that call it answer all that they are sent; none where there
// is no traffic on it. It is known without playing, whatever fails.
func (b *Blueprint) DemandOn(service int) Demand {
	all, shape := make([]float64, len(b.Services)), make([]*Demand, len(b.Services))
	for i := range b.Traffic {
		if t := &b.Traffic[i]; t.Used() {
			all[t.Service], shape[t.Service] = t.Demand.Mean, &t.Demand
		}
	}
	order, _ := b.called()
	for _, s := range order {
		for _, c := range b.Services[s].Calls {
			all[c.Service] += float64(c.PerRequest * all[s])
			if shape[c.Service] == nil {
				shape[c.Service] = shape[s]
			}
		}
	}
	if shape[service] == nil {
		return Demand{}
	}
	d := *shape[service]
	d.Mean = all[service]
	return d
}

// Spared tells for each service whether caches keep some of its requests from it, so that DemandOn is more than comes
// while they are warm.
func (b *Blueprint) Spared() []bool {
	spared := make([]bool, len(b.Services))
	for _, s := range b.Callers() {
		lane := b.LaneOf(s)
		for _, c := range b.Services[s].Calls {
			if spared[s] || lane != nil && lane.Cache != nil && !c.OnHits {
				spared[c.Service] = true
			}
		}
	}
	return spared
}

// Overseen is the service whose requests an alert looks at; −1 where none go to it.
func (b *Blueprint) Overseen(a Alert) int {
	if a.Service == "" && len(b.Traffic) > 0 {
		return b.Traffic[0].Service
	}
	s := slices.IndexFunc(b.Services, func(s Service) bool { return s.Name == a.Service })
	if !slices.Contains(b.Callers(), s) {
		return -1
	}
	return s
}

// LosesWith tells of each service whether requests to a given one may fail with it: it is that one, or is needed or
// called, softly or not, by one of them.
func (b *Blueprint) LosesWith(service int) []bool {
	reached := make([]bool, len(b.Services))
	var visit func(s int)
	visit = func(s int) {
		if reached[s] {
			return
		}
		reached[s] = true
		x := &b.Services[s]
		for i := range x.Needs {
			x.Needs[i].Each(visit)
		}
		for i := range x.Calls {
			if !x.Calls[i].Optional {
				visit(x.Calls[i].Service)
			}
		}
	}
	visit(service)
	return reached
}

// CheckCalls returns what is wrong with the traffic and with who calls whom; errors are Flaws. Cost: O(services²).
func (b *Blueprint) CheckCalls() error {
	order, circle := b.called()
	if circle != nil {
		return b.calledInCircle(circle)
	}
	for i := range b.Traffic {
		same := func(t Traffic) bool { return t.Service == b.Traffic[i].Service }
		if at := slices.IndexFunc(b.Traffic, same); at < i {
			return At("traffic", fmt.Errorf("there is traffic on service %s twice; add the rates up", b.name(i)))
		}
	}
	serves := make([]int, len(b.Classes)) // 1 more than the service
	for _, s := range order {
		if err := b.checkServer(s, serves); err != nil {
			return err
		}
	}
	return b.checkShapes(order)
}

func (b *Blueprint) name(traffic int) string { return b.Services[b.Traffic[traffic].Service].Name }

func (b *Blueprint) calledInCircle(circle []int) error {
	names := make([]string, len(circle))
	for i, s := range circle {
		names[i] = b.Services[s].Name
	}
	if len(names) == 1 {
		return At("services."+names[0]+".calls", fmt.Errorf("service %s calls itself; take it out of its own calls: what "+
			"one request costs belongs to the throughput of its nodes", names[0]))
	}
	return At("services."+names[0]+".calls", fmt.Errorf("services %s call each other in a circle: a request would never "+
		"end; take out the call that answers another one", strings.Join(append(names, names[0]), " → ")))
}

// checkServer checks a service that requests go to, and takes note of the classes that serve it.
func (b *Blueprint) checkServer(s int, serves []int) error {
	x := &b.Services[s]
	place := "services." + x.Name
	if len(x.Classes) == 0 {
		return At(place, fmt.Errorf("requests go to service %s, and it has no nodes of its own; add runs_on and up_when",
			x.Name))
	}
	for _, class := range x.Classes {
		if other := serves[class] - 1; other >= 0 && other != s {
			return At(place+".runs_on", fmt.Errorf("requests go to service %s and to service %s, which both run on class "+
				"%s: what one of them leaves to the other is not known; give each nodes of its own", b.Services[other].Name,
				x.Name, b.Classes[class].Name))
		}
		serves[class] = s + 1
	}
	if b.Plays() && b.LaneOf(s) == nil {
		return At(place, fmt.Errorf("service %s is called, and it is not said how long its nodes take; add {service: %s, "+
			"fidelity: request, service_time: 100ms} to traffic", x.Name, x.Name))
	}
	for i := range x.Calls {
		if err := b.checkCall(&x.Calls[i]); err != nil {
			return At(place+".calls", fmt.Errorf("service %s calls service %s: %w", x.Name, b.Services[x.Calls[i].Service].Name,
				err))
		}
	}
	if err := b.checkKept(s); err != nil {
		return At(place+".calls", err)
	}
	return b.checkAlternatives(x)
}

// checkKept holds the calls of a service to what its nodes keep of the answers.
func (b *Blueprint) checkKept(s int) error {
	x, lane := &b.Services[s], b.LaneOf(s)
	fails := false // a call that only misses make, and that can fail them
	for i := range x.Calls {
		if x.Calls[i].OnHits && (lane == nil || lane.Cache == nil) {
			return fmt.Errorf("service %s makes calls on hits, and its nodes keep nothing; add keys and cache to its traffic, "+
				"or leave on_hits out", x.Name)
		}
		fails = fails || !x.Calls[i].OnHits && !x.Calls[i].Optional
	}
	if lane != nil && lane.Cache != nil && lane.Cache.Stale > 0 && !fails {
		return fmt.Errorf("nodes of service %s answer what has expired where calls fail, and a miss makes no call that can "+
			"fail it; add such a call, or leave stale_if_error out", x.Name)
	}
	return nil
}

// checkCall checks one of a service that requests go to.
func (b *Blueprint) checkCall(c *Call) error {
	switch {
	case !(c.PerRequest > 0 && c.PerRequest <= MaxCalls):
		return fmt.Errorf("%g calls for each request; from above 0 up to %d can be simulated", c.PerRequest, MaxCalls)
	case !b.Plays() && c.Manner != Manner{}:
		return errors.New("the order of calls, and for how many a request waits, matter to single requests alone; write " +
			"fidelity: request")
	case c.Enough < 0 || c.Enough > int(math.Ceil(c.PerRequest)):
		return fmt.Errorf("%d answers are enough, of at most %g calls", c.Enough, math.Ceil(c.PerRequest))
	case c.Unawaited && (c.InTurn || c.Enough > 0 || !c.Optional):
		return errors.New("nobody waits for these calls: they are optional, and made at once")
	}
	return nil
}

// checkAlternatives refuses calls that fail a request of what is needed among others: they may be down then, and the
// request has failed all the same.
func (b *Blueprint) checkAlternatives(x *Service) error {
	for i := range x.Needs {
		d := &x.Needs[i]
		if len(d.Of) == 0 {
			continue
		}
		var err error
		d.Each(func(s int) {
			if err == nil && x.Called(s) {
				err = At("services."+x.Name+".calls", fmt.Errorf("service %s needs service %s or others, but its requests fail "+
					"with their calls of it; write needed: false at the call, or needs: %s alone", x.Name, b.Services[s].Name,
					b.Services[s].Name))
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// checkShapes makes sure that all traffic that reaches a service goes up and down together: then what it is sent
// follows from one demand, whatever fails.
func (b *Blueprint) checkShapes(order []int) error {
	from := make([]int, len(b.Services)) // 1 more than the traffic that reaches it
	for i := range b.Traffic {
		if b.Traffic[i].Used() {
			from[b.Traffic[i].Service] = i + 1
		}
	}
	for _, s := range order {
		for _, c := range b.Services[s].Calls {
			switch one, other := from[s]-1, from[c.Service]-1; {
			case other < 0:
				from[c.Service] = from[s]
			case !b.Traffic[one].Demand.Like(&b.Traffic[other].Demand):
				return At("services."+b.Services[s].Name+".calls", fmt.Errorf("the traffic on %s and on %s both reaches service "+
					"%s and follows another profile or growth; give both the same, only their rates may differ", b.name(other),
					b.name(one), b.Services[c.Service].Name))
			}
		}
	}
	return nil
}

// Like reports whether two demands are proportional to each other at all times.
func (d *Demand) Like(other *Demand) bool {
	return d.Swing == other.Swing && (d.PeakAt == other.PeakAt || d.Swing == 0) && d.Growth == other.Growth &&
		slices.Equal(d.Week, other.Week)
}
