package detection

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Gossip is failure detection by heartbeat counters that spread as rumors (R. van Renesse, Y. Minsky and M. Hayden, "A
// gossip-style failure detection service", Middleware 1998). Once per interval each member raises its own counter and
// sends all counters it knows to a few random others, who keep the higher of each. A member whose counter has not risen
// for the timeout is suspected; what happens to its entry later is without consequence here. The observer is a random
// other member.
//
// After a crash the last counter that got out still spreads, so a suspicion comes after the timeout plus the time that
// the rumor takes, O(log n), less the age of the counter at the crash; spread.go says how that is drawn. A mistake is a
// gap between two news of a healthy member that is longer than the timeout, whose rate is found by integration when the
// detector is made (gossip_gaps.go).
//
// What is approximated, as measured against groups of 8 to 100 that are played: how a rumor spreads (spread.go), which
// makes mean delays right to a sixth of an interval; and that news come to the observer independently of how old its
// own are, and mistakes as a Poisson process, which makes their rate right to a factor of 1.6, for which half an
// interval of timeout is enough. In smaller groups mistakes are rarer than that. One member fails at a time: of a
// partition the members outside gossip on among fewer.
//
// Units: times in seconds. Cost: five draws per answer and, to make one, a millisecond; no allocation.
type Gossip struct {
	config   GossipConfig
	interval float64
	timeout  float64 // in intervals
	spread
	good, lasting float64 // means, in intervals
	sight
}

var (
	_ models.Detector  = (*Gossip)(nil)
	_ models.Sized     = (*Gossip)(nil)
	_ models.Messenger = (*Gossip)(nil)
)

// GossipConfig is what a user may choose.
type GossipConfig struct {
	Interval unit.Duration `key:"interval" doc:"time between two rounds of a member, above 0"`
	FanOut   int           `key:"fan_out" doc:"random members whom each tells per round, from 1 to 100"`
	Timeout  unit.Duration `key:"timeout" doc:"no news of a member for this long is suspicion; 2 to 10,000 intervals"`
	Loss     unit.Ratio    `key:"loss" doc:"share of messages that get lost, independently of each other, up to 90%"`
	Sees     Sight         `key:"sees" doc:"which effects stop a member's gossip, as a probability for each"`
}

// A fan-out of 1 is that of the source. Its timeout is chosen for a rate of mistakes; 30 intervals make them rarer than
// one in a century for a node, up to thousands of members. A member that hangs may gossip on, as agents are processes
// of their own.
var gossipRow = catalog.Define("gossip",
	"Spreads heartbeat counters as rumors and suspects whose does not rise; van Renesse, Minsky and Hayden 1998.",
	GossipConfig{Interval: unit.Second, FanOut: 1, Timeout: 30 * unit.Second, Sees: Sight{Down: 1, Partition: 1}},
	built(NewGossip)).
	WithExample("interval: 1s, fan_out: 3, timeout: 15s, loss: 0.1%")

// usualMembers is how many members a detector counts on that has not been told.
const usualMembers = 100

// NewGossip checks a configuration. The detector counts on 100 members until For tells it otherwise.
func NewGossip(c GossipConfig) (*Gossip, error) {
	sees, err := c.Sees.checked()
	if err := firstOf(err, positive("interval", c.Interval), between("fan_out", c.FanOut, 1, 100),
		within("loss", c.Loss, 0.9)); err != nil {
		return nil, err
	}
	g := &Gossip{config: c, interval: float64(c.Interval), timeout: float64(c.Timeout / c.Interval), sight: sees}
	g.hears = true
	if !(g.timeout >= 2 && g.timeout <= 1e4) {
		return nil, fmt.Errorf("timeout is %g intervals; write 2 to 10,000 of them", g.timeout)
	}
	return g.among(usualMembers)
}

// For is the detector among that many members, 2 or more.
func (g *Gossip) For(nodes int) (models.Detector, error) {
	return built(g.among)(nodes)
}

func (g *Gossip) among(nodes int) (*Gossip, error) {
	if nodes < 2 {
		return nil, errAlone
	}
	sized := *g
	sized.spread = newSpread(nodes-1, g.config.FanOut, float64(g.config.Loss))
	sized.findGaps()
	return &sized, nil
}

// Delay is the time from a crash until no news has come for the timeout. If the member turns out to have been suspected
// at the crash, it begins again.
func (g *Gossip) Delay(models.Symptom) models.Wait { return models.Wait{Play: (*gossipDelay)(g)} }

type gossipDelay Gossip

func (d *gossipDelay) Play(_ models.Wait, s *rng.Stream) float64 {
	g := (*Gossip)(d)
	for {
		age := s.Float64() + geometric(g.silent(), s) // of the last counter that got out
		if delay := g.timeout - age + g.reaches(g.seeds(s), 0, s); delay > 0 {
			return delay * g.interval
		}
	}
}

// seeds draws how many members heard a counter that got out.
func (g *Gossip) seeds(s *rng.Stream) float64 {
	for {
		if n := g.told(s); n > 0 {
			return n
		}
	}
}

// Clear is the time until the counter of a member that is back has reached the observer.
func (g *Gossip) Clear() models.Wait { return models.Wait{Play: (*gossipClear)(g)} }

type gossipClear Gossip

func (c *gossipClear) Play(_ models.Wait, s *rng.Stream) float64 {
	g := (*Gossip)(c)
	first := s.Float64() + geometric(g.silent(), s)
	return (first + g.reaches(g.seeds(s), g.again(), s)) * g.interval
}

// Mistake is a gap in the news of a healthy member; one that is more than 10,000 years away is never.
func (g *Gossip) Mistake() models.Mistakes { return (*gossipMistakes)(g) }

type gossipMistakes Gossip

// Rate is that of the Poisson process.
func (g *gossipMistakes) Rate() float64 { return 1 / (g.good * g.interval) }

func (g *gossipMistakes) Sample(s *rng.Stream) (after, lasting sim.Duration) {
	rounds := g.good * s.Exp()
	if !(rounds*g.interval < far) {
		return sim.Duration(math.Inf(1)), 0
	}
	return sim.Duration(rounds * g.interval), sim.Duration(g.lasting * s.Exp() * g.interval)
}

// Listens: counters that have not risen are told by a clock of the observer's own.
func (g *Gossip) Listens() bool { return true }

// Messages is the fan-out of every member in every round.
func (g *Gossip) Messages(nodes int) float64 {
	return float64(nodes*min(g.config.FanOut, max(0, nodes-1))) / g.interval
}
