package detection

import (
	"testing"

	"nines/models"
	"nines/sim/unit"
)

func outlierWith(change func(*OutlierConfig)) OutlierConfig {
	c := OutlierConfig{
		Requests: 100, Consecutive: 5, Errors: 0.001, Sweep: 10, Ejection: 30, Longest: 300, Timeout: 15, Typical: 600,
		Sees: Sight{Down: 1, Hang: 1, Lossy: 1, Partition: 1},
	}
	change(&c)
	return c
}

func TestOutlierRefuses(t *testing.T) {
	refuses(t, NewOutlier, map[string]OutlierConfig{
		"requests is 0/s; it must be more than 0":   outlierWith(func(c *OutlierConfig) { c.Requests = 0 }),
		"consecutive is 0; write a whole number":    outlierWith(func(c *OutlierConfig) { c.Consecutive = 0 }),
		"errors is 0.95; write a share from 0% to":  outlierWith(func(c *OutlierConfig) { c.Errors = 0.95 }),
		"sweep is 0 s; it must be":                  outlierWith(func(c *OutlierConfig) { c.Sweep = 0 }),
		"ejection is -1 s; it must be":              outlierWith(func(c *OutlierConfig) { c.Ejection = -1 }),
		"typical is 0 s; it must be":                outlierWith(func(c *OutlierConfig) { c.Typical = 0 }),
		"longest is 20s; it must be the first ej":   outlierWith(func(c *OutlierConfig) { c.Longest = 20 }),
		"longest 84h is more than 10,000 times the": outlierWith(func(c *OutlierConfig) { c.Longest = 302_400 }),
		"sweep 1ns is below a 100 millionth of lon": outlierWith(func(c *OutlierConfig) { c.Sweep = 1e-9 }),
		"typical 1000y is more than 100 million ti": outlierWith(func(c *OutlierConfig) { c.Typical = 1000 * unit.Year }),
		"timeout is -1 s; it must be 0 or more":     outlierWith(func(c *OutlierConfig) { c.Timeout = -1 }),
		"sees slow is 0.5, but slow answers are no": outlierWith(func(c *OutlierConfig) { c.Sees.Slow = 0.5 }),
		"sees down is -1; write a probability":      outlierWith(func(c *OutlierConfig) { c.Sees.Down = -1 }),
	})
}

// The share is rounded down, one node may be ejected all the same, and what is whole stays whole: 29 % of 100.
func TestOutlierEjectsAShare(t *testing.T) {
	for _, c := range []struct {
		share     unit.Ratio
		always    bool
		nodes, at int
	}{{0.1, true, 10, 1}, {0.1, true, 19, 1}, {0.1, true, 20, 2}, {0.1, false, 9, 0}, {0.1, true, 9, 1}, {0, true, 50, 1},
		{0.29, false, 100, 29}, {1, false, 7, 7}, {0.5, true, 3, 1}} {
		o := sound(t, NewOutlier, outlierWith(func(x *OutlierConfig) { x.AtMost, x.AlwaysOne = c.share, c.always }))
		if got := o.Most(c.nodes); got != c.at {
			t.Errorf("%s of %d nodes, always one %v: %d, want %d", c.share, c.nodes, c.always, got, c.at)
		}
	}
}

// A balancer sees a failing node by its errors alone: what fails none, or too few to ever fail five in a row, goes
// unnoticed.
func TestOutlierSeesErrors(t *testing.T) {
	o := sound(t, NewOutlier, outlierWith(func(c *OutlierConfig) { c.Sees.Corrupt = 0.5 }))
	for x, want := range map[models.Symptom]float64{
		{Effect: models.Hang, Loss: 1}: 1, {Effect: models.Lossy, Loss: 0.05}: 1, {Effect: models.Lossy, Loss: 1e-4}: 0,
		{Effect: models.Slow, Slow: 9}: 0, {Effect: models.Corrupt}: 0, {Effect: models.Corrupt, Loss: 0.5}: 0.5,
	} {
		if got := o.Sees(x); got != want {
			t.Errorf("sees %+v with probability %g, want %g", x, got, want)
		}
	}
	slow := sound(t, NewOutlier, outlierWith(func(c *OutlierConfig) { c.Requests = unit.Rate(1. / 86400) }))
	if got := slow.Sees(models.Symptom{Effect: models.Lossy, Loss: 0.03}); got != 0 {
		t.Errorf("sees with probability %g what takes 10,000 years", got)
	}
}
