package models

import (
	"math"

	"nines/sim/flat"
)

// Drawn are balancers that draw some nodes for each request and send it to one of those that have the fewest requests.
// Nodes serve their requests one after the other, each for an exponential time.
//
// All nodes are taken for independent of each other, which they are in the limit of many (N. D. Vvedenskaya, R. L.
// Dobrushin and F. I. Karpelevich, Problems of Information Transmission 32, 1996; M. Bramson, Y. Lu and B. Prabhakar,
// Queueing Systems 71, 2012): a node that has k requests is sent another at the rate at which it is drawn together with
// others that have as many or more, and what it has is a birth-death chain. What is sent to nodes that fail requests at
// once, beside others that are alike, is exact for any number of nodes and any law of service where two different
// nodes are drawn, as only the mean number that are busy matters there.
//
// Nodes are full, and queues grow without end, in the set that is sent the most in excess of what it can do by
// requests that draw nobody else: the slowest so many (S. G. Foss and N. I. Chernova, Queueing Systems 29, 1998).
// Nodes that hang are always full.
type Drawn struct {
	Of        int  // nodes, 1 to MostDrawn
	Different bool // no node is drawn twice for one request
}

// MostDrawn bounds Drawn.Of.
const MostDrawn = 16

var _ Seeker = Drawn{}

// together is the probability that all nodes that are drawn of so many are among some of them.
func (x Drawn) together(some, nodes float64) float64 {
	p := 1.0
	for n := range x.of(nodes) {
		if !x.Different {
			p *= some / nodes
		} else {
			p *= max(0, some-float64(n)) / (nodes - float64(n))
		}
	}
	return p
}

// of is how many of so many nodes are drawn.
func (x Drawn) of(nodes float64) int {
	if x.Different {
		return max(1, int(min(float64(x.Of), nodes)))
	}
	return x.Of
}

// slowest is how many nodes take at least so long, and how many requests a second they end.
func slowest(takes float64, all []Stint) (nodes, ends float64) {
	for i := range all {
		if s := &all[i]; s.Nodes > 0 && s.Takes >= takes {
			nodes += s.Nodes
			ends += s.Nodes / s.Takes
		}
	}
	return nodes, ends
}

// Bends appends the rates from which on more nodes are full. Cost: O(stints³).
func (x Drawn) Bends(all []Stint, to []float64) []float64 {
	nodes := count(all)
	some, _ := slowest(math.Inf(1), all)
	lost, ended := x.together(some, nodes), 0.0 // by what draws those alone that are full so far, and what they end
	for {
		// The next to be full are those that are at the least rate, with all that are slower.
		least, next, ends := math.Inf(1), lost, ended
		for i := range all {
			if s := &all[i]; s.Nodes > 0 && s.Takes > 0 {
				some, can := slowest(s.Takes, all)
				if p := x.together(some, nodes); p > lost && (can-ended)/(p-lost) < least {
					least, next, ends = (can-ended)/(p-lost), p, can
				}
			}
		}
		if next == lost {
			return to
		}
		to, lost, ended = append(to, least), next, ends
	}
}

// count is how many nodes there are.
func count(all []Stint) (nodes float64) {
	for i := range all {
		nodes += all[i].Nodes
	}
	return nodes
}

// full is how long a request takes on the fastest nodes that are full: +Inf where only those are that hang.
func (x Drawn) full(rate, nodes float64, all []Stint) float64 {
	const rounding = 1e-12
	hang, _ := slowest(math.Inf(1), all)
	takes, most := math.Inf(1), rate*(x.together(hang, nodes)+rounding)
	for i := range all {
		if s := &all[i]; s.Nodes > 0 && s.Takes > 0 {
			some, ends := slowest(s.Takes, all)
			if over := float64(rate*x.together(some, nodes)) - ends; over > most {
				takes, most = s.Takes, over
			}
		}
	}
	return takes
}

