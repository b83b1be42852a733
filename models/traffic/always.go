package traffic

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Always is the same number each time.
type Always struct {
	Value unit.Count `key:"value" doc:"that number, from 1 to 1M"`
}

var _ models.Number = Always{}

var alwaysRow = catalog.Define("constant",
	"Always the same number; a number is short for it.",
	Always{Value: 10}, func(n Always) (models.Number, error) {
		if n.Value < 1 || n.Value > 1e6 {
			return nil, errors.New("value must be from 1 to 1M; write value: 10")
		}
		return n, nil
	}).WithExample("value: 10")

// Draw draws nothing.
func (n Always) Draw(*rng.Stream) int32 { return int32(n.Value) }

// Mean is that number.
func (n Always) Mean() float64 { return float64(n.Value) }

// String is that number.
func (n Always) String() string { return n.Value.String() }
