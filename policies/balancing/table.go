package balancing

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the balancers that ship.
func Table() catalog.Table[models.Balancer] {
	return catalog.NewTable[models.Balancer]("balancing policy",
		idleQueueRow,
		jumpRow,
		jsqRow,
		leastWorkRow,
		peakRow,
		choicesRow,
		randomRow,
		rendezvousRow,
		ringRow,
		roundRobinRow,
		smoothRow,
		weightedRow,
		weightedLeastRow,
	)
}
