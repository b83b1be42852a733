package recovery

import (
	"nines/models"
	"nines/sim/catalog"
)

// Actions lists the actions that ship: what the rules of a runbook do, each of which is short, too, for the runbook
// that does nothing else.
func Actions() catalog.Table[Action] {
	return catalog.NewTable[Action]("recovery action",
		repairRow,
		restartRow,
		rebootRow,
		reimageRow,
		replaceRow,
		restoreRow,
		backupRow,
		rollbackRow,
		autoscaleRow,
		evictRow,
		failoverRow,
		drainRow,
		customRow,
	)
}

// Table lists the recoverers that ship besides: ways to write runbooks in short.
func Table() catalog.Table[models.Recoverer] {
	return catalog.NewTable[models.Recoverer]("recovery policy",
		ladderRow,
		lazyRow,
		batchedRow,
		limitedRow,
		mitigateFirstRow,
	)
}
