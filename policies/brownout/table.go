package brownout

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the policies that ship.
func Table() catalog.Table[models.Brownout] {
	return catalog.NewTable[models.Brownout]("brown-out policy",
		thresholdRow,
		linearRow,
	)
}
