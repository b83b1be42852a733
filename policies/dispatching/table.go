package dispatching

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the dispatchers that ship.
func Table() catalog.Table[models.Dispatcher] {
	return catalog.NewTable[models.Dispatcher]("dispatch policy",
		fifoRow,
		priorityRow,
		shortestRow,
		widestRow,
		endangeredRow,
	)
}
