package alarm

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the alarm policies that ship.
func Table() catalog.Table[models.Agreement] {
	return catalog.NewTable[models.Agreement]("alarm policy",
		anyRow,
		allRow,
		quorumRow,
	)
}
