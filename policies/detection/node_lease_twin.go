package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// NodeLeaseTwin plays NodeLease renewal by renewal and look by look. Times are in seconds; phases are multiples of
// 2⁻²⁰, so that "since grace or longer" is exact for whole seconds.
type NodeLeaseTwin struct{ Interval, Look, Grace, Loss float64 }

var _ models.Detector = NodeLeaseTwin{}

// controller is what the looks have found.
type controller struct {
	NodeLeaseTwin
	s       *rng.Stream
	renewal float64 // next
	look    float64 // next
	alive   func(at float64) bool
	renewed bool    // since the last look
	noted   float64 // when a renewal was last seen
	ready   bool
}

func (t NodeLeaseTwin) start(from float64, s *rng.Stream) *controller {
	phase := func() float64 { return math.Ceil(s.Float64()*(1<<20)) / (1 << 20) }
	return &controller{NodeLeaseTwin: t, s: s,
		renewal: from + float64(phase()*t.Interval), look: from + float64(phase()*t.Look),
		alive: func(float64) bool { return true }, noted: from}
}

// turn plays until the next look that changes its mind about the node, or until a time.
func (c *controller) turn(end float64) (at float64, turned bool) {
	for c.look <= end {
		for ; c.renewal <= c.look; c.renewal += c.Interval {
			c.renewed = c.alive(c.renewal) && c.s.Float64() >= c.Loss || c.renewed
		}
		at, was := c.look, c.ready
		c.look += c.Look
		if c.renewed {
			c.renewed, c.noted, c.ready = false, at, true
		} else if at-c.noted >= c.Grace {
			c.ready = false
		}
		if c.ready != was {
			return at, true
		}
	}
	return end, false
}

// Sees is 1 for every symptom.
func (t NodeLeaseTwin) Sees(models.Symptom) float64 { return 1 }

// Delay plays a node that dies at time 0; if it is not ready then, the play is void and another begins. A renewal under
// way at the death may make it ready again for a while.
func (t NodeLeaseTwin) Delay(models.Symptom) models.Wait { return models.Wait{Play: playing(t.delay)} }

func (t NodeLeaseTwin) delay(s *rng.Stream) sim.Duration {
	for {
		c := t.start(-20*t.Grace, s)
		c.alive = func(at float64) bool { return at <= 0 }
		for turned := true; turned; {
			_, turned = c.turn(0)
		}
		if !c.ready {
			continue
		}
		at, _ := c.turn(math.Inf(1))
		return sim.Duration(at)
	}
}

// Clear plays a node that returns at time 0, having been NotReady, until it is ready.
func (t NodeLeaseTwin) Clear() models.Wait { return models.Wait{Play: playing(t.clear)} }

func (t NodeLeaseTwin) clear(s *rng.Stream) sim.Duration {
	at, _ := t.start(0, s).turn(math.Inf(1))
	return sim.Duration(at)
}

// Mistake plays on from there until the node has been NotReady and is ready again.
func (t NodeLeaseTwin) Mistake() models.Mistakes { return mistaking(t.mistake) }

func (t NodeLeaseTwin) mistake(s *rng.Stream) (after, lasting sim.Duration) {
	c := t.start(0, s)
	ready, _ := c.turn(math.Inf(1))
	not, _ := c.turn(math.Inf(1))
	again, _ := c.turn(math.Inf(1))
	return sim.Duration(not - ready), sim.Duration(again - not)
}
