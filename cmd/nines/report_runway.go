package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/plots/page"
	"nines/sim/stat"
	"nines/sim/unit"
)

// period is what a window of an objective is called: "month", where it is as long as one.
func period(x *result.Runway) string {
	if result.Monthly(x.Over) {
		return "month"
	}
	return "window"
}

// runwayOf says until when an objective is met, where demand grows; "" where it is not known. It is of the first
// configuration of the report.
func (r *report) runwayOf(o *objective) string {
	i := slices.IndexFunc(r.runways, func(x result.Runway) bool {
		return x.Scope == o.met.Scope && x.Key.SameConfiguration(&o.met.Key)
	})
	if i < 0 {
		return ""
	}
	x := &r.runways[i]
	if x.Record {
		return "not known, as one record is one observation"
	}
	name := period(x)
	said := fmt.Sprintf("up to %s %s", name, whole(x.Holds))
	switch {
	case x.Holds == x.Windows:
		said = fmt.Sprintf("≥ %s, to the end of the run", plural(x.Windows, name))
	case x.Holds == 0 && x.Breaks == 1:
		said = "none"
	case x.Holds == 0:
		said = fmt.Sprintf("not shown up to any %s", name)
	}
	if first, last := x.Holds+1, x.Breaks-1; first <= last {
		said += fmt.Sprintf("; undecided from %s %s to %s", name, whole(first), whole(last))
	}
	if x.Breaks <= x.Windows {
		said += fmt.Sprintf("; missed from %s %s on", name, whole(x.Breaks))
	}
	said += r.tooFew(x)
	return said + fmt.Sprintf(" (%ss of %s, each met with a probability of %s; %s confidence)", name,
		unit.Duration(x.Over).Human(), unit.Ratio(x.In).Percent(), r.confidence())
}

// tooFew says that there are too few replications to show any window to be met, and how many it takes at least; ""
// where there are enough.
func (r *report) tooFew(x *result.Runway) string {
	least := stat.FewestToShow(x.In, r.folder.Manifest.Confidence)
	switch {
	case !open(x), least > 0 && x.N >= least:
		return ""
	case least == 0:
		return fmt.Sprintf("; no number of replications shows that every %s is met", period(x))
	}
	return fmt.Sprintf("; to show a %s to be met takes %s or more, and there are %s", period(x),
		plural(least, "replication"), whole(x.N))
}

// open reports a runway of which not even the first window is decided.
func open(x *result.Runway) bool { return x.Holds == 0 && x.Breaks > 1 }

// undecided are the windows of which nothing is shown: "23 – 25".
func undecided(x *result.Runway) string {
	switch first, last := x.Holds+1, x.Breaks-1; {
	case first > last:
		return "–"
	case first == last:
		return whole(first)
	default:
		return result.Unbroken(whole(first) + " – " + whole(last))
	}
}

// runwayTable is until when configurations meet one objective.
type runwayTable struct {
	about string // what is asked of each window, and how surely it is told
	grid  *grid
}

// runwaysOfSweep are the tables of a sweep, one for each objective.
func (r *report) runwaysOfSweep(names []string) []runwayTable {
	return r.runwayTables(r.runways, names)
}

// runwaysOfPlan are those of the points that a plan has played, by size.
func (r *report) runwaysOfPlan(plan *scenario.Plan, names map[string]string) []runwayTable {
	var titles []string
	for _, v := range plan.Decide {
		titles = append(titles, names[v.Path])
	}
	place := func(x *result.Runway) (at []int) {
		for i, p := range x.Key.Params {
			at = append(at, slices.Index(plan.Decide[i].Values, p.Value))
		}
		return at
	}
	points := slices.DeleteFunc(slices.Clone(r.runways), func(x result.Runway) bool { return x.Key.Variant != "" })
	slices.SortStableFunc(points, func(a, b result.Runway) int {
		return cmp.Or(strings.Compare(a.Scope, b.Scope), slices.Compare(place(&a), place(&b)))
	})
	return r.runwayTables(points, titles)
}

