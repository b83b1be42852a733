package detection

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Chen is the detector with freshness points of Chen, Toueg and Aguilera, "On the quality of service of failure
// detectors", IEEE Trans. Computers 51 (2002): beat i keeps a node trusted until the freshness point of beat i+1, which
// lies a fixed shift after that beat is sent. A delay of one beat thus takes nothing from the next, the longest
// detection time is shift + interval whatever the delays, and among all detectors with that bound and as many messages
// this one is wrong the least. Mistakes begin at freshness points only.
//
// With clocks that agree the shift is chosen (NFD-S, chen-s). Without, the monitor estimates when beats are expected
// from past arrivals, and chooses the margin that it adds (NFD-E, chen-e); its shift is then the mean delay plus the
// margin. See beats for what beats are and what an answer costs.
type Chen struct {
	beats
	sight
}

var (
	_ models.Detector  = (*Chen)(nil)
	_ models.Messenger = (*Chen)(nil)
)

// ChenSConfig is what a user may choose of NFD-S.
type ChenSConfig struct {
	Interval unit.Duration `key:"interval" doc:"time between two beats of a node, above 0"`
	Shift    unit.Duration `key:"shift" doc:"from sending a beat to its freshness point, at least the delay"`
	Loss     unit.Ratio    `key:"loss" doc:"share of beats that get lost, independently of each other, up to 99%"`
	Delay    dist.Law      `key:"delay" doc:"time a beat is under way, up to 32 intervals; 0 if not given"`
	Sees     Sight         `key:"sees" doc:"which effects stop the beats, as a probability for each"`
}

// usualShift is the largest shift that the paper simulates, in intervals.
const usualShift = 2.5

var chenSRow = catalog.Define("chen-s",
	"Trusts up to freshness points of beats, with synchronized clocks (NFD-S); Chen, Toueg and Aguilera 2002.",
	ChenSConfig{Interval: unit.Second, Shift: usualShift * unit.Second, Sees: stopsBeats},
	built(NewChenS)).
	WithExample("interval: 1s, shift: 2500ms, loss: 1%, delay: 20ms")

// NewChenS checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewChenS(c ChenSConfig) (*Chen, error) { return newChen(c, "shift") }

func newChen(c ChenSConfig, key string) (*Chen, error) {
	sees, err := c.Sees.checked()
	if err = firstOf(err, positive("interval", c.Interval), notNegative(key, c.Shift)); err != nil {
		return nil, err
	}
	sees.hears = true
	if c.Delay != nil && float64(c.Shift) < c.Delay.Quantile(0) {
		return nil, fmt.Errorf("no beat arrives within the %s with delay %s; raise the %s above the usual delay",
			key, c.Delay, key)
	}
	b, err := newBeats(float64(c.Interval), float64(c.Loss), c.Delay, key, float64(c.Shift+c.Interval), true)
	if err != nil {
		return nil, err
	}
	return &Chen{b, sees}, nil
}
