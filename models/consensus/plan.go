package consensus

import (
	"errors"
	"fmt"
	"slices"

	"nines/models"
	"nines/models/fleet"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Plan is what the room derives from a blueprint: immutable, and shared by all that plays it.
type Plan struct {
	*fleet.Plan
	logs   []logPlan
	locks  []lockPlan
	causes int // faults, false alarms, and what no fault has begun
}

// logPlan is what does not change about a log.
type logPlan struct {
	*models.Log
	entity   uint64 // names its random streams
	majority int32
	certain  bool    // a commit takes as long each time, as long as members are as they are
	services []int16 // that are up while it has a leader
}

// maxLogs bounds the logs of a blueprint: events name them.
const maxLogs = 64

// Prepare derives the plan. Errors that have a place in the blueprint are models.Flaws. Cost: O(members²).
func Prepare(truth *fleet.Plan) (*Plan, error) {
	p := &Plan{Plan: truth, causes: len(truth.Faults) + 2}
	if len(p.Logs) > maxLogs {
		return nil, fmt.Errorf("%d logs; at most %d can be simulated", len(p.Logs), maxLogs)
	}
	for i := range p.Logs {
		l := &p.Logs[i]
		if err := p.check(l); err != nil {
			return nil, models.At("logs."+l.Name, fmt.Errorf("log %s: %w", l.Name, err))
		}
		x := logPlan{Log: l, entity: rng.Name(0, "log "+l.Name), majority: int32(l.Majority()), certain: certain(l)}
		for s := range p.Services {
			if p.Services[s].Log == i+1 {
				x.services = append(x.services, int16(s))
			}
		}
		p.logs = append(p.logs, x)
	}
	return p, p.planLocks()
}

// check says what of a log cannot be played.
func (p *Plan) check(l *models.Log) error {
	n := len(l.Members)
	sites := l.Sites()
	switch members := slices.Sorted(slices.Values(l.Members)); {
	case n == 0 || n > models.MaxMembers:
		return fmt.Errorf("%d members; from 1 to %d can be simulated", n, models.MaxMembers)
	case len(slices.Compact(members)) < n || members[0] < 0 || int(members[n-1]) >= len(p.Topology.Leaves):
		return errors.New("its members are not different nodes")
	case l.Trips != nil && len(l.Trips) != sites*sites:
		return errors.New("it needs a round trip for each pair of sites")
	case l.Timeout == nil || !(l.Timeout.Mean() > 0) || !(l.Heartbeat >= 0) || !(l.Patience >= 0):
		return errors.New("election time-outs must be above 0, times not below")
	}
	return p.checkChanges(l)
}

// checkChanges says what of the changes of a log's members cannot be played.
func (p *Plan) checkChanges(l *models.Log) error {
	x := l.Changes
	if x == nil {
		return nil
	}
	onSite := func(site int32) bool { return site >= 0 && int(site) < x.Sites }
	known := func(leaf int32) bool { return slices.Contains(x.Hosts, leaf) }
	switch n := len(x.Hosts); {
	case n <= len(l.Members) || !slices.IsSorted(x.Hosts) || len(slices.Compact(slices.Clone(x.Hosts))) < n ||
		x.Hosts[0] < 0 || int(x.Hosts[n-1]) >= len(p.Topology.Leaves):
		return errors.New("its hosts are not more different nodes than it has members, in order")
	case !all(l.Members, known) || len(x.Site) != n || !all(x.Site, onSite) || x.Depth < 0 || x.Within < 0:
		return errors.New("its members are no hosts, or hosts are on no site")
	case !(x.After >= 0) || !(x.Every >= 0) || x.CatchUp != nil && !(x.CatchUp.Mean() >= 0):
		return errors.New("times after which members are replaced must not be below 0")
	}
	return nil
}

// all reports whether something holds of each of some numbers.
func all(numbers []int32, holds func(int32) bool) bool {
	return !slices.ContainsFunc(numbers, func(x int32) bool { return !holds(x) })
}

// certain reports whether no round trip and no disk of a log takes now longer and now shorter.
func certain(l *models.Log) bool {
	sure := func(law dist.Law) bool {
		_, constant := law.(dist.Constant)
		return law == nil || constant
	}
	return sure(l.Disk) && !slices.ContainsFunc(l.Trips, func(law dist.Law) bool { return !sure(law) })
}
