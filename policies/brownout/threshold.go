package brownout

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Threshold leaves out all optional work while more than so many requests are at the node.
type Threshold struct {
	Above unit.Count `key:"above" doc:"requests at a node, that whose turn comes among them, from 0 to 1M; 0: always"`
}

var _ models.Brownout = Threshold{}

var thresholdRow = catalog.Define("threshold",
	"Leaves out optional work while more than some requests are at the node.",
	Threshold{Above: 4}, func(b Threshold) (models.Brownout, error) {
		if b.Above < 0 || b.Above > 1e6 {
			return nil, errors.New("above must be from 0 to 1M; write above: 4")
		}
		return b, nil
	}).WithExample("above: 4")

// InFull is 1 or 0.
func (b Threshold) InFull(there int) float64 {
	if there > int(b.Above) {
		return 0
	}
	return 1
}

// String says it in words.
func (b Threshold) String() string {
	return fmt.Sprintf("while more than %v requests are there", b.Above)
}
