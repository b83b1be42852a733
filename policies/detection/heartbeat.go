package detection

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Heartbeat is the push detector with a fixed timeout (the common algorithm of Chen, Toueg and Aguilera, "On the
// quality of service of failure detectors", IEEE Trans. Computers 51, 2002): the monitor suspects a node when the
// timeout has passed since the last arrival, of whichever beat. See beats for what beats are and what an answer costs.
//
// With a constant delay ⌊timeout/interval⌋ losses in a row are a mistake. With delays that vary and a timeout of
// exactly n intervals, n − 1 losses are one half the time: leave room, as in 4.5 intervals.
type Heartbeat struct {
	beats
	sight
}

var (
	_ models.Detector  = (*Heartbeat)(nil)
	_ models.Messenger = (*Heartbeat)(nil)
)

// HeartbeatConfig is what a user may choose.
type HeartbeatConfig struct {
	Interval unit.Duration  `key:"interval" doc:"time between two beats of a node, above 0"`
	Timeout  *unit.Duration `key:"timeout" doc:"silence until suspicion, 1 interval or more; 5 intervals if not given"`
	Misses   *int           `key:"misses" doc:"the timeout as a number of intervals, 1 or more; instead of timeout"`
	Loss     unit.Ratio     `key:"loss" doc:"share of beats that get lost, independently of each other, up to 99%"`
	Delay    dist.Law       `key:"delay" doc:"time a beat is under way, up to 32 intervals; 0 if not given"`
	Sees     Sight          `key:"sees" doc:"which effects stop the beats, as a probability for each"`
}

// usualMisses is the timeout, in intervals, where a configuration names none.
const usualMisses = 5

var heartbeatRow = catalog.Define("heartbeat",
	"Suspects a node whose beats have been silent beyond a fixed timeout; Chen, Toueg and Aguilera 2002.",
	HeartbeatConfig{Interval: unit.Second, Sees: stopsBeats},
	built(NewHeartbeat)).
	WithExample("interval: 1s, timeout: 5s, loss: 0.1%")

// NewHeartbeat checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewHeartbeat(c HeartbeatConfig) (*Heartbeat, error) {
	sees, err := c.Sees.checked()
	if err != nil {
		return nil, err
	}
	sees.hears = true
	timeout, err := c.timeout()
	if err != nil {
		return nil, err
	}
	b, err := newBeats(float64(c.Interval), float64(c.Loss), c.Delay, "timeout", timeout, false)
	if err != nil {
		return nil, err
	}
	return &Heartbeat{b, sees}, nil
}

// timeout is in seconds.
func (c HeartbeatConfig) timeout() (float64, error) {
	interval := float64(c.Interval)
	switch {
	case c.Timeout != nil && c.Misses != nil:
		return 0, fmt.Errorf("timeout and misses are both given; keep one, since misses means that many intervals")
	case c.Misses != nil && *c.Misses < 1:
		return 0, fmt.Errorf("misses is %d; it must be 1 or more", *c.Misses)
	case c.Misses != nil:
		return float64(*c.Misses) * interval, nil
	case c.Timeout == nil:
		return usualMisses * interval, nil
	}
	return float64(*c.Timeout), atLeast("timeout", *c.Timeout, c.Interval)
}
