package requests

import (
	"nines/models"
	"nines/sim"
)

// A node is in service while it serves and can be reached. For how long it is, and what it does in that time, is told
// apart, so that the work of nodes can be compared where some of them were out of service for a while.

// duty is that of a node since counting began.
type duty struct {
	models.Duty
	since sim.Time // when it was last brought up to now
	busy  float64  // of the node, then
}

// settleDuty brings the duty of a node up to now, and with it what the node has done.
func (s *servers) settleDuty(i int32, now sim.Time) {
	n, d := &s.nodes[i], &s.duties[i]
	s.advance(n, now)
	if n.state == well {
		d.Seconds += float64(now - d.since)
		d.Busy += n.busy - d.busy
	}
	d.since, d.busy = now, n.busy
}
