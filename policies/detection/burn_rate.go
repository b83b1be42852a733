package detection

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// BurnRate alerts on how fast the error budget of a service is spent (B. Beyer et al., "The Site Reliability Workbook",
// O'Reilly 2018, chapter 5: multiple windows, multiple burn rates). A rule (B; W and w) fires when the error ratio over
// the long window W and that over the short window w both exceed B times the budget 1 − SLO.
//
// The error ratio is that of the requests to one service in the run: those sent to nodes that do not answer or fail a
// share, until balancers shun them; those refused because there is more to do than can be done; and those that fail
// with what the service needs or calls. What fails all the time comes on top. So a crash that is ejected within
// seconds, with capacity to spare, burns nothing worth an alert, however much throughput it takes; and errors of
// several incidents add up. Wrong answers are not errors, nor are late ones.
//
// Rules are looked at every evaluation, at instants that the run draws once. An alert names no culprit: all incidents
// under way because of which requests have failed within the longest window are noticed. It goes on while some rule
// holds; what begins to fail requests meanwhile is noticed at the next look.
//
// Units: windows in seconds. Cost: nothing while no request fails; one look ahead for each change of the error ratio,
// or for each hour where demand varies. There are no mistakes: the background is steady and below every limit.
type BurnRate struct {
	alert models.Alert
	sight
}

var (
	_ models.Detector = (*BurnRate)(nil)
	_ models.Adviser  = (*BurnRate)(nil)
	_ models.Meter    = (*BurnRate)(nil)
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
	Service    string        `key:"service" omit:"zero" doc:"whose requests; the first that users call if not given"`
	Sees       Sight         `key:"sees" doc:"how likely an incident is found when requests fail because of it, by effect"`
}

// Wrong answers count as good in a ratio of errors; slow nodes fail requests where they leave too little capacity.
var burnRateRow = catalog.Define("burn-rate",
	"Alerts where the requests that fail burn the error budget too fast; Site Reliability Workbook 2018.",
	BurnRateConfig{SLO: 0.999, Evaluation: 30 * unit.Second,
		Sees: Sight{Down: 1, Hang: 1, Slow: 1, Lossy: 1, Partition: 1}},
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
	rules := c.Rules
	if len(rules) == 0 {
		rules = usualBurns()
	}
	b := &BurnRate{sight: sees, alert: models.Alert{Every: sim.Duration(c.Evaluation), Lag: sim.Duration(c.Lag),
		Service: c.Service}}
	for _, r := range rules {
		if err := b.take(r, 1-float64(c.SLO), float64(c.Errors)); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// take adds a rule to the limits of the alert, less what fails all the time.
func (b *BurnRate) take(r Burn, budget, background float64) error {
	limit := float64(r.Factor * budget)
	switch {
	case !(r.Factor > 0) || math.IsInf(r.Factor, 1):
		return fmt.Errorf("factor is %g; it must be more than 0", r.Factor)
	case !(r.Short > 0 && r.Short <= r.Long) || math.IsInf(float64(r.Long), 1):
		return fmt.Errorf("short is %s and long %s; short must be more than 0 and not above long", r.Short, r.Long)
	case limit > 1:
		return fmt.Errorf("factor %g is more than a total outage burns, %.4g; lower it", r.Factor, 1/budget)
	case background >= limit:
		return fmt.Errorf("errors is %g, at which the rule with factor %g always fires; raise the factor or lower the slo",
			background, r.Factor)
	}
	b.alert.Limits = append(b.alert.Limits,
		models.Limit{Share: limit - background, Long: sim.Duration(r.Long), Short: sim.Duration(r.Short)})
	return nil
}

// Alert is when the rules fire.
func (b *BurnRate) Alert() models.Alert { return b.alert }

// Delay is never asked: see models.Meter.
func (b *BurnRate) Delay(models.Symptom) models.Wait { return models.Never() }

// Clear is 0: an alert accuses no node, so none has to be trusted again.
func (b *BurnRate) Clear() models.Wait { return models.Wait{} }

// Mistake never comes.
func (b *BurnRate) Mistake() models.Mistakes { return models.Unerring{} }

// Oversees is true: one service is watched, whatever nodes it loses.
func (b *BurnRate) Oversees() bool { return true }

// Advises is true: a service that burns its budget points at no node.
func (b *BurnRate) Advises() bool { return true }
