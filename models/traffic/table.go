package traffic

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the processes by which requests come.
func Table() catalog.Table[models.Arrivals] {
	return catalog.NewTable[models.Arrivals]("arrival process",
		poissonRow,
		regularRow,
		burstsRow,
		traceRow,
		closedRow,
	)
}
