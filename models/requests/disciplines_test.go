package requests_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/policies/balancing"
	"nines/policies/queueing"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/unit"
)

// TestAdaptiveLIFO would catch a threshold that is not one: all have the mean of M/M/1, at a threshold that is never
// reached its tail is that of FIFO, and at none that of LIFO.
func TestAdaptiveLIFO(t *testing.T) {
	s := exact.Station{Servers: 1, Arrive: 0.6, Serve: 1}
	p := farm(1, 0.6, exponential(1), balancing.Random{})
	for _, c := range []struct {
		threshold float64
		eight     float64 // share that takes more than 8 s; 0: it is not known
	}{{0, s.LastComeSurvival(8, 60)}, {1e6, s.SojournSurvival(8)}, {3, 0}} {
		p.Serving.Discipline = queueing.AdaptiveLIFO{Threshold: unit.Count(c.threshold)}
		answers := []answer{mean(s.Sojourn())}
		if c.eight > 0 {
			answers = append(answers, below("8", 8, 1-c.eight))
		}
		hold(t, p, 12_000, nil, answers...)
	}
}

// TestCoDelTwin holds a node under CoDel to the pseudocode of RFC 8289 over a slice of times, request by request:
// constant work of 10 ms at 1.3 times what can be served for 20 s, and then half of it.
func TestCoDelTwin(t *testing.T) {
	const work = 0.01
	var came []float64
	s := rng.Open(rng.Key{Seed: 12})
	for now := 0.0; now < 40; {
		now += s.Exp() * work / 1.3
		if now > 20 {
			now += s.Exp() * work
		}
		came = append(came, now)
	}
	twin := &codel{target: 0.03, interval: 0.2, came: came}
	served, took := twin.play(work)
	p := farm(1, 1, must(dist.NewConstant(work)), balancing.Random{})
	p.Arrivals = scripted(came)
	p.Serving.Discipline = queueing.CoDel{Target: 0.03, Interval: 0.2}
	o := play(t, p, 0, 0, 1000)
	if n := o.Fared[models.Served]; int(n) != served || int(o.Fared[models.Shed]) != len(came)-served ||
		math.Abs(o.Took-took) > 1e-6 {
		t.Errorf("%d served in %v s, want %d in %v; %d of %d shed", n, o.Took, served, took, o.Fared[models.Shed], len(came))
	}
	if served > len(came)-100 {
		t.Errorf("of %d only %d are shed: this says little", len(came), len(came)-served)
	}
}

// TestServerCoDel would catch a limit that is decided when a turn comes and not when a request does, a line that is not
// forgotten once it was empty, and an interval that is counted from another time. A request comes each second up to the
// 45th, each is 2.1 s of work, the line begins at 1 s, and waits of 20 s are allowed to those that came by 21 s, and
// then of 5.5 s. The 19th and the 21st have waited for longer, and up to the 36th all have been there for more than
// 5.5 s; then each other one. The last four find a line that begins anew.
func TestServerCoDel(t *testing.T) {
	var came, want, shed []float64
	for k := range 46 {
		came = append(came, float64(k))
		if k == 19 || k >= 21 && k <= 36 || k > 36 && k%2 == 0 {
			want = append(want, float64(k))
		}
	}
	came = append(came, 60, 60.1, 60.2, 60.3, 60.4)
	p := farm(1, 1, must(dist.NewConstant(2.1)), balancing.Random{})
	p.Arrivals = scripted(came)
	p.Serving.Discipline = recorded{queueing.ServerCoDel{Target: 5.5, Interval: 20}, &shed}
	o := play(t, p, 0, 0, 1000)
	if !slices.EqualFunc(shed, want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
		t.Errorf("it sheds those that came at %v, want %v", shed, want)
	}
	if n := o.Fared[models.Served]; int(n) != len(came)-len(want) {
		t.Errorf("%d are served, want %d", n, len(came)-len(want))
	}
}

// recorded is a discipline of which it is written down when those came that it sheds.
type recorded struct {
	models.Discipline
	shed *[]float64
}

func (r recorded) Next(m *models.LineMemory, l models.Line) models.Turn {
	turn := r.Discipline.Next(m, l)
	if turn == models.TurnedAway {
		*r.shed = append(*r.shed, float64(l.Now)-float64(l.Waited))
	}
	return turn
}

// scripted are requests that come at stated times.
type scripted []float64

func (s scripted) Gap(_ *models.Demand, now float64, memory *float64, _ *rng.Stream) float64 {
	if int(*memory) == len(s) {
		return math.Inf(1)
	}
	*memory++
	return s[int(*memory)-1] - now
}

// codel is the class of that name in section 5 of RFC 8289, with what serves its queue.
type codel struct {
	target, interval                float64
	came                            []float64 // in all
	queue                           []float64 // when those came that wait
	firstAboveTime, dropNext, count float64
	lastCount                       float64
	dropping                        bool
	shed                            int
}

// play serves all that come, each in so much time, and says how many, and how long they took together.
func (c *codel) play(work float64) (served int, took float64) {
	free := 0.0
	for next := 0; next < len(c.came) || len(c.queue) > 0; {
		if len(c.queue) == 0 {
			free = max(free, c.came[next])
		}
		for next < len(c.came) && c.came[next] <= free {
			if c.queue = append(c.queue, c.came[next]); c.came[next] == free && len(c.queue) == 1 {
				next++
				c.queue = c.queue[:0] // it finds the server free, and does not wait
				free += work
				served++
				took += work
				continue
			}
			next++
		}
		if came, ok := c.dequeue(free); ok {
			free += work
			served++
			took += free - came
		}
	}
	return served, took
}

func (c *codel) dodequeue(now float64) (came float64, ok, okToDrop bool) {
	if len(c.queue) == 0 {
		c.firstAboveTime = 0
		return 0, false, false
	}
	came, c.queue = c.queue[0], c.queue[1:]
	if now-came < c.target || len(c.queue) <= 1 {
		c.firstAboveTime = 0
	} else if c.firstAboveTime == 0 {
		c.firstAboveTime = now + c.interval
	} else if now >= c.firstAboveTime {
		okToDrop = true
	}
	return came, true, okToDrop
}

func (c *codel) controlLaw(t, count float64) float64 { return t + c.interval/math.Sqrt(count) }

func (c *codel) dequeue(now float64) (came float64, ok bool) {
	came, ok, okToDrop := c.dodequeue(now)
	if c.dropping {
		if !okToDrop {
			c.dropping = false
		}
		for now >= c.dropNext && c.dropping {
			c.shed++
			c.count++
			if came, ok, okToDrop = c.dodequeue(now); !okToDrop {
				c.dropping = false
			} else {
				c.dropNext = c.controlLaw(c.dropNext, c.count)
			}
		}
	} else if okToDrop {
		c.shed++
		came, ok, _ = c.dodequeue(now)
		c.dropping = true
		delta := c.count - c.lastCount
		c.count = 1
		if delta > 1 && now-c.dropNext < 16*c.interval {
			c.count = delta
		}
		c.dropNext = c.controlLaw(now, c.count)
		c.lastCount = c.count
	}
	return came, ok
}
