package policytest_test

import (
	"fmt"
	"maps"
	"strconv"
	"testing"

	"nines/models"
	"nines/models/traffic"
	"nines/policies/admission"
	"nines/policies/alarm"
	"nines/policies/balancing"
	"nines/policies/brownout"
	"nines/policies/correlation"
	"nines/policies/detection"
	"nines/policies/dispatching"
	"nines/policies/ejection"
	"nines/policies/hedging"
	"nines/policies/localization"
	"nines/policies/placement"
	"nines/policies/policytest"
	"nines/policies/queueing"
	"nines/policies/recovery"
	"nines/policies/retrying"
	"nines/policies/shedding"
	"nines/sim/dist"
	"nines/sim/unit"
)

func TestDetectors(t *testing.T) {
	variations := serviceVariations()
	maps.Copy(variations, beatVariations())
	policytest.Rows(t, detection.Table(), variations, policytest.Detector)
}

func TestAgreements(t *testing.T) {
	policytest.Rows(t, alarm.Table(), nil, policytest.Votes)
}

func TestLocalizers(t *testing.T) {
	policytest.Rows(t, localization.Table(), nil, policytest.Localizer)
}

func TestCorrelators(t *testing.T) {
	policytest.Rows(t, correlation.Table(), nil, policytest.Correlator)
}

func TestDispatchers(t *testing.T) {
	ordered := policytest.Variation{Name: "two causes", Fill: func(config any) error {
		config.(*dispatching.PriorityConfig).Order = []string{"power", "disk"}
		return nil
	}}
	policytest.Rows(t, dispatching.Table(), map[string][]policytest.Variation{"priority": {ordered}},
		policytest.Dispatcher)
}

func TestRecoverers(t *testing.T) {
	policytest.Rows(t, recovery.Table(), recoveries(), policytest.Recoverer)
}

func TestBalancers(t *testing.T) {
	policytest.Rows(t, balancing.Table(), nil, policytest.Balancer)
}

func TestAdmission(t *testing.T) {
	policytest.Rows(t, admission.Table(), nil, policytest.Admission)
}

func TestEjections(t *testing.T) {
	policytest.Rows(t, ejection.Table(), nil, policytest.Ejection)
}

func TestBrownouts(t *testing.T) {
	policytest.Rows(t, brownout.Table(), nil, policytest.Brownout)
}

func TestPlacers(t *testing.T) {
	listed := policytest.Variation{Name: "in turns", Fill: func(c any) error {
		for i := range 600 {
			rack, node := i%4+1, i/4%3+1
			c.(*placement.Listed).File.Rows = append(c.(*placement.Listed).File.Rows, placement.Row{Cells: 2,
				Group: strconv.Itoa(i / 3), Node: fmt.Sprintf("rack-%d/node-%d", rack, node)})
		}
		return nil
	}}
	policytest.Rows(t, placement.Table(), map[string][]policytest.Variation{
		"spread": {{"over racks", func(c any) error { c.(*placement.Spread).Level = "rack"; return nil }}},
		"table":  {listed},
		"blocks": {{"apart", func(c any) error { c.(*placement.Blocks).Apart = "rack"; return nil }}},
	}, policytest.Placer)
}

func TestSheddings(t *testing.T) {
	policytest.Rows(t, shedding.Table(), nil, policytest.Shedding)
}

func TestDisciplines(t *testing.T) {
	policytest.Rows(t, queueing.Table(), nil, policytest.Discipline)
}

func TestHedging(t *testing.T) {
	policytest.Rows(t, hedging.Table(), nil, policytest.Hedging)
}

func TestRetries(t *testing.T) {
	policytest.Rows(t, retrying.Table(), nil, policytest.Backoff)
	policytest.Rows(t, retrying.Budgets(), nil, policytest.RetryBudget)
}

func TestArrivals(t *testing.T) {
	users := policytest.Variation{Name: "ten users", Fill: func(config any) error {
		think, err := dist.NewExponential(5)
		*config.(*traffic.Closed) = traffic.Closed{Count: 10, Think: think}
		return err
	}}
	record := policytest.Variation{Name: "six requests", Fill: func(config any) error {
		config.(*traffic.Trace).File.Columns = [][]float64{{3, 4, 4, 9, 10, 20}}
		return nil
	}}
	policytest.Rows(t, traffic.Table(), map[string][]policytest.Variation{"closed": {users}, "trace": {record}},
		policytest.Arrivals)
}

func TestNumbers(t *testing.T) {
	three := policytest.Variation{Name: "three", Fill: func(config any) error {
		config.(*traffic.Listed).Shares = []unit.Ratio{0.5, 0, 0.5}
		return nil
	}}
	policytest.Rows(t, traffic.Numbers(), map[string][]policytest.Variation{"listed": {three}}, policytest.Number)
}

// Policies that differ in what they send to a single request may not differ in rates, and weights must count by node.
func TestSharesByHand(t *testing.T) {
	groups := []models.Group{
		{Class: 0, Nodes: 18, Weight: 1, Throughput: 2000}, {Class: 1, Nodes: 2, Weight: 2, Throughput: 900},
	}
	for _, c := range []struct {
		name string
		b    models.Splitter
		want [2]float64
	}{
		{"random", balancing.Random{}, [2]float64{18. / 20, 2. / 20}},
		{"round-robin", balancing.RoundRobin{}, [2]float64{18. / 20, 2. / 20}},
		{"weighted", balancing.Weighted{}, [2]float64{18. / 22, 4. / 22}},
	} {
		var share [2]float64
		c.b.Split(models.Sketch(true), groups, share[:])
		if share != c.want {
			t.Errorf("%s: shares %v, want %v", c.name, share, c.want)
		}
	}
}

func exponential(mean float64) dist.Law { return must(dist.NewExponential(mean)) }
func constant(value float64) dist.Law   { return must(dist.NewConstant(value)) }

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}
