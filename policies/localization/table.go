package localization

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the localizers that ship.
func Table() catalog.Table[models.Localizer] {
	return catalog.NewTable[models.Localizer]("localization policy",
		exactRow,
		errorReportsRow,
		logAnalysisRow,
		performanceMonitoringRow,
		dependencyGraphRow,
		recentChangeRow,
		humanRow,
	)
}
