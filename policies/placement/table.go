package placement

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the placements that ship.
func Table() catalog.Table[models.Placer] {
	return catalog.NewTable[models.Placer]("placement policy",
		blocksRow,
		copysetRow,
		randomRow,
		ringRow,
		spreadRow,
		listedRow,
	)
}
