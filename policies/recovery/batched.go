package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
)

// Batched lets cases wait until there are enough of them for a journey, and then has the policy inside it act on all of
// them. A treatment that fails is followed up at once: somebody is there. The last few cases of a run wait for its end.
type Batched struct {
	onward
	size int
}

// BatchedConfig is what a user may choose.
type BatchedConfig struct {
	Size int              `key:"size" doc:"cases that make a batch, 2 or more"`
	Then models.Recoverer `key:"then" doc:"policy for the batch"`
}

var batchedRow = catalog.Define("batched",
	"Waits until so many cases have come together, and then does what another policy says about each.",
	BatchedConfig{3, HandsOn{}}, NewBatched).WithExample("size: 5")

// NewBatched checks a configuration.
func NewBatched(c BatchedConfig) (models.Recoverer, error) {
	if c.Size < 2 || c.Size > models.MaxComponents {
		return nil, fmt.Errorf("size is %d; write 2 or more, or leave batched out", c.Size)
	}
	return &Batched{before(c.Then, 0), c.Size}, nil
}

// Recover holds a case while too few others are on hold. What would be left alone does not count.
func (b *Batched) Recover(v models.View, x models.Suspect) models.Decision {
	d := b.recover(v, x)
	if d.Treatment == models.Leave || x.Attempt > 0 || v.Held()+1 >= b.size {
		return d
	}
	return models.Decision{Treatment: models.Hold}
}
