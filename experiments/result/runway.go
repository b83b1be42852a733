package result

import (
	"cmp"
	"strings"
)

// RunwayRow is in how many replications one window of the run meets an objective, where demand grows.
type RunwayRow struct {
	Key
	Scope      string  // of slo_met: "service:api@availability>=99.9%/30d"
	T          float64 // end of the window, seconds of measured time; windows follow each other
	Over       float64 // how long it is, s
	N          int     // replications in which any of its time counts
	Share      float64 // of them, those that meet the objective; NaN where N is 0
	Low, High  float64
	Confidence float64
	Method     string
	In         float64 // the share that the objective asks for
}

// Runways is the table of the windows of objectives, where demand grows.
var Runways = &Table[RunwayRow]{
	file: "runway.csv",
	key:  func(r *RunwayRow) *Key { return &r.Key },
	columns: []column[RunwayRow]{
		text("scope", func(r *RunwayRow) *string { return &r.Scope }),
		number("t_s", func(r *RunwayRow) *float64 { return &r.T }),
		number("over_s", func(r *RunwayRow) *float64 { return &r.Over }),
		whole("n", func(r *RunwayRow) *int { return &r.N }),
		number("share", func(r *RunwayRow) *float64 { return &r.Share }),
		number("ci_low", func(r *RunwayRow) *float64 { return &r.Low }),
		number("ci_high", func(r *RunwayRow) *float64 { return &r.High }),
		number("confidence", func(r *RunwayRow) *float64 { return &r.Confidence }),
		text("ci_method", func(r *RunwayRow) *string { return &r.Method }),
		number("in", func(r *RunwayRow) *float64 { return &r.In }),
	},
	order: func(a, b *RunwayRow) int {
		return cmp.Or(a.comparePoint(&b.Key), strings.Compare(a.Scope, b.Scope), cmp.Compare(a.T, b.T))
	},
}

// Runway is until when a configuration keeps to an objective: the number of windows from the start of the run that are
// all met with the probability asked for. With the confidence of the rows it lies between Holds and Breaks − 1.
//
// The windows are tested in their order, from the first on, each at the whole error that is allowed on one side, up to
// the first that is not shown to be met; and from the last one back, up to the first that is not shown to be missed. In
// such a fixed sequence nothing is paid for looking at many (Maurer, Hothorn and Lehmacher, 1995): a runway that is
// said to be longer than it is takes one wrong test, of the first window that is missed in truth; and nothing is taken
// for granted of how shares change from window to window.
type Runway struct {
	Key     *Key
	Scope   string
	Over    float64 // length of a window, s
	In      float64 // share asked for
	Windows int     // in the run
	N       int     // replications of the window that has the most
	Holds   int     // windows from the first on that are all shown to be met
	Breaks  int     // number from 1 of the window from which on all are shown to be missed; Windows + 1: none is
	Record  bool    // the run plays a record as it was, of which nothing can be shown
}

// RunwaysOf sums up rows in the order of the table: one for each configuration and objective.
func RunwaysOf(rows []RunwayRow) (all []Runway) {
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].SameConfiguration(&rows[0].Key) && rows[n].Scope == rows[0].Scope {
			n++
		}
		all, rows = append(all, runwayOf(rows[:n])), rows[n:]
	}
	return all
}

func runwayOf(rows []RunwayRow) Runway {
	first := &rows[0]
	x := Runway{Key: &first.Key, Scope: first.Scope, Over: first.Over, In: first.In, Windows: len(rows),
		Breaks: len(rows) + 1, Record: strings.HasSuffix(first.Method, GivenRecord)}
	for i := range rows {
		x.N = max(x.N, rows[i].N)
	}
	if x.Record {
		return x
	}
	for x.Holds < len(rows) && (rows[x.Holds].Low >= x.In || rows[x.Holds].N == 0) { // a time that does not count
		x.Holds++
	}
	for x.Breaks > 1 && rows[x.Breaks-2].High < x.In {
		x.Breaks--
	}
	return x
}

// Monthly reports whether windows of a length, in seconds, can be called months.
func Monthly(over float64) bool { return over >= 28*day && over <= 31*day }

const day = 86400.0 // s
