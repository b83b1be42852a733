package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
)

// Batched lets cases wait until there are enough of them for a journey, and then has another policy act on all of them.
// A treatment that fails is followed up at once: somebody is there. The last few cases of a run wait for its end. It is
// short for the guard batch on every rule of another policy; each rule gathers its own.
type Batched struct {
	Size int              `key:"size" doc:"cases that make a batch, 2 or more"`
	Then models.Recoverer `key:"then" doc:"policy for the batch"`
}

var batchedRow = catalog.Define("batched",
	"Waits until so many cases have come together, and then does what another policy says about each.",
	Batched{3, HandsOn{}}, NewBatched).WithExample("size: 5")

// NewBatched checks a configuration.
func NewBatched(c Batched) (models.Recoverer, error) {
	if c.Size < 2 || c.Size > models.MaxComponents {
		return nil, fmt.Errorf("size is %d; write 2 or more, or leave batched out", c.Size)
	}
	return guarded(c.Then, func(g *Guard) { g.Batch = c.Size })
}
