package detection

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// BurnRate alerts on how fast the error budget of a service is spent (B. Beyer et al., "The Site Reliability Workbook",
// O'Reilly 2018, chapter 5: multiple windows, multiple burn rates). A rule (B; W and w) fires when the error ratio over
// the long window W and that over the short window w both exceed B times the budget 1 − SLO.
//
// The error ratio during an incident is its Impact, the share of the fleet's throughput that it took out at its onset,
// on top of what fails all the time. It begins as a step, so the ratio over a window of length W crosses the limit at
// W·(B·(1−SLO) − background)/impact, if it ever does, and the short window, being shorter, has crossed it by then. An
// incident that burns too slowly for every rule is not seen.
//
// The detector watches the service, not a node, and answers once for all nodes of an incident. Errors of two incidents
// do not add up. Slow answers are not errors, unless a scenario says that they are seen.
//
// Units: windows in seconds. Cost: one draw per answer; 0 for mistakes, of which there are none: the background is
// steady and below every limit.
type BurnRate struct {
	budget, background float64
	rules              []Burn
	look               dist.Law // time to the next evaluation
	lag                float64
	resolves           float64 // time after the end until the shortest window is below its limit again
	sight
}

var (
	_ models.Detector = (*BurnRate)(nil)
	_ models.Adviser  = (*BurnRate)(nil)
)

// Burn is one rule.
type Burn struct {
	Factor float64       `key:"factor" doc:"burn rate that fires, in budgets per period of the objective; above 0"`
	Long   unit.Duration `key:"long" doc:"window that shows that it matters, above 0"`
	Short  unit.Duration `key:"short" doc:"window that shows that it goes on, above 0 and not above long"`
}

// BurnRateConfig is what a user may choose.
type BurnRateConfig struct {
	SLO        unit.Ratio    `key:"slo" doc:"share of requests that shall succeed, below 100%"`
	Rules      []Burn        `key:"rules" doc:"(14.4; 1h, 5m), (6; 6h, 30m) and (1; 3d, 6h) if not given"`
	Errors     unit.Ratio    `key:"errors" doc:"share of requests that fail all the time, below the limit of every rule"`
	Evaluation unit.Duration `key:"evaluation" doc:"time between two looks at the rules, above 0"`
	Lag        unit.Duration `key:"lag" doc:"age of the numbers that are looked at"`
	Sees       Sight         `key:"sees" doc:"how likely an effect shows in the errors of the service, for each"`
}

// Slow and wrong answers count as good in a ratio of errors; the rest fails requests.
var burnRateRow = catalog.Define("burn-rate",
	"Alerts where the error budget burns too fast over a long and a short window; Site Reliability Workbook 2018.",
	BurnRateConfig{SLO: 0.999, Evaluation: 30 * unit.Second, Sees: Sight{Down: 1, Hang: 1, Lossy: 1, Partition: 1}},
	built(NewBurnRate)).
	WithExample("slo: 99.95%, rules: [ { factor: 14.4, long: 1h, short: 5m } ]")

// usualBurns are the rules that the source recommends.
func usualBurns() []Burn {
	return []Burn{
		{14.4, unit.Hour, 5 * unit.Minute}, {6, 6 * unit.Hour, 30 * unit.Minute}, {1, 3 * unit.Day, 6 * unit.Hour},
	}
}

// NewBurnRate checks a configuration.
func NewBurnRate(c BurnRateConfig) (*BurnRate, error) {
	if !(c.SLO >= 0 && c.SLO < 1) {
		return nil, fmt.Errorf("slo is %g; write a share below 100%%, or there is no budget to burn", float64(c.SLO))
	}
	sees, err := c.Sees.checked()
	if err = firstOf(err, positive("evaluation", c.Evaluation), within("errors", c.Errors, 1),
		notNegative("lag", c.Lag)); err != nil {
		return nil, err
	}
	b := &BurnRate{
		budget: 1 - float64(c.SLO), background: float64(c.Errors), rules: c.Rules,
		lag: float64(c.Lag), resolves: math.Inf(1), sight: sees,
	}
	if b.look, err = dist.NewUniform(0, float64(c.Evaluation)); err != nil {
		return nil, err
	}
	if len(b.rules) == 0 {
		b.rules = usualBurns()
	}
	for _, r := range b.rules {
		if err := b.take(r); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *BurnRate) take(r Burn) error {
	limit := float64(r.Factor * b.budget)
	switch {
	case !(r.Factor > 0) || math.IsInf(r.Factor, 1):
		return fmt.Errorf("factor is %g; it must be more than 0", r.Factor)
	case !(r.Short > 0 && r.Short <= r.Long) || math.IsInf(float64(r.Long), 1):
		return fmt.Errorf("short is %s and long %s; short must be more than 0 and not above long", r.Short, r.Long)
	case limit > 1:
		return fmt.Errorf("factor %g is more than a total outage burns, %.4g; lower it", r.Factor, 1/b.budget)
	case b.background >= limit:
		return fmt.Errorf("errors is %g, at which the rule with factor %g always fires; raise the factor or lower the slo",
			b.background, r.Factor)
	}
	b.resolves = min(b.resolves, float64(r.Short)*(1-(limit-b.background)))
	return nil
}

// fires is the time from the onset of a step of errors to the first rule that holds over both windows; +Inf: never.
func (b *BurnRate) fires(impact float64) float64 {
	first := math.Inf(1)
	for _, r := range b.rules {
		if step := float64(r.Factor*b.budget) - b.background; step <= impact {
			first = min(first, float64(r.Long)*step/impact)
		}
	}
	return first
}

// Sees is 0 for what burns too slowly.
func (b *BurnRate) Sees(x models.Symptom) float64 {
	if math.IsInf(b.fires(x.Impact), 1) {
		return 0
	}
	return b.sight.Sees(x)
}

// Delay is the time to cross a limit and be looked at.
func (b *BurnRate) Delay(x models.Symptom) models.Wait {
	return models.Wait{Plus: sim.Duration(b.fires(x.Impact) + b.lag), Law: b.look}
}

// Clear is the time until the shortest window is good again after a total outage; after a lesser one it would be
// shorter, which it cannot know. The alert that fired may have been of another rule.
func (b *BurnRate) Clear() models.Wait {
	return models.Wait{Plus: sim.Duration(b.resolves + b.lag), Law: b.look}
}

// Mistake never comes.
func (b *BurnRate) Mistake() models.Mistakes { return models.Unerring{} }

// Oversees is true: one service is watched, whatever nodes it loses.
func (b *BurnRate) Oversees() bool { return true }

// Advises is true: a service that burns its budget points at no node.
func (b *BurnRate) Advises() bool { return true }
