package detection

import (
	"errors"
	"math"

	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// ChenEConfig is what a user may choose of NFD-E, see Chen. The monitor's estimate is taken to be that of a long
// window, such as the usual 1000 beats: it equals the mean delay. A window of n beats errs by one standard deviation of
// the delays over √n; the twin, with a window of 400, still agrees. Short windows, and the first beats after a repair,
// are not modeled.
type ChenEConfig struct {
	Interval unit.Duration `key:"interval" doc:"time between two beats of a node, above 0"`
	Margin   unit.Duration `key:"margin" doc:"from the expected arrival of a beat to its freshness point"`
	Loss     unit.Ratio    `key:"loss" doc:"share of beats that get lost, independently of each other, up to 99%"`
	Delay    dist.Law      `key:"delay" doc:"time a beat is under way, up to 32 intervals; 0 if not given"`
	Sees     Sight         `key:"sees" doc:"which effects stop the beats, as a probability for each"`
}

var chenERow = catalog.Define("chen-e",
	"Trusts up to freshness points at expected arrivals plus a margin (NFD-E); Chen, Toueg and Aguilera 2002.",
	ChenEConfig{Interval: unit.Second, Margin: usualShift * unit.Second, Sees: stopsBeats},
	built(NewChenE)).
	WithExample("interval: 1s, margin: 2500ms, loss: 1%, delay: { dist: exponential, mean: 20ms }")

// NewChenE checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewChenE(c ChenEConfig) (*Chen, error) {
	if err := notNegative("margin", c.Margin); err != nil {
		return nil, err
	}
	var expected float64
	if c.Delay != nil {
		expected = c.Delay.Mean()
	}
	if math.IsInf(expected, 1) {
		return nil, errors.New("delay has no mean, so no arrival can be expected; choose a law with a shorter tail")
	}
	shift := unit.Duration(expected) + c.Margin
	return newChen(ChenSConfig{c.Interval, shift, c.Loss, c.Delay, c.Sees}, "margin")
}
