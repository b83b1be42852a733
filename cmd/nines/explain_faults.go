package main

import (
	"nines/models"
	"nines/models/failure"
	"nines/sim/unit"
)

// afterRepair says what age a repair leaves, unless it makes its target new.
func afterRepair(f *models.Fault) string {
	switch x, aging := f.Failure.(failure.Imperfect); {
	case !aging:
		return ""
	case x.Whole:
		return ", a repair leaves " + unit.Ratio(x.Kept).Percent() + " of the age"
	case x.Kept == 1:
		return ", a repair leaves the age"
	default:
		return ", a repair leaves " + unit.Ratio(x.Kept).Percent() + " of the wear since the last"
	}
}
