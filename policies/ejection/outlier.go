package ejection

import (
	"errors"
	"fmt"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Outlier ejects at a look the nodes that do worse than others: whose share of answered tries since the last look is
// below the mean of all nodes by Deviations times their standard deviation. Only nodes with Volume tries count, and
// nothing is said unless there are Hosts of them (Envoy's outlier detection, success_rate). Of n nodes none can be
// farther from the mean than √(n − 1) standard deviations: with 1.9 of them it takes five to find one.
type Outlier struct {
	Deviations float64    `key:"deviations" doc:"standard deviations below the mean, above 0 and up to 10"`
	Volume     unit.Count `key:"volume" doc:"tries at a node between two looks below which it does not count, 1 to 1M"`
	Hosts      unit.Count `key:"hosts" doc:"nodes that count below which nothing is said, from 3 to 1M"`
}

var _ models.Ejection = Outlier{}

var outlierRow = catalog.Define("success-rate",
	"Ejects nodes that answer a smaller share of tries than others, by their standard deviation (Envoy).",
	Outlier{Deviations: 1.9, Volume: 100, Hosts: 5}, func(e Outlier) (models.Ejection, error) {
		errs := []error{enough(e.Volume)}
		if !(e.Deviations > 0 && e.Deviations <= 10) {
			errs = append(errs, errors.New("deviations must be above 0 and up to 10; write deviations: 1.9"))
		}
		if e.Hosts < 3 || e.Hosts > 1e6 {
			errs = append(errs, errors.New("hosts must be from 3 to 1M; write hosts: 5"))
		}
		return e, errors.Join(errs...)
	}).WithExample("deviations: 1.9, volume: 100, hosts: 5")

// Numbers is tries, and those that failed.
func (Outlier) Numbers() int { return kept }

// Hears counts.
func (Outlier) Hears(mine []float64, answered bool) bool {
	count(mine, answered)
	return false
}

// String says it in words.
func (e Outlier) String() string {
	return fmt.Sprintf("nodes whose share of answered tries is %g standard deviations below the mean of at least %v "+
		"nodes with %v tries each since the last look", e.Deviations, e.Hosts, e.Volume)
}

// Look compares nodes.
func (e Outlier) Look(all []float64, eject []bool) {
	hosts, total, squares := 0.0, 0.0, 0.0
	for i := range eject {
		if rate, ok := e.rate(all, i); ok {
			hosts++
			total += rate
		}
	}
	mean := total / hosts
	for i := range eject {
		if rate, ok := e.rate(all, i); ok {
			squares += float64((rate - mean) * (rate - mean))
		}
	}
	least := mean - float64(e.Deviations*math.Sqrt(squares/hosts))
	for i := range eject {
		rate, ok := e.rate(all, i)
		eject[i] = ok && hosts >= float64(e.Hosts) && rate < least
	}
	clear(all)
}

// rate is the share of answered tries at a node, if there were enough.
func (e Outlier) rate(all []float64, node int) (share float64, ok bool) {
	mine := all[kept*node : kept*(node+1)]
	if mine[tries] < float64(e.Volume) {
		return 0, false
	}
	return 1 - mine[failures]/mine[tries], true
}
