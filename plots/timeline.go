package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// lane is what one fault does to one component, or the outages of one service.
type lane struct {
	name   string
	outage bool
	rows   []result.TimelineRow // in order of their start, without open ends
	busy   float64              // seconds within the window
	first  float64              // second within the window
}

// window is the part of a replication that is drawn, in seconds since the end of the warm-up. Where it is not the
// whole, it lies around a focus, the longest outage or incident.
type window struct {
	from, to float64
	focus    *result.TimelineRow // nil: it is the whole
}

// timeline draws what happened in one replication: a lane for each component that a fault struck, colored by how far
// the incident had come.
func timeline(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Timelines, "the story of a replication", func(*result.TimelineRow) bool { return true })
	if err != nil {
		return err
	}
	one, err := pick(c, grouped(c, rows, func(r *result.TimelineRow) *result.Key { return &r.Key }), o)
	if err != nil {
		return err
	}
	horizon := horizonOf(f, one.key)
	w := windowOf(one.rows, horizon)
	lanes := lanesOf(one.rows, w, horizon)
	shown := busiest(lanes, maxLanes)
	c.Title = fmt.Sprintf("Incidents of replication %d: %s", one.rows[0].Replication, subject(one.key, "", one.label))
	c.Subtitle = capital(why(one.rows)) + ". " + w.says() + untold(one.rows) + faultless(one.rows, horizon) +
		c.oneOf() +
		fewer(len(shown), len(lanes), "lanes", "those with the most time in incidents", result.Timelines.File())
	c.drawTimeline(shown, w)
	return nil
}

// maxLanes is how many lanes there is room for on a page of paper.
const maxLanes = 36

// horizonOf is the length of a replication.
func horizonOf(f *result.Folder, k *result.Key) float64 {
	if text, varied := k.Param(horizonPath); varied {
		if d, err := unit.ParseDuration(text); err == nil {
			return float64(d)
		}
	}
	return f.Manifest.Horizon
}

// isOutage tells outages of services from stages of incidents.
func isOutage(r result.TimelineRow) bool { return r.Incident == 0 }

// why says how the replication was chosen.
func why(rows []result.TimelineRow) string {
	if slices.ContainsFunc(rows, isOutage) {
		return "the replication with the longest downtime"
	}
	return "the first replication, for none had an outage"
}

// untold says how many incidents and outages the table leaves out.
func untold(rows []result.TimelineRow) string {
	incidents, all, outages, allOutages := map[int]bool{}, 0, 0, 0
	for _, r := range rows {
		if isOutage(r) {
			outages, allOutages = outages+1, r.Among
		} else {
			incidents[r.Incident], all = true, r.Among
		}
	}
	text := ""
	if len(incidents) < all {
		text += fmt.Sprintf(" Of %d incidents the longest %d are recorded.", all, len(incidents))
	}
	if outages < allOutages {
		text += fmt.Sprintf(" Of %d outages the longest %d are recorded.", allOutages, outages)
	}
	return text
}

// faultless says that the longest outage began while no incident was under way, as one does that demand causes; ""
// where one was, or where some are not told.
func faultless(rows []result.TimelineRow, horizon float64) string {
	spells := spellsOf(rows, horizon)
	outages := keep(spells, func(r *result.TimelineRow) bool { return isOutage(*r) })
	if len(outages) == 0 || strings.Contains(untold(rows), "incidents") {
		return ""
	}
	longest := slices.MaxFunc(outages, func(a, b result.TimelineRow) int {
		return cmp.Compare(a.End-a.Start, b.End-b.Start)
	})
	if slices.ContainsFunc(spells, func(r result.TimelineRow) bool {
		return !isOutage(r) && r.Start <= longest.Start && longest.Start <= r.End
	}) {
		return ""
	}
	return " The longest outage began without a fault, as one does where demand is above capacity."
}

// end of a stage or outage, that of the run where it was not over.
func end(r result.TimelineRow, horizon float64) float64 {
	if math.IsNaN(r.End) {
		return horizon
	}
	return r.End
}