func (r *report) runwayTables(points []result.Runway, names []string) (tables []runwayTable) {
	for _, o := range r.objectives() {
		var of []result.Runway
		for _, x := range points {
			if x.Scope == o.met.Scope {
				of = append(of, x)
			}
		}
		if len(of) == 0 || of[0].Record {
			continue
		}
		claim, _, _ := strings.Cut(o.claim(r), " in "+o.In.Share.Percent()+" of ")
		about := fmt.Sprintf("Runway: until when each %s of %s meets %s with a probability of %s, as demand grows "+
			"(%s confidence; differences %s)", period(&of[0]), unit.Duration(of[0].Over).Human(), claim,
			unit.Ratio(of[0].In).Percent(), r.confidence(), unit.Ratio(2*r.folder.Manifest.Confidence-1).Percent())
		if i := slices.IndexFunc(of, func(x result.Runway) bool { return r.tooFew(&x) != "" }); i >= 0 {
			about += r.tooFew(&of[i])
		}
		tables = append(tables, runwayTable{about, runwayGrid(of, names)})
	}
	return tables
}

// runwayGrid is one row for each configuration, with what it has more than the row before, where these differ in one
// thing.
func runwayGrid(points []result.Runway, names []string) *grid {
	name := period(&points[0])
	g := &grid{header: append(slices.Clone(names), "met up to "+name, "undecided", "missed from "+name, "longer by")}
	for i := range points {
		x := &points[i]
		var cells []string
		for _, p := range x.Key.Params {
			cells = append(cells, cleaned(p.Value))
		}
		holds, breaks, more := whole(x.Holds), "–", "–"
		switch {
		case x.Holds == 0:
			holds = "–"
		case x.Holds == x.Windows:
			holds += " (end)"
		}
		if x.Breaks <= x.Windows {
			breaks = whole(x.Breaks)
		}
		if i > 0 && neighbors(x.Key, points[i-1].Key) {
			more = longer(x, &points[i-1])
		}
		g.add(append(cells, holds, undecided(x), breaks, more)...)
	}
	return g
}

// neighbors tells whether two configurations differ in one parameter.
func neighbors(a, b *result.Key) bool {
	differ := 0
	for i := range a.Params {
		differ += map[bool]int{true: 1}[a.Params[i].Value != b.Params[i].Value]
	}
	return differ == 1
}

// longer is by how many windows one runway is longer than another: "+5", "+3 – +8", "≥ +3" where it does not end.
func longer(x, than *result.Runway) string {
	if than.Breaks > than.Windows || open(x) || open(than) { // nobody knows how long that one is
		return "–"
	}
	signed := func(n int) string {
		if n < 0 {
			return "−" + whole(-n)
		}
		return "+" + whole(n)
	}
	least, most := x.Holds-(than.Breaks-1), x.Breaks-1-than.Holds
	switch {
	case x.Breaks > x.Windows:
		return result.Unbroken("≥ " + signed(least))
	case least == most:
		return signed(least)
	}
	return result.Unbroken(signed(least) + " – " + signed(most))
}

// writeRunways writes tables of runways.
func (r *report) writeRunways(w io.Writer, tables []runwayTable) error {
	for _, t := range tables {
		fmt.Fprintln(w)
		for _, line := range fold(t.about, mostWide) {
			fmt.Fprintln(w, r.ink.bold(line))
		}
		if err := t.grid.folded(mostWide).text(w, "  ", r.ink); err != nil {
			return err
		}
	}
	return nil
}

func (r *report) markdownRunways(b *strings.Builder, tables []runwayTable) error {
	for _, t := range tables {
		fmt.Fprintf(b, "\n%s\n\n", markdown(t.about))
		if err := t.grid.markdown(b); err != nil {
			return err
		}
		b.WriteString("\n")
	}
	return nil
}

// runwayBlocks are the same on a page.
func (r *report) runwayBlocks(tables []runwayTable) (blocks []page.Block) {
	for _, t := range tables {
		blocks = append(blocks, page.Heading("Runway"), page.Text(sentence(t.about)),
			tableOf(t.grid, strings.Repeat("n", len(t.grid.header)-4)+"f", ""))
	}
	return blocks
}
