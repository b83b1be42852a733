package policytest_test

import (
	"nines/policies/detection"
	"nines/policies/policytest"
	"nines/sim/unit"
)

// vary is a variation of a configuration of type C.
func vary[C any](name string, change func(*C)) policytest.Variation {
	return policytest.Variation{Name: name, Fill: func(config any) error {
		change(config.(*C))
		return nil
	}}
}

// serviceVariations are for the detectors that look at a service, its data or its signals.
func serviceVariations() map[string][]policytest.Variation {
	type consistency = detection.ConsistencyConfig
	type monitoring = detection.MonitoringConfig
	return map[string][]policytest.Variation{
		"consistency": {
			vary("random gaps", func(c *consistency) { c.Gaps, c.Coverage = new("random"), 0.01 }),
			vary("reads", func(c *consistency) { c.Mode, c.Reads = "read", new(unit.Rate(100)) }),
			vary("replicas", func(c *consistency) { c.Mode, c.Every = "replicas", new(unit.Hour) }),
			vary("sees more", func(c *consistency) { c.Sees = detection.Sight{Lossy: 0.5, Slow: 0.1} }),
		},
		"human": {vary("crying wolf", func(c *detection.HumanConfig) { c.FalseAlarms = 10 })},
		"monitoring": {
			vary("noisy", func(c *monitoring) { c.Hold, c.Threshold = 0, 0.5 }),
			vary("two of five", func(c *monitoring) { c.Above, c.Of, c.Correlation, c.Signal = 2, 5, 0.9, "errors" }),
			vary("false alarms as seen", func(c *monitoring) { c.FalseAlarms = new(unit.Rate(1e-6)) }),
			vary("none", func(c *monitoring) { c.FalseAlarms = new(unit.Rate(0)) }),
			vary("held for long", func(c *monitoring) { c.Hold = unit.Hour }),
		},
		"swim": {
			vary("much loss", func(c *detection.SwimConfig) { c.Loss, c.Multiplier = 0.3, 1 }),
			vary("no suspicion", func(c *detection.SwimConfig) { c.Loss, c.Multiplier, c.Indirect = 0.1, 0, 0 }),
			vary("many confirmations", func(c *detection.SwimConfig) { c.Multiplier, c.FanOut = 12, 100 }),
		},
		"gossip": {
			vary("to everybody", func(c *detection.GossipConfig) { c.FanOut, c.Loss = 100, 0.5 }),
			vary("hasty", func(c *detection.GossipConfig) { c.Timeout, c.Loss = 12, 0.2 }),
		},
		"outlier": {
			vary("few requests", func(c *detection.OutlierConfig) { c.Requests, c.Errors = 0.01, 0.1 }),
			vary("no errors", func(c *detection.OutlierConfig) { c.Errors, c.Timeout = 0, 0 }),
			vary("a long run of many errors", func(c *detection.OutlierConfig) {
				c.Consecutive, c.Errors, c.Requests = 50, 0.8, 1e6
			}),
			vary("the first error", func(c *detection.OutlierConfig) { c.Consecutive, c.Typical = 1, 30*unit.Day }),
		},
		"burn-rate": {vary("one rule", func(c *detection.BurnRateConfig) {
			c.SLO, c.Rules = 0.5, []detection.Burn{{Factor: 1.5, Long: 10, Short: 10}}
		})},
	}
}
