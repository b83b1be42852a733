package ejection

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Consecutive ejects a node at once when so many tries there in a row have failed (Envoy's outlier detection,
// consecutive_5xx).
type Consecutive struct {
	Failures unit.Count `key:"failures" doc:"failed tries in a row, from 1 to 1M"`
}

var _ models.Ejection = Consecutive{}

var consecutiveRow = catalog.Define("consecutive-failures",
	"Ejects a node when some tries there in a row have failed (Envoy).",
	Consecutive{Failures: 5}, func(e Consecutive) (models.Ejection, error) {
		if e.Failures < 1 || e.Failures > 1e6 {
			return nil, errors.New("failures must be from 1 to 1M; write failures: 5")
		}
		return e, nil
	}).WithExample("failures: 5")

// Numbers is failures in a row.
func (Consecutive) Numbers() int { return 1 }

// Hears counts failures.
func (e Consecutive) Hears(mine []float64, answered bool) bool {
	if answered {
		mine[0] = 0
		return false
	}
	mine[0]++
	return mine[0] >= float64(e.Failures)
}

// String says it in words.
func (e Consecutive) String() string {
	return fmt.Sprintf("nodes where %v tries in a row have failed", e.Failures)
}

// Look has nothing to look at.
func (Consecutive) Look([]float64, []bool) {}
