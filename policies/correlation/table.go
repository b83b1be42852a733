package correlation

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the correlators that ship.
func Table() catalog.Table[models.Correlator] {
	return catalog.NewTable[models.Correlator]("correlation policy",
		perfectRow,
		windowRow,
		noneRow,
	)
}
