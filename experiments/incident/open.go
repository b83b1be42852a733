package incident

import (
	"fmt"
	"math"
)

// close settles what became of the incidents without an end. Most are still open when the record ends. But an end is
// easily forgotten, and then months of downtime come of it: where one would last longer than any that was seen to end,
// though others have begun since, somebody has to say which of the two it is.
func (r *reader) close() {
	rec := r.record
	longest, last := r.longest()
	for i := range rec.Incidents {
		in := &rec.Incidents[i]
		switch lasts := rec.To - in.Start; {
		case !in.Open || !r.columns.lasts() || r.beyond(in):
		case lasts == 0:
			r.note(OpenAtEnd, int(in.Line))
		case longest == 0 || lasts <= longest || in.Start >= last || r.Open == OpenLasting:
			r.note(StillOpen, int(in.Line))
		case r.Open == OpenUnknown || r.LeaveOut:
			in.Open, in.Unknown, in.End = false, true, in.Start
			r.note(Forgotten, int(in.Line))
		case len(r.problems) < MaxProblems:
			help := fmt.Sprintf("fill its end in; or say %s if it is not over yet, %s if it is and nobody knows since when",
				r.say("open", OpenLasting), r.say("open", OpenUnknown))
			r.fail(int(in.Line), in.col, help, "the incident has no end: still open, it would have lasted %s, longer than any "+
				"that has one, though others have begun since", Human(lasts))
		}
		rec.Bounded = rec.Bounded || in.Open
	}
}

// longest is the time that the longest incident with a start and an end took, 0 where there is none, and when the last
// one began.
func (r *reader) longest() (seconds, last float64) {
	last = math.Inf(-1)
	for i := range r.record.Incidents {
		in := &r.record.Incidents[i]
		if last = max(last, in.Start); !in.Open && !in.Early {
			seconds = max(seconds, in.End-in.Start)
		}
	}
	return seconds, last
}

// beyond reports whether an incident began after the window of the record.
func (r *reader) beyond(in *Incident) bool {
	to := r.record.To
	return in.Start >= to && !(in.Start == to && r.To == "")
}
