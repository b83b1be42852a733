package recovery

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the recoverers that ship.
func Table() catalog.Table[models.Recoverer] {
	return catalog.NewTable[models.Recoverer]("recovery policy",
		repairRow,
		restartRow,
		rebootRow,
		reimageRow,
		replaceRow,
		restoreRow,
		backupRow,
		failoverRow,
		rollbackRow,
		autoscaleRow,
		ladderRow,
		lazyRow,
		batchedRow,
		evictRow,
		limitedRow,
		mitigateFirstRow,
	)
}
