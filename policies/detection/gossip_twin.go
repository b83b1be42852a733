package detection

import (
	"nines/models"
	"nines/sim"
	"nines/sim/num"
	"nines/sim/rng"
)

// GossipTwin is Gossip played message by message: every member, round, target and loss, and what each member knows of
// the first one. It answers the same questions in time proportional to the number of messages: to be compared with.
// Times are in intervals.
type GossipTwin struct {
	Members, FanOut int
	Timeout, Loss   float64
}

var _ models.Detector = GossipTwin{}

// circle is a group at work. Member 0 is watched by member 1.
type circle struct {
	GossipTwin
	s       *rng.Stream
	phase   []float64
	order   []int // members in the order of their phases
	knows   []int // the counter of member 0
	round   int
	at      int // place in order of who is next
	dead    bool
	last    float64 // news at the observer
	before  float64 // the news before
	targets []int
}

func (t GossipTwin) begin(s *rng.Stream) *circle {
	c := &circle{GossipTwin: t, s: s, phase: make([]float64, t.Members), knows: make([]int, t.Members)}
	for i := range t.Members {
		c.phase[i] = s.Float64()
		j := len(c.order)
		c.order = append(c.order, i)
		for ; j > 0 && c.phase[c.order[j-1]] > c.phase[i]; j-- {
			c.order[j], c.order[j-1] = c.order[j-1], c.order[j]
		}
		c.targets = append(c.targets, i)
	}
	return c
}

// next is when the next member has its round.
func (c *circle) next() float64 { return float64(c.round) + c.phase[c.order[c.at]] }

// step plays a round of one member.
func (c *circle) step() {
	now, who := c.next(), c.order[c.at]
	if c.at++; c.at == c.Members {
		c.at, c.round = 0, c.round+1
	}
	if who == 0 {
		if c.dead {
			return
		}
		c.knows[0]++
	}
	for k := range min(c.FanOut, c.Members-1) { // the first of a shuffle, but for oneself
		j := k + c.s.IntN(c.Members-k)
		c.targets[k], c.targets[j] = c.targets[j], c.targets[k]
		for c.targets[k] == who {
			j = k + c.s.IntN(c.Members-k)
			c.targets[k], c.targets[j] = c.targets[j], c.targets[k]
		}
		c.tell(c.targets[k], c.knows[who], now)
	}
}

func (c *circle) tell(whom, counter int, now float64) {
	if whom == 0 || c.s.Bernoulli(c.Loss) || counter <= c.knows[whom] {
		return
	}
	if c.knows[whom] = counter; whom == 1 {
		c.before, c.last = c.last, now
	}
}

// settle plays until news have come round for long.
func (c *circle) settle() {
	for c.round < 20+int(6*num.Log(float64(c.Members))) {
		c.step()
	}
}

// Sees is 1 for every symptom.
func (t GossipTwin) Sees(models.Symptom) float64 { return 1 }

// Delay plays a crash until all that is left has come round. A crash of a suspected member is void.
func (t GossipTwin) Delay(models.Symptom) models.Wait { return models.Wait{Play: playing(t.delay)} }

func (t GossipTwin) delay(s *rng.Stream) sim.Duration {
	c := t.begin(s)
	c.settle()
	crash := float64(c.round)
	if c.last < crash-t.Timeout {
		return t.delay(s)
	}
	c.dead = true
	for c.next() < crash+t.Timeout+60 {
		c.step()
	}
	if c.last+t.Timeout < crash {
		return t.delay(s)
	}
	return sim.Duration(c.last + t.Timeout - crash)
}

// Clear plays a member that is back at time 0, of which nobody has heard, until the observer has.
func (t GossipTwin) Clear() models.Wait { return models.Wait{Play: playing(t.clear)} }

func (t GossipTwin) clear(s *rng.Stream) sim.Duration {
	c := t.begin(s)
	for c.knows[1] == 0 {
		c.step()
	}
	return sim.Duration(c.last)
}

// Mistake plays a healthy member until it is suspected and trusted again.
func (t GossipTwin) Mistake() models.Mistakes { return mistaking(t.mistake) }

func (t GossipTwin) mistake(s *rng.Stream) (after, lasting sim.Duration) {
	c := t.begin(s)
	c.settle()
	trusted := c.last
	c.gap()
	return sim.Duration(c.before + t.Timeout - trusted), sim.Duration(c.last - c.before - t.Timeout)
}

// gap plays until news come after more than the timeout.
func (c *circle) gap() {
	for news := c.last; ; news = c.last {
		for c.last == news {
			c.step()
		}
		if c.last-c.before > c.Timeout {
			return
		}
	}
}

// Mistakes plays a healthy member through n mistakes and returns the mean time between their beginnings.
func (t GossipTwin) Mistakes(n int, s *rng.Stream) (recurrence sim.Duration) {
	c := t.begin(s)
	c.settle()
	c.gap()
	first := c.before
	for range n {
		c.gap()
	}
	return sim.Duration((c.before - first) / float64(n))
}
