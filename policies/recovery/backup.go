package recovery

import (
	"fmt"

	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Backup restores a component from its last backup: a new place is provided, the data is copied, and what the log holds
// is replayed. What was written since the backup is lost: its age is uniform between the lag and lag plus interval.
// That 95 % of restores succeed is a judgment; where they are never rehearsed, fewer do. Of the common keys, takes is
// for the new place and verify for the replay.
type Backup struct {
	Interval unit.Duration `key:"interval" doc:"time between two backups"`
	Lag      unit.Duration `key:"lag" doc:"age of a backup when it is complete and can be restored"`
	Doing
}

var backupRow = catalog.Define("backup",
	"Restores from the last backup: takes provides a place, data is copied, verify replays; newer work is lost.",
	Backup{
		unit.Day, unit.Hour,
		Doing{Takes: dist.Write("lognormal", "median", "10m", "p95", "30m"),
			Verify: dist.Write("lognormal", "median", "10m", "p95", "30m"), Attempts: 2,
			Fixes: Fixes{Down: 0.95, Corrupt: 0.95}, Permanent: true, Offline: true},
	}, NewBackup).WithExample("interval: 6h, data: 500GB, needs: { bandwidth: repair }")

// NewBackup checks a configuration. Without data the restore takes what takes and verify say.
func NewBackup(c Backup) (Action, error) {
	if !(c.Interval > 0) || c.Lag < 0 {
		return Action{}, fmt.Errorf("interval is %s and lag %s; write for example interval: 24h, lag: 1h", c.Interval,
			c.Lag)
	}
	a, err := c.action("backup")
	if err == nil {
		a.Loses, err = dist.NewUniform(float64(c.Lag), float64(c.Lag+c.Interval))
	}
	return a, err
}
