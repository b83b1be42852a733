package detection

import (
	"fmt"

	"nines/models"
	"nines/sim/unit"
)

// Sight says with which probability a detector can notice an effect on a node at all, under the names of
// models.Effect. It is drawn once per node and occurrence; what is not seen stays unseen until it ends.
type Sight struct {
	Down  unit.Ratio `key:"down" doc:"probability of noticing a node that is down"`
	Lossy unit.Ratio `key:"lossy" doc:"probability of noticing a node that fails some of its requests"`
}

// byEffect checks the probabilities and lists them in the order of models.Effect.
func (s Sight) byEffect() ([models.Effects]float64, error) {
	sees := [models.Effects]float64{models.Down: float64(s.Down), models.Lossy: float64(s.Lossy)}
	for e, p := range sees {
		if !(p >= 0 && p <= 1) {
			return sees, fmt.Errorf("sees %s is %g; write a probability from 0%% to 100%%", models.Effect(e), p)
		}
	}
	return sees, nil
}
