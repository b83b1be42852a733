package detection

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the detectors that ship.
func Table() catalog.Table[models.Detector] {
	return catalog.NewTable[models.Detector]("detection policy",
		instantRow,
		heartbeatRow,
		probeRow,
		nodeLeaseRow,
		leaseRow,
		chenSRow,
		chenERow,
		phiRow,
		humanRow,
		burnRateRow,
		consistencyRow,
		outlierRow,
		monitoringRow,
		gossipRow,
		swimRow,
	)
}
