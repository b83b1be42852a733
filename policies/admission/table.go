package admission

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the policies that ship.
func Table() catalog.Table[models.Admission] {
	return catalog.NewTable[models.Admission]("admission policy",
		breakerRow,
		throttleRow,
		aimdRow,
		gradientRow,
		fixedRow,
	)
}
