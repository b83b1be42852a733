package recovery

import (
	"fmt"

	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Restore makes the data of a lost node anew elsewhere, from the replicas that are left, through a bandwidth that all
// restores share. It waits for a grace period first, because most nodes come back by themselves: in Google's file
// system, 15 minutes (D. Ford et al., "Availability in globally distributed storage systems", OSDI 2010). What returns
// in time is not restored.
type Restore struct {
	Grace unit.Duration `key:"grace" doc:"silence before the restore begins; the node may come back meanwhile"`
	Doing
}

var restoreRow = catalog.Define("restore",
	"Copies a lost node's data from its replicas, after a grace period and through shared bandwidth; Ford et al. 2010.",
	Restore{15 * unit.Minute, Doing{Attempts: 1, Fixes: Fixes{Down: 1, Hang: 1, Corrupt: 1}, Permanent: true}},
	NewRestore).WithExample("data: 4TiB, needs: { bandwidth: repair }")

// NewRestore checks a configuration.
func NewRestore(c Restore) (Action, error) {
	switch {
	case c.Data == 0:
		return Action{}, fmt.Errorf("data is not given; say how much a node holds, as in data: 4TiB")
	case c.Grace < 0:
		return Action{}, fmt.Errorf("grace is negative; write for example 15m")
	}
	a, err := c.action("restore")
	a.Wait = sim.Duration(c.Grace)
	return a, err
}
