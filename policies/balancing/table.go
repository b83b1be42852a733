package balancing

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the balancers that ship.
func Table() catalog.Table[models.Splitter] {
	return catalog.NewTable[models.Splitter]("balancing policy",
		randomRow,
		roundRobinRow,
		weightedRow,
	)
}
