package detection

import (
	"fmt"

	"nines/models"
	"nines/sim/unit"
)

// Sight says with which probability a detector can notice an effect on a node at all, under the names of
// models.Effect. It is drawn once per node and occurrence; what is not seen stays unseen until it ends. A scenario
// overrides single effects, the others keep the default of the policy.
type Sight struct {
	Down      unit.Ratio `key:"down" doc:"probability of noticing a node that is down"`
	Hang      unit.Ratio `key:"hang" doc:"probability of noticing a node that takes requests and finishes none"`
	Slow      unit.Ratio `key:"slow" doc:"probability of noticing a node that is slow"`
	Lossy     unit.Ratio `key:"lossy" doc:"probability of noticing a node that fails some of its requests"`
	Corrupt   unit.Ratio `key:"corrupt" doc:"probability of noticing a node that answers wrongly"`
	Partition unit.Ratio `key:"partition" doc:"probability of noticing a node that cannot be reached"`
}

// sight is a Sight that has been checked. Detectors embed it for their Sees.
type sight struct {
	by    [models.Effects]float64
	hears bool // only what the node sends matters: a cut of what is sent to it goes unnoticed
}

// checked lists the probabilities in the order of models.Effect.
func (s Sight) checked() (sight, error) { return s.checkedAs("sees") }

// checkedAs is checked for another key.
func (s Sight) checkedAs(key string) (sight, error) {
	by := [models.Effects]float64{
		models.Down: float64(s.Down), models.Hang: float64(s.Hang), models.Slow: float64(s.Slow),
		models.Lossy: float64(s.Lossy), models.Corrupt: float64(s.Corrupt), models.Partition: float64(s.Partition),
	}
	for e, p := range by {
		if !(p >= 0 && p <= 1) {
			return sight{}, fmt.Errorf("%s %s is %g; write a probability from 0%% to 100%%", key, models.Effect(e), p)
		}
	}
	return sight{by: by}, nil
}

// Sees is the probability from the configuration.
func (s sight) Sees(x models.Symptom) float64 {
	if s.hears && x.Effect == models.Partition && x.Cut == models.Inbound {
		return 0
	}
	return s.by[x.Effect]
}
