package incident

import (
	"time"
	_ "time/tzdata" // so that a zone means the same on every machine
)

// local is the instant, in seconds since 1970, at which the clocks of a zone show what clocks in UTC show at wall. In
// the hour that is shown twice when clocks go back it is the earlier instant, and later the other one, else equal. In
// the hour that is skipped when clocks go forward there is none: it is read as if they had not been moved yet.
func local(wall float64, zone *time.Location) (at, later float64, skipped bool) {
	if zone == time.UTC {
		return wall, wall, false
	}
	const day = 86400
	before := wall - ahead(zone, wall-day)
	after := wall - ahead(zone, wall+day)
	wasBefore, isAfter := before == wall-ahead(zone, before), after == wall-ahead(zone, after)
	switch {
	case wasBefore && isAfter:
		return min(before, after), max(before, after), false
	case isAfter:
		return after, after, false
	}
	return before, before, !wasBefore
}

// ahead is by how many seconds a zone is ahead of UTC at an instant.
func ahead(zone *time.Location, at float64) float64 {
	_, seconds := time.Unix(int64(at), 0).In(zone).Zone()
	return float64(seconds)
}
