package hedging

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the policies that ship.
func Table() catalog.Table[models.Hedging] {
	return catalog.NewTable[models.Hedging]("hedging policy",
		fixedRow,
		quantileRow,
	)
}
