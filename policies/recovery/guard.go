package recovery

import (
	"math"

	"nines/models"
	"nines/sim"
)

// Guard keeps a rule from acting at once, or at all. The zero Guard lets everything pass.
type Guard struct {
	// Limited stops the rule while more than AtMost of all nodes are suspected: then the detectors are wrong, or the
	// recovery is the cause, and automation would make it worse. What is held is looked at again after Again.
	Limited bool
	AtMost  float64 // in [0, 1)
	Again   sim.Duration
	Instead []Step // what is done beyond the limit; none: nothing is begun

	Batch int // cases of the rule that must have come together before any is begun; 0 and 1: it need not be
	// Every is the time between two visits, of which one comes Offset after Monday 0:00, when the measured time begins:
	// what sites without staff wait for. 0: nobody waits for a visit.
	Every, Offset sim.Duration
	Per           string // level in whose members one case of the rule is treated at a time; "": as many as come
}

// open reports whether a guard lets everything pass.
func (g *Guard) open() bool { return !g.Limited && g.Batch <= 1 && g.Every == 0 && g.Per == "" }

// beyond reports whether too much is suspected at once.
func (g *Guard) beyond(v models.View) bool {
	return g.Limited && float64(v.Untrusted()) > g.AtMost*float64(v.Nodes())
}

// holds reports whether a case has to wait for others: for enough of them to come, or for one nearby to be over. A case
// that has been begun goes on.
func (g *Guard) holds(v models.View, x *models.Suspect, line int) bool {
	if x.Attempt > 0 || x.Begun {
		return false
	}
	return g.Batch > 1 && v.Held(line)+1 < g.Batch || g.Per != "" && v.Busy(line, g.Per, x.Component)
}

// wait is the time to the next visit, in [0, Every); a visit that is just due is still met.
func (g *Guard) wait(now sim.Duration) sim.Duration {
	if g.Every == 0 {
		return 0
	}
	since := math.Mod(float64(now-g.Offset), float64(g.Every))
	if since < 0 {
		since += float64(g.Every)
	}
	if since == 0 || since >= float64(g.Every) {
		return 0
	}
	return g.Every - sim.Duration(since)
}
