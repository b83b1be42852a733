package detection

import (
	"strings"
	"testing"

	"nines/sim/dist"
	"nines/sim/unit"
)

// Every impossible configuration is refused with the key and a remedy.
func TestDetectorsRefuse(t *testing.T) {
	of := func(err error) string {
		if err == nil {
			return "nothing"
		}
		return err.Error()
	}
	probe := func(change func(*ProbeConfig)) string {
		c := ProbeConfig{Interval: 10, Timeout: 1, Fall: 3, Rise: 2}
		change(&c)
		_, err := NewProbe(c)
		return of(err)
	}
	nodeLease := func(c NodeLeaseConfig) string { _, err := NewNodeLease(c); return of(err) }
	lease := func(c LeaseConfig) string { _, err := NewLease(c); return of(err) }
	chenS := func(c ChenSConfig) string { _, err := NewChenS(c); return of(err) }
	chenE := func(c ChenEConfig) string { _, err := NewChenE(c); return of(err) }
	phi := func(c PhiConfig) string { _, err := NewPhi(c); return of(err) }
	some, negative, late := unit.Second, -unit.Second, law(dist.NewConstant(0.2))
	for want, got := range map[string]string{
		"retry is 0 s; it must be more":            probe(func(c *ProbeConfig) { c.Retry = new(unit.Duration(0)) }),
		"timeout is 0 s; it must be more":          probe(func(c *ProbeConfig) { c.Timeout = 0 }),
		"fall is 0; write a whole number from 1":   probe(func(c *ProbeConfig) { c.Fall = 0 }),
		"rise is 101; write a whole number from 1": probe(func(c *ProbeConfig) { c.Rise = 101 }),
		"loss is 1; write a share":                 probe(func(c *ProbeConfig) { c.Loss = 1 }),
		"never 100 answers in a row; lower rise":   probe(func(c *ProbeConfig) { c.Loss, c.Rise = 0.9, 100 }),
		"sees hang is 2; write a probability":      probe(func(c *ProbeConfig) { c.Sees.Hang = 2 }),

		"interval 10s is not a whole number of looks of 3s; make": nodeLease(NodeLeaseConfig{
			Interval: 10, Look: 3, Grace: 40}),
		"interval 1s is not a whole number of looks": nodeLease(NodeLeaseConfig{Interval: 1, Look: 5, Grace: 40}),
		"look is 0 s; it must be more":               nodeLease(NodeLeaseConfig{Interval: 10, Grace: 40}),
		"grace 5s is below the interval 10s; raise":  nodeLease(NodeLeaseConfig{Interval: 10, Look: 5, Grace: 5}),

		"ttl 1s is below the interval 3s; raise":  lease(LeaseConfig{Interval: 3, TTL: 1}),
		"clock_error is -1 s; it must be 0":       lease(LeaseConfig{Interval: 3, TTL: 10, ClockError: -1}),
		"loss is 0.995; write a share from 0%":    lease(LeaseConfig{Interval: 3, TTL: 10, Loss: 0.995}),
		"no beat arrives within the shift":        chenS(ChenSConfig{Interval: 1, Shift: 0.1, Delay: late}),
		"more than the shift leaves room for; ra": chenS(ChenSConfig{Interval: 1, Shift: 0.1, Delay: exponential(1)}),
		"shift is -1 s; it must be 0 or more":     chenS(ChenSConfig{Interval: 1, Shift: -1}),
		"margin is -1 s; it must be 0 or more":    chenE(ChenEConfig{Interval: 1, Margin: -1}),
		"intervals; make it 1e+06 at most":        chenE(ChenEConfig{Interval: 1, Margin: 2_000_000}),

		`form is "fuzzy"; write normal or`:  phi(PhiConfig{Form: "fuzzy", Threshold: 8, Interval: 1}),
		"threshold is 0; write a number":    phi(PhiConfig{Form: normalForm, Interval: 1}),
		"pause belongs to the form normal":  phi(PhiConfig{Form: exponentialForm, Threshold: 8, Pause: &some}),
		"min_deviation belongs to the form": phi(PhiConfig{Form: exponentialForm, Threshold: 8, MinDeviation: &some}),
		"reached before the next beat can":  phi(PhiConfig{Form: exponentialForm, Threshold: 0.1, Interval: 1}),
		"pause is -1 s; it must be 0":       phi(PhiConfig{Form: normalForm, Threshold: 8, Interval: 1, Pause: &negative}),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the error is %s, want %q", got, want)
		}
	}
}