// Seek finds out how many requests a second nodes are sent that are not full, and what those end that are.
// Cost: O(levels × stints × Of³) for each of some tens of steps, where levels are some ten.
func (x Drawn) Seek(rate float64, all []Stint, scratch []float64) []float64 {
	nodes := count(all)
	for i := range all {
		all[i].Each = 0
	}
	if !(rate > 0 && nodes > 0) {
		return scratch
	}
	if x.of(nodes) == 1 {
		for i := range all {
			if s := &all[i]; math.IsInf(s.Takes, 1) {
				s.Each = rate / nodes
			} else if s.Nodes > 0 {
				s.Each = min(rate/nodes, 1/s.Takes)
			}
		}
		return scratch
	}
	c := chains{Drawn: x, all: all, rate: rate, nodes: nodes, full: x.full(rate, nodes, all)}
	return c.solve(scratch)
}

// chains are nodes of each stint as birth-death chains of how many requests they have.
type chains struct {
	Drawn
	all    []Stint
	rate   float64
	nodes  float64
	full   float64   // nodes that take as long or longer are
	spills float64   // probability that all nodes drawn are full
	levels int       // above which nodes have none, to rounding
	reach  []float64 // by level and stint: the probability that a node has as many requests or more
	next   []float64 // likewise, of the chains
	ends   []float64 // likewise: requests a second that come at the level below or higher, in the time above
	sent   []float64 // by stint: requests a second while it is idle
}

const (
	mostLevels = 96 // above which chains go on as they did
	mostSteps  = 400
)

// solve finds the fixed point: the chains say who is drawn together with whom, and that how fast they are sent
// requests. The probabilities of all chains at a level are brought to what all are sent there before the next step,
// which leaves to the steps only how nodes of different stints differ. Steps that do not get shorter go round in a
// circle, and are halved. Within a thousandth of what nodes can do they may end before the digits do.
func (c *chains) solve(scratch []float64) []float64 {
	stints := len(c.all)
	size := stints * (mostLevels + 1)
	scratch = flat.Fill(scratch, 3*size+stints, 0)
	c.reach, c.next, c.ends, c.sent = scratch[:size], scratch[size:2*size], scratch[2*size:3*size], scratch[3*size:]
	some, _ := slowest(c.full, c.all)
	c.spills = c.together(some, c.nodes)
	for i := range c.all {
		if c.reach[i] = 1; c.all[i].Takes >= c.full {
			for k := 1; k <= mostLevels; k++ {
				c.reach[k*stints+i] = 1
			}
		}
	}
	part, last := 1.0, math.Inf(1)
	for steps := range mostSteps {
		c.balance(part)
		changed := c.gather()
		if changed < 1e-11 {
			break
		}
		if steps > 20 && changed > 0.97*last {
			part = max(part/2, 1./16)
		}
		last = changed
	}
	hang, _ := slowest(math.Inf(1), c.all)
	for i := range c.all {
		switch s := &c.all[i]; {
		case s.Nodes == 0:
		case math.IsInf(s.Takes, 1):
			s.Each = c.rate * c.together(hang, c.nodes) / hang
		case s.Takes >= c.full:
			s.Each = 1 / s.Takes
		case s.Takes == 0:
			s.Each = c.sent[i]
		default:
			s.Each = c.reach[stints+i] / s.Takes
		}
	}
	return scratch
}

// balance finds the chains that belong to the rates at which nodes that have so many requests are sent others, and goes
// a part of the way there.
func (c *chains) balance(part float64) {
	top := min(c.levels+1, mostLevels)
	for i := range c.all {
		c.next[i] = 1
	}
	for k := range top {
		c.births(k, part)
	}
	c.levels = 0
	for i := range c.all {
		if s := &c.all[i]; s.Nodes > 0 && s.Takes > 0 && s.Takes < c.full {
			c.chain(i, top, part)
		}
	}
}

