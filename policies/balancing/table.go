package balancing

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the balancers that ship.
func Table() catalog.Table[models.Balancer] {
	return catalog.NewTable[models.Balancer]("balancing policy",
		idleQueueRow,
		jsqRow,
		choicesRow,
		randomRow,
		roundRobinRow,
		smoothRow,
		weightedRow,
		weightedLeastRow,
	)
}
