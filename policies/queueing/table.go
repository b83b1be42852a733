package queueing

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the disciplines that ship.
func Table() catalog.Table[models.Discipline] {
	return catalog.NewTable[models.Discipline]("queue discipline",
		fifoRow,
		lifoRow,
		adaptiveRow,
		codelRow,
		serverCodelRow,
		sharedRow,
	)
}
