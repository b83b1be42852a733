package detection

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Heartbeat is the push detector with a fixed timeout (the common algorithm of Chen, Toueg and Aguilera, "On the
// quality of service of failure detectors", IEEE Trans. Computers 51, 2002):
//
//   - A node sends a beat every interval while it is up; its phase is uniform and starts anew after each repair.
//   - A beat is lost with probability loss, independently of all others; the rest arrive after independent delays, and
//     beats under way when the node crashes still arrive. Beats may overtake each other.
//   - The monitor suspects a node when the timeout has passed since the last arrival, of whichever beat, and trusts it
//     again at the next arrival. A beat that arrives exactly at the end of the timeout is in time.
//
// With a constant delay ⌊timeout/interval⌋ losses in a row are a mistake. With delays that vary and a timeout of
// exactly n intervals, n − 1 losses are one half the time: leave room, as in 4.5 intervals.
//
// The answers follow the laws of this story to rounding, with one exception: a beat is not taken to be under way any
// longer than fewer than one in 10⁹ are, which changes the law of a delay by about 10⁻⁸ and that of a mistake by as
// much of itself.
//
// Each mistake is drawn as the first after a repair. With a constant delay that is exact. With others, the beats before
// a mistake bear on the first one or two after it: the mean time between mistakes changes by a share below the
// probability of a run of beats that can be one (3 % where every fourth beat is that late, nothing where mistakes are
// rare). The same holds for the first mistake of a run, drawn as if a beat had arrived at its start.
//
// Cost: a handful of draws per answer, whatever the number of beats between; no allocation.
type Heartbeat struct {
	interval float64 // in seconds; all other times are in intervals
	timeout  float64 // ≥ 1; whole where it is meant to be
	loss     float64
	sight

	law     dist.Law // of delays, in seconds; nil where they are all the same
	least   float64  // the shortest delay: the rest is jitter
	longest float64  // jitter that fewer than one beat in 10⁹ exceeds

	runs // what a mistake takes
}

var _ models.Detector = (*Heartbeat)(nil)

// HeartbeatConfig is what a user may choose.
type HeartbeatConfig struct {
	Interval unit.Duration  `key:"interval" doc:"time between two beats of a node, above 0"`
	Timeout  *unit.Duration `key:"timeout" doc:"silence until a node is suspected, 1 interval or more; 5 if not given"`
	Misses   *int           `key:"misses" doc:"the timeout as a number of intervals, 1 or more; instead of timeout"`
	Loss     unit.Ratio     `key:"loss" doc:"share of beats that get lost, independently of each other, up to 99%"`
	Delay    dist.Law       `key:"delay" doc:"time a beat is under way, up to 32 intervals; 0 if not given"`
	Sees     Sight          `key:"sees" doc:"which effects stop the beats, as a probability for each"`
}

// usualMisses is the timeout, in intervals, where a configuration names none.
const usualMisses = 5

var heartbeatRow = catalog.Define("heartbeat",
	"Every node sends beats; silence beyond a fixed timeout is suspicion; Chen, Toueg and Aguilera 2002.",
	HeartbeatConfig{Interval: unit.Second, Sees: Sight{Down: 1, Partition: 1}},
	func(c HeartbeatConfig) (models.Detector, error) {
		h, err := NewHeartbeat(c)
		if err != nil {
			return nil, err
		}
		return h, nil
	})

// Limits within which the answers cost little and are right.
const (
	mostLoss    = 0.99 // beyond, a node is suspected nearly always
	mostDelay   = 32   // intervals that a beat may be under way
	mostTimeout = 1e6  // in intervals
	stray       = 1e-9 // share of beats that may take longer than is looked for
)

// NewHeartbeat checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewHeartbeat(c HeartbeatConfig) (*Heartbeat, error) {
	h := &Heartbeat{interval: float64(c.Interval), loss: float64(c.Loss)}
	if !(h.interval > 0) || math.IsInf(h.interval, 1) {
		return nil, fmt.Errorf("interval is %g s; it must be more than 0", h.interval)
	}
	if !(h.loss >= 0 && h.loss <= mostLoss) {
		return nil, fmt.Errorf("loss is %g; write a share from 0%% to 99%%", h.loss)
	}
	var err error
	if h.sight, err = c.Sees.checked(); err != nil {
		return nil, err
	}
	h.hears = true
	if h.timeout, err = c.intervals(); err != nil {
		return nil, err
	}
	if h.timeout > mostTimeout {
		return nil, fmt.Errorf("the timeout is %g intervals; make it %g at most", h.timeout, mostTimeout)
	}
	if err := h.take(c.Delay); err != nil {
		return nil, err
	}
	return h, h.findRuns()
}

// intervals is the timeout in units of the interval. A ratio that is a whole number but for rounding (300ms in 100ms)
// is made one, so that "exactly in time" keeps its meaning.
func (c HeartbeatConfig) intervals() (float64, error) {
	switch {
	case c.Timeout != nil && c.Misses != nil:
		return 0, fmt.Errorf("timeout and misses are both given; keep one, since misses means that many intervals")
	case c.Misses != nil && *c.Misses < 1:
		return 0, fmt.Errorf("misses is %d; it must be 1 or more", *c.Misses)
	case c.Misses != nil:
		return float64(*c.Misses), nil
	case c.Timeout == nil:
		return usualMisses, nil
	}
	const rounding = 1e-12
	ratio := float64(*c.Timeout / c.Interval)
	if whole := math.Round(ratio); math.Abs(ratio-whole) <= rounding*whole {
		ratio = whole
	}
	if !(ratio >= 1) {
		return 0, fmt.Errorf("timeout %s is below the interval %s; raise it to some intervals", *c.Timeout, c.Interval)
	}
	return ratio, nil
}

// take adopts the law of delays.
func (h *Heartbeat) take(delay dist.Law) error {
	if delay == nil {
		return nil
	}
	least, longest := delay.Quantile(0)/h.interval, delay.Quantile(1-stray)/h.interval
	if !(longest <= mostDelay) {
		return fmt.Errorf("one beat in 1e9 is under way for more than %d intervals with delay %s; "+
			"lengthen the interval, or choose a law with a shorter tail", mostDelay, delay)
	}
	h.least, h.longest = least, longest-least
	if delay.Quantile(1) > delay.Quantile(0) {
		h.law = delay
	}
	return nil
}
