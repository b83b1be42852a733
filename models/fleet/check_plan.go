package fleet

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/sim/unit"
)

const mostSlow = 1e9 // how many times longer work may take

// check refuses what the room could not play as it stands.
func (p *Plan) check(f *fault) error {
	for _, check := range []func(f *fault) error{p.checkSymptom, checkModes, checkRecord, checkCascade, checkCourse} {
		if err := check(f); err != nil {
			return err
		}
	}
	return nil
}

func (p *Plan) checkSymptom(f *fault) error {
	x := f.Symptom
	switch {
	case f.Peer != models.Fleet && (x.Effect != models.Partition || x.Loss != 0):
		return errors.New("only a partition is from somebody, and those it cuts off lose no requests")
	case f.Peer != models.Fleet && p.overlaps(f.Fault):
		return fmt.Errorf("%s lies within itself; name a peer apart from all targets", p.Topology.Path(f.Peer))
	case f.recorded == nil && f.Peer == models.Fleet && x.Effect.TakesDown() && x.Loss != 1:
		return fmt.Errorf("under %s a node fails all requests, not %v", x.Effect, unit.Ratio(x.Loss))
	case !(x.Loss >= 0 && x.Loss <= 1):
		return fmt.Errorf("%g is no share of requests; write one from 0%% to 100%%", x.Loss)
	case !(x.Pace() >= 1 && x.Pace() <= mostSlow):
		return fmt.Errorf("work takes %gx as long; write a factor from 1x to %.0gx", x.Pace(), mostSlow)
	}
	return nil
}

// overlaps reports whether a fault cuts a target off from a peer that holds it or that it holds.
func (p *Plan) overlaps(f *models.Fault) bool {
	return slices.ContainsFunc(f.Targets, func(c models.ComponentID) bool {
		return p.Topology.Holds(c, f.Peer) || p.Topology.Holds(f.Peer, c)
	})
}

// checkModes refuses modes that are no shares of a whole.
func checkModes(f *fault) error {
	if !(math.Abs(f.Shares()-1) < 1e-9) {
		return fmt.Errorf("the shares of its modes sum to %v, not to 100%%", unit.Ratio(f.Shares()))
	}
	return nil
}

// checkRecord refuses records that could be cut short, and announcements of what is not known in advance.
func checkRecord(f *fault) error {
	switch {
	case f.recorded != nil && (f.Repair != nil || f.Heals != nil || f.Operating && f.AtAge == 0):
		return errors.New("it is played from a record, and so cannot be repaired, heal or age in operation")
	case f.resampled != nil && !(length(f.resampled) > 0):
		return errors.New("its record is played in blocks without length")
	case !f.Course.Announced:
		return nil
	case f.recorded == nil:
		return errors.New("what is announced is known in advance")
	case f.Symptom.Effect != models.Down || !f.Course.Steady() || f.Good > 0:
		return errors.New("what is announced takes its targets down, every time and throughout")
	}
	return nil
}
