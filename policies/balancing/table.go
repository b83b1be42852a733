package balancing

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the balancers that ship.
func Table() catalog.Table[models.Balancer] {
	return catalog.NewTable[models.Balancer]("balancing policy",
		boundedRow,
		idleQueueRow,
		jumpRow,
		jsqRow,
		leastWorkRow,
		maglevRow,
		peakRow,
		choicesRow,
		randomRow,
		rendezvousRow,
		ringRow,
		roundRobinRow,
		shuffleRow,
		smoothRow,
		subsettingRow,
		weightedRow,
		weightedLeastRow,
		zoneRow,
	)
}
