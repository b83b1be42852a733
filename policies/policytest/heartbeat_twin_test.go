package policytest_test

import (
	"fmt"
	"testing"

	"nines/models/exact"
	"nines/policies/detection"
	"nines/policies/policytest"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// setting is a heartbeat with an interval of 1 s.
type setting struct {
	timeout, loss float64
	delay         dist.Law // nil: none
}

func (x setting) String() string {
	delay := "no delay"
	if x.delay != nil {
		delay = x.delay.String()
	}
	return fmt.Sprintf("timeout %g, loss %g, %s", x.timeout, x.loss, delay)
}

func (x setting) detector() *detection.Heartbeat {
	timeout := unit.Duration(x.timeout)
	return must(detection.NewHeartbeat(detection.HeartbeatConfig{
		Interval: unit.Second, Timeout: &timeout, Loss: unit.Ratio(x.loss), Delay: x.delay,
	}))
}

func (x setting) twin() detection.BeatsTwin {
	return detection.HeartbeatTwin(1, x.timeout, x.loss, x.delay)
}

func (x setting) exact() exact.Heartbeat {
	return exact.Heartbeat{Interval: 1, Timeout: x.timeout, Loss: x.loss}
}

// mistakes is how many mistakes the twin can play in about a million beats; 0 where they are rarer than worth while.
func (x setting) mistakes() int {
	const tries = 50
	var mean float64
	for i := range uint64(tries) {
		s := rng.Open(rng.Key{Seed: 20, Occurrence: i})
		after, _ := x.detector().Mistake().Sample(&s)
		mean += float64(after) / tries
	}
	if n := int(play / mean); n >= 300 {
		return min(n, answers)
	}
	return 0
}

const (
	answers = 10_000 // compared of each kind
	play    = 2e5    // beats per setting
)

var (
	losses   = []float64{0, 0.001, 0.05, 0.3}
	timeouts = []float64{1.5, 3, 5}
)

// settings is the grid: without delay, with the same delay for each beat, and with exponential delays that make beats
// late and overtake each other. Delays of 0.8 intervals in the mean are refused where half an interval is all the room
// there is. The last has beats under way for several intervals.
func settings() []setting {
	var all []setting
	for _, delay := range []dist.Law{nil, constant(0.25), exponential(0.2), exponential(0.8)} {
		for _, loss := range losses {
			for _, timeout := range timeouts {
				if timeout > 1.5 || delay == nil || delay.Mean() < 0.8 {
					all = append(all, setting{timeout, loss, delay})
				}
			}
		}
	}
	return append(all, setting{3, 0.3, constant(3.25)})
}

// The answers follow the same laws as those of the twin, which plays every beat. What this would catch is planted in
// TestPlantedErrorsAreSeen.
func TestHeartbeatAgreesWithTwin(t *testing.T) {
	for _, x := range settings() {
		if testing.Short() && (x.loss != 0.05 || x.timeout != 3) {
			continue
		}
		t.Run(x.String(), func(t *testing.T) {
			got := policytest.Agree(x.detector(), x.twin(), answers, x.mistakes())
			stattest.Check(t, fmt.Sprintf("%+v", got), got.P())
		})
	}
}
