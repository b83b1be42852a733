package policytest_test

import (
	"fmt"
	"testing"

	"nines/models"
	"nines/policies/detection"
	"nines/policies/policytest"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// pair is a detector and the twin that plays it.
type pair struct {
	name      string
	got, twin models.Detector
	mistakes  int // that the twin can play in a moment
}

// agree holds detectors to their twins, of each n answers.
func agree(t *testing.T, n int, pairs []pair) {
	for i, x := range pairs {
		if testing.Short() && i > 0 {
			break
		}
		a := policytest.Agree(x.got, x.twin, n, x.mistakes)
		stattest.Check(t, fmt.Sprintf("%s: %+v", x.name, a), a.P())
	}
}

// planted is a detector with an error that is easily made and the twin of what it claims to be.
type planted struct {
	name         string
	mutant, twin models.Detector
	p            func(policytest.Agreement) float64
}

// rings proves that agree would notice.
func rings(t *testing.T, n int, errors []planted) {
	if testing.Short() {
		t.Skip("plays a dozen settings")
	}
	for _, x := range errors {
		stattest.Alarm(t, x.name, x.p(policytest.Agree(x.mutant, x.twin, n, n)))
	}
}

// beatVariations are for the detectors that ask after nodes or listen for them.
func beatVariations() map[string][]policytest.Variation {
	type (
		heartbeat = detection.HeartbeatConfig
		probe     = detection.ProbeConfig
		nodeLease = detection.NodeLeaseConfig
		lease     = detection.LeaseConfig
		chenS     = detection.ChenSConfig
		chenE     = detection.ChenEConfig
		phi       = detection.PhiConfig
	)
	return map[string][]policytest.Variation{
		"heartbeat": {
			vary("half the beats lost", func(c *heartbeat) { c.Loss = 0.5 }),
			vary("nearly all beats lost", func(c *heartbeat) { c.Loss = 0.99 }),
			vary("no beat may be missed", func(c *heartbeat) { c.Loss, c.Misses = 0.01, new(1) }),
			vary("late beats", func(c *heartbeat) { c.Loss, c.Delay = 0.2, exponential(0.7) }),
			vary("beats under way for long", func(c *heartbeat) { c.Loss, c.Delay = 0.2, constant(30) }),
			vary("a long timeout", func(c *heartbeat) {
				c.Interval, c.Loss, c.Timeout = unit.Second/1000, 0.9, new(unit.Second)
			}),
			vary("blind", func(c *heartbeat) { c.Sees = detection.Sight{} }),
			vary("sees half of everything", func(c *heartbeat) { c.Sees = detection.Sight{Down: 0.5, Lossy: 0.5} }),
		},
		"probe": {
			vary("hasty", func(c *probe) { c.Fall, c.Rise, c.Loss = 1, 1, 0.01 }),
			vary("nearly all probes fail", func(c *probe) { c.Loss = 0.99 }),
			vary("patient", func(c *probe) { c.Fall, c.Rise, c.Loss = 100, 10, 0.9 }),
			vary("sees all", func(c *probe) { c.Loss, c.Sees.Slow, c.Sees.Lossy, c.Sees.Corrupt = 0.1, 1, 1, 1 }),
		},
		"node-lease": {
			vary("current", func(c *nodeLease) { c.Grace, c.Loss = 50*unit.Second, 0.2 }),
			vary("nearly all renewals lost", func(c *nodeLease) { c.Grace, c.Loss = 10*unit.Second, 0.99 }),
		},
		"lease": {
			vary("good clocks", func(c *lease) { c.ClockError, c.Loss = 0, 0.3 }),
			vary("one renewal", func(c *lease) { c.Interval, c.Loss = c.TTL, 0.5 }),
		},
		"chen-s": {
			vary("late beats", func(c *chenS) { c.Loss, c.Delay = 0.2, exponential(0.7) }),
			vary("no shift", func(c *chenS) { c.Loss, c.Shift = 0.5, 0 }),
		},
		"chen-e": {
			vary("late beats", func(c *chenE) { c.Loss, c.Delay = 0.2, exponential(0.7) }),
			vary("no margin", func(c *chenE) { c.Loss, c.Margin, c.Delay = 0.5, 0, exponential(0.1) }),
		},
		"phi": {
			vary("half the beats lost", func(c *phi) { c.Loss = 0.5 }),
			vary("exponential", func(c *phi) {
				c.Form, c.Threshold, c.Loss, c.Delay = "exponential", 2, 0.5, exponential(0.3)
			}),
			vary("hasty", func(c *phi) { c.Threshold, c.Pause, c.Loss = 1, new(unit.Duration(0)), 0.3 }),
		},
	}
}
