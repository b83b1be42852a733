package ejection

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the policies that ship.
func Table() catalog.Table[models.Ejection] {
	return catalog.NewTable[models.Ejection]("ejection policy",
		consecutiveRow,
		shareRow,
		outlierRow,
	)
}