// chain turns the rates at which a node of a stint is sent requests at each level into how likely it has as many or
// more, and into how many it ends while it has. One that fails is gone as soon as its turn comes, so that several may
// go at once, and one that finds the node idle does not stay: what goes up past a level balances what comes down.
func (c *chains) chain(stint, top int, part float64) {
	stints, s := len(c.all), &c.all[stint]
	takes := s.Takes / (1 - s.Fails)
	weight, sum, grows := 1.0, 1.0, 0.0
	up := c.next[stints+stint] * s.Takes
	for k := 1; k <= top; k++ {
		more := 0.0
		if k < top {
			more = c.next[(k+1)*stints+stint] * takes
		}
		grows = up / (1 + float64(s.Fails*more))
		weight *= grows
		c.next[k*stints+stint] = weight
		sum += weight
		up = more
	}
	tail := 0.0
	if top == mostLevels && grows < 1 { // it goes on as it did
		tail = weight * grows / (1 - grows)
		sum += tail
	}
	gone := 0.0
	for k := top; k > 0; k-- {
		at := k*stints + stint
		tail += c.next[at]
		gone = tail + float64(s.Fails*gone)
		switch c.ends[at] = 0; {
		case k == 1:
			c.ends[at] = 1 / s.Takes // with those that do not stay
		case tail > 0:
			c.ends[at] = gone / (tail * takes)
		}
		c.next[at] = c.reach[at] + float64(part*(tail/sum-c.reach[at]))
		if c.next[at] > 1e-15 {
			c.levels = max(c.levels, k)
		}
	}
}

// gather brings all that nodes are sent at each level to what comes there, and returns the largest change.
func (c *chains) gather() (changed float64) {
	stints := len(c.all)
	for k := range mostLevels {
		odds := 0.0
		if k < c.levels || k == 0 {
			odds = c.odds(k)
		}
		last := 0.0
		for i := range c.all {
			s, at := &c.all[i], &c.reach[(k+1)*stints+i]
			switch {
			case s.Nodes == 0 || s.Takes >= c.full:
			case s.Takes > 0:
				now := c.reach[k*stints+i] * scaled(odds, c.goesOn(k, i))
				changed, last = max(changed, math.Abs(now-*at)), max(last, *at)
				*at = now
			case k == 0:
				c.sent[i] *= odds
			}
		}
		if k >= c.levels && last == 0 {
			break
		}
	}
	return changed
}

// goesOn is the probability that a node with as many requests as a level or more has more, by the chains.
func (c *chains) goesOn(level, stint int) float64 {
	at, above := c.next[level*len(c.all)+stint], c.next[(level+1)*len(c.all)+stint]
	if at == 0 {
		return 0
	}
	return above / at
}

// scaled is the probability whose odds are so many times those of another.
func scaled(by, p float64) float64 {
	if p == 0 {
		return 0
	}
	return by * p / (1 - p + float64(by*p))
}

// odds is by how much the odds of going on have to be scaled at a level for what nodes are sent there to be what comes.
func (c *chains) odds(level int) float64 {
	stints, comes, by := len(c.all), c.rate*(c.worse(level)-c.spills), 1.0
	for range 50 {
		// What they are sent rises ever more slowly with the odds, so that a step never ends above.
		sent, rises := 0.0, 0.0
		for i := range c.all {
			switch s := &c.all[i]; {
			case s.Nodes == 0 || s.Takes >= c.full:
			case s.Takes > 0:
				p := c.goesOn(level, i)
				part := scaled(by, p)
				each := s.Nodes * c.reach[level*stints+i] * c.ends[(level+1)*stints+i]
				sent += float64(each * part)
				rises += float64(each * part * (1 - part) / by)
			case level == 0:
				sent += float64(s.Nodes * by * c.sent[i])
				rises += float64(s.Nodes * c.sent[i])
			}
		}
		next := max(by/16, by+(comes-sent)/rises)
		if !(math.Abs(next-by) > 1e-14*by) || !(next < 1e9) {
			break
		}
		by = next
	}
	return by
}
