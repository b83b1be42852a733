package traffic

import (
	"nines/models"
	"nines/sim/catalog"
)

// Numbers lists the laws of how many requests a user sends.
func Numbers() catalog.Table[models.Number] {
	return catalog.NewTable[models.Number]("law of a number",
		alwaysRow,
		geometricRow,
		listedRow,
	)
}
