package ejection

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Share ejects at a look the nodes of whose tries since the last look a share has failed, where there were enough of
// them to say (Envoy's outlier detection, failure_percentage).
type Share struct {
	Above  unit.Ratio `key:"above" doc:"share of failed tries at and above which a node is ejected, above 0% to 100%"`
	Volume unit.Count `key:"volume" doc:"tries at a node between two looks below which nothing is said of it, 1 to 1M"`
}

var _ models.Ejection = Share{}

var shareRow = catalog.Define("failure-share",
	"Ejects nodes of whose tries since the last look a share has failed (Envoy).",
	Share{Above: 0.85, Volume: 50}, func(e Share) (models.Ejection, error) {
		var errs []error
		if !(e.Above > 0 && e.Above <= 1) {
			errs = append(errs, errors.New("above must be above 0% and up to 100%; write above: 85%"))
		}
		return e, errors.Join(append(errs, enough(e.Volume))...)
	}).WithExample("above: 85%, volume: 50")

// What is remembered of a node since the last look, for shares of any kind.
const (
	tries = iota
	failures
	kept // numbers
)

// Numbers is tries, and those that failed.
func (Share) Numbers() int { return kept }

// Hears counts.
func (Share) Hears(mine []float64, answered bool) bool {
	count(mine, answered)
	return false
}

// String says it in words.
func (e Share) String() string {
	return fmt.Sprintf("nodes where %s of at least %v tries since the last look have failed", e.Above.Percent(), e.Volume)
}

// Look judges each node by itself.
func (e Share) Look(all []float64, eject []bool) {
	for i := range eject {
		mine := all[kept*i : kept*(i+1)]
		eject[i] = mine[tries] >= float64(e.Volume) && mine[failures] >= float64(float64(e.Above)*mine[tries])
	}
	clear(all)
}

func count(mine []float64, answered bool) {
	if mine[tries]++; !answered {
		mine[failures]++
	}
}

// enough is the error of a volume that cannot be.
func enough(volume unit.Count) error {
	if volume < 1 || volume > 1e6 {
		return errors.New("volume must be from 1 to 1M; write volume: 50")
	}
	return nil
}
