package shedding

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the policies that ship.
func Table() catalog.Table[models.Shedding] {
	return catalog.NewTable[models.Shedding]("shedding policy",
		linearRow,
		utilizationRow,
	)
}
