package detection_test

import (
	"fmt"

	"nines/models"
	"nines/policies/detection"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Patrol is a detector of one's own: somebody walks by every node in turn and looks. It misses nothing that is down,
// sees nothing else, and is never mistaken.
type Patrol struct{ round dist.Law }

// PatrolConfig is what a scenario may say: { policy: patrol, round: 8h }.
type PatrolConfig struct {
	Round unit.Duration `key:"round" doc:"time from one look at a node to the next, above 0"`
}

// NewPatrol checks the configuration. What stands after the semicolon is shown as the remedy.
func NewPatrol(c PatrolConfig) (models.Detector, error) {
	if !(c.Round > 0) {
		return nil, fmt.Errorf("round is %g s; it must be more than 0", float64(c.Round))
	}
	round, err := dist.NewUniform(0, float64(c.Round))
	return Patrol{round}, err
}

// Sees is 1 for what can be seen from outside.
func (p Patrol) Sees(x models.Symptom) float64 {
	if x.Effect == models.Down {
		return 1
	}
	return 0
}

// Delay is uniform over a round: faults pay no heed to the patrol.
func (p Patrol) Delay(models.Symptom) models.Wait { return models.Wait{Law: p.round} }

// Clear is uniform over a round too.
func (p Patrol) Clear() models.Wait { return models.Wait{Law: p.round} }

// Mistake never comes.
func (p Patrol) Mistake() models.Mistakes { return models.Unerring{} }

// A program adds a policy of its own by adding a row to the table that it hands on. Nothing is registered: the table
// that ships stays as it is, and the private row is listed, described, decoded, suggested and tested like any other.
func Example_privateRow() {
	row := catalog.Define("patrol", "Somebody walks by and looks.", PatrolConfig{Round: 8 * unit.Hour}, NewPatrol)
	table := detection.Table().With(row)

	_, found := table.Find("patrol")
	fmt.Println(found, len(table.Names())-len(detection.Table().Names()))
	for _, p := range row.Params() {
		fmt.Printf("%s (%v): %s\n", p.Key, p.Default, p.Doc)
	}
	patrol, _ := row.Build(func(config any) error { // as the decoder does for { policy: patrol, round: 1h }
		config.(*PatrolConfig).Round = unit.Hour
		return nil
	})
	s := rng.Open(rng.Key{Seed: 1})
	down := models.Symptom{Effect: models.Down, Loss: 1}
	fmt.Printf("a node that is down is seen after %.0f s\n", patrol.Delay(down).Sample(&s))
	_, err := row.Build(func(config any) error {
		config.(*PatrolConfig).Round = 0
		return nil
	})
	fmt.Println(err)

	// Output:
	// true 1
	// round (8h): time from one look at a node to the next, above 0
	// a node that is down is seen after 1659 s
	// round is 0 s; it must be more than 0
}
