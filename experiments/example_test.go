package experiments_test

import (
	"context"
	"fmt"

	"nines/experiments"
	"nines/experiments/scenario"
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// Knock is a recoverer of one's own, the whole of it: it hits the machine, which helps one time in two, and hits again.
type Knock struct{ blow models.Action }

// KnockConfig is what a scenario may say: { policy: knock, takes: 2m }.
type KnockConfig struct {
	Takes dist.Law `key:"takes" doc:"time to walk there and hit"`
}

// NewKnock checks the configuration. What stands after the semicolon is shown as the remedy.
func NewKnock(c KnockConfig) (models.Recoverer, error) {
	if c.Takes == nil {
		return nil, fmt.Errorf("takes is not given; write for example takes: 2m")
	}
	return Knock{models.Action{Name: "blow", Takes: c.Takes, Clears: map[string]float64{"down": 0.5}}}, nil
}

// Actions are what it may do.
func (k Knock) Actions() []models.Action { return []models.Action{k.blow} }

// Recover is asked after each diagnosis and each failure.
func (k Knock) Recover(models.View, models.Suspect) models.Decision {
	return models.Decision{Action: 0}
}

// A program adds a policy of its own by handing on a table with one more row. The scenario language knows it from then
// on: its keys are read, checked, swept and written to the resolved scenario like those of the policies that ship.
func Example_privatePolicy() {
	catalogs := scenario.DefaultCatalogs()
	catalogs.Recovery = catalogs.Recovery.With(
		catalog.Define("knock", "Hits it; common practice.", KnockConfig{}, NewKnock))

	document, _ := scenario.Parse("workshop.yaml", []byte(`version: 1
time: { horizon: 1y }
topology: [ { level: node, count: 50 } ]
faults: { crash: { on: node, time_to_failure: 30d } }
detection: { instant: { policy: instant } }
localization: { policy: exact }
recovery: { policy: knock, takes: { dist: constant, value: 2m } }
services: { app: { runs_on: node, up_when: { at_least: 49 } } }
run: { replications: { min: 40, max: 40 } }
`))
	workshop, err := document.Compile(catalogs)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, _ := experiments.Run(context.Background(), workshop, experiments.Options{})
	blows, _ := r.Find("treatments", "fault:crash")
	crashes, _ := r.Find("incidents", "fault:crash")
	mttr, _ := r.Find("mttr", "fault:crash")
	fmt.Printf("%.1f blows per crash, %.0f s each\n", blows.Mean/crashes.Mean, mttr.Mean*crashes.Mean/blows.Mean)

	// Output:
	// 2.0 blows per crash, 120 s each
}
