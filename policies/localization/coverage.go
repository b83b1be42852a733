package localization

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/sim/unit"
)

// Coverage says, under the names of models.Effect, of which share of the faults with an effect one diagnosis names
// anybody. It is drawn anew for every diagnosis. A scenario writes one share for all effects (coverage: 70%) or
// overrides single ones (coverage: {slow: 40%}), and the others keep the default of the policy.
type Coverage struct {
	Down      unit.Ratio `key:"down" doc:"probability of explaining a node that is down"`
	Hang      unit.Ratio `key:"hang" doc:"probability of explaining a node that takes requests and finishes none"`
	Slow      unit.Ratio `key:"slow" doc:"probability of explaining a node that is slow"`
	Lossy     unit.Ratio `key:"lossy" doc:"probability of explaining a node that fails some of its requests"`
	Corrupt   unit.Ratio `key:"corrupt" doc:"probability of explaining a node that answers wrongly"`
	Partition unit.Ratio `key:"partition" doc:"probability of explaining a node that cannot be reached"`
}

// UnmarshalText reads one share for all effects.
func (c *Coverage) UnmarshalText(text []byte) error {
	share, err := unit.ParseRatio(string(text))
	*c = everything(share)
	return err
}

// everything is the same share of every effect.
func everything(share unit.Ratio) Coverage {
	return Coverage{Down: share, Hang: share, Slow: share, Lossy: share, Corrupt: share, Partition: share}
}

// coverage is a Coverage that has been checked.
type coverage [models.Effects]float64

// covers is the probability from the configuration.
func (c coverage) covers(x models.Alarm) float64 { return c[x.Symptom.Effect] }

// checked lists the probabilities in the order of models.Effect.
func (c Coverage) checked() (coverage, error) {
	by := coverage{
		models.Down: float64(c.Down), models.Hang: float64(c.Hang), models.Slow: float64(c.Slow),
		models.Lossy: float64(c.Lossy), models.Corrupt: float64(c.Corrupt), models.Partition: float64(c.Partition),
	}
	for e, p := range by {
		if !(p >= 0 && p <= 1) {
			return by, fmt.Errorf("coverage of %s is %g; write a probability from 0%% to 100%%", models.Effect(e), p)
		}
	}
	if by == (coverage{}) {
		return by, errors.New("coverage is 0 for every effect, so nothing would ever be found; " +
			"write for example coverage: 70%, or leave the policy out")
	}
	return by, nil
}

// Notation is how one share for all effects is written.
func (Coverage) Notation() unit.Notation { return unit.Ratio(0).Notation() }
