package recovery_test

import (
	"strings"
	"testing"

	"nines/models"
	"nines/policies/recovery"
	"nines/sim/unit"
)

// The pace is that of Kubernetes unless a user says otherwise, and what cannot be one is refused with the remedy.
func TestEvictHasAPace(t *testing.T) {
	usual := models.Pace{Rate: 0.1, Part: 0.55, Slow: 0.01, Large: 50}
	if got := row(t, "evict", "evict", func(*recovery.Evict) {}).Pace; got != usual {
		t.Errorf("%+v, want %+v", got, usual)
	}
	own := models.Pace{Per: "rack", Rate: 2, Part: 1, Slow: 2}
	if got := row(t, "evict", "evict", func(c *recovery.Evict) {
		c.Per, c.Rate, c.Unhealthy, c.Secondary, c.Large = "rack", 2, 1, 2, 0
	}).Pace; got != own {
		t.Errorf("%+v, want %+v", got, own)
	}
	entry, _ := recovery.Actions().Find("evict")
	for want, change := range map[string]func(c *recovery.Evict){
		"toleration is negative; write for example 300s":    func(c *recovery.Evict) { c.Toleration = -unit.Second },
		"rate is 0/s; write one above 0, as in 0.1/s":       func(c *recovery.Evict) { c.Rate = 0 },
		"unhealthy is 0%; write a share above 0%":           func(c *recovery.Evict) { c.Unhealthy = 0 },
		"secondary is 1/s; write a rate from 0/s to the":    func(c *recovery.Evict) { c.Secondary = 1 },
		"large is -1; write a number of nodes":              func(c *recovery.Evict) { c.Large = -1 },
		"evict serves elsewhere and mends nothing; leave i": func(c *recovery.Evict) { c.On = "rack" },
	} {
		_, err := entry.Build(func(config any) error {
			change(config.(*recovery.Evict))
			return nil
		})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