// legible is the share of the width of a chart that an incident takes at least, if its stages are to be told apart.
const legible = 1.0 / 100

// windowOf is the whole replication if most incidents are legible there, else what lies around the longest outage, or
// the longest incident where there was none, with some time before and after.
func windowOf(rows []result.TimelineRow, horizon float64) window {
	spells := spellsOf(rows, horizon)
	var lengths []float64
	focus := spells[0]
	for _, s := range spells {
		if !isOutage(s) {
			lengths = append(lengths, s.End-s.Start)
		}
		if isOutage(s) && !isOutage(focus) || isOutage(s) == isOutage(focus) && s.End-s.Start > focus.End-focus.Start {
			focus = s
		}
	}
	slices.Sort(lengths)
	if len(lengths) == 0 || lengths[len(lengths)/2] >= legible*horizon {
		return window{from: 0, to: horizon}
	}
	margin := (focus.End - focus.Start) / 4
	if !isOutage(focus) {
		margin *= 8 // to show others too
	}
	return window{math.Max(0, focus.Start-margin), math.Min(horizon, focus.End+margin), &focus}
}

// spellsOf joins the stages of each incident; rows stand in the order of the table.
func spellsOf(rows []result.TimelineRow, horizon float64) []result.TimelineRow {
	var spells []result.TimelineRow
	for _, r := range rows {
		r.End = end(r, horizon)
		if n := len(spells) - 1; n >= 0 && !isOutage(r) && spells[n].Incident == r.Incident {
			spells[n].End = r.End
			continue
		}
		spells = append(spells, r)
	}
	return spells
}

// says what part of the replication the chart shows.
func (w window) says() string {
	if w.focus == nil {
		return ""
	}
	what := "incident"
	if isOutage(*w.focus) {
		what = "outage"
	}
	return fmt.Sprintf("Shown are %s around its longest %s, %s after the warm-up; bars at the edges go on.",
		unit.Duration(w.to-w.from).Human(), what, unit.Duration(w.focus.Start).Human())
}

// lanesOf sorts what lies in the window into lanes: outages first, then in the order of the first incident of each.
func lanesOf(rows []result.TimelineRow, w window, horizon float64) []lane {
	var lanes []lane
	place := map[string]int{}
	for _, r := range rows {
		r.End = end(r, horizon)
		from, to := math.Max(r.Start, w.from), math.Min(r.End, w.to)
		if to <= from {
			continue
		}
		name := r.Component + "   " + r.Cause
		if isOutage(r) {
			name = "outage of " + bare(r.Component)
		}
		n, known := place[name]
		if !known {
			n = len(lanes)
			place[name] = n
			lanes = append(lanes, lane{name: name, outage: isOutage(r), first: from})
		}
		l := &lanes[n]
		l.rows, l.busy, l.first = append(l.rows, r), l.busy+to-from, math.Min(l.first, from)
	}
	slices.SortStableFunc(lanes, func(a, b lane) int {
		return cmp.Or(outagesFirst(a, b), cmp.Compare(a.first, b.first), strings.Compare(a.name, b.name))
	})
	return lanes
}

func outagesFirst(a, b lane) int {
	switch {
	case a.outage == b.outage:
		return 0
	case a.outage:
		return -1
	}
	return 1
}

// busiest keeps the lanes with the most time in incidents, in their order; those of outages come before any other.
func busiest(lanes []lane, most int) []lane {
	if len(lanes) <= most {
		return lanes
	}
	ranked := slices.Clone(lanes)
	slices.SortStableFunc(ranked, func(a, b lane) int {
		return cmp.Or(outagesFirst(a, b), cmp.Compare(b.busy, a.busy))
	})
	kept := map[string]bool{}
	for _, l := range ranked[:most] {
		kept[l.name] = true
	}
	return slices.DeleteFunc(slices.Clone(lanes), func(l lane) bool { return !kept[l.name] })
}
