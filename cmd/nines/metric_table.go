package main

import (
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// metricTable has a row for each configuration and a column for each metric, in one unit and with one number of
// decimals, so that numbers can be compared down the column.
type metricTable struct {
	names   []string // headers of what tells configurations apart
	columns []column
	rows    []metricRow
	marked  bool // the last column has the marks of the objectives
}

type metricRow struct {
	names     []string
	estimates []*result.Estimate // by column; nil: not measured
	marks     string
}

// column is a metric of a scope.
type column struct {
	metric, scope, title string
	scale                scale
	bare                 int // decimals of a mean without its interval
}

func (c column) ofMTTDL() bool { return c.metric == "mttdl" }

// detail is how much of an estimate stands in a cell.
type detail int

const (
	bothEnds   detail = iota // the farther end of the interval, or both where they lie unevenly
	fartherEnd               // the farther end only
	meanAlone
)

// metricColumns are the columns of metrics over configurations.
func metricColumns(columns []column, points [][]result.Estimate) []column {
	for i := range columns {
		columns[i].scale, columns[i].bare = commonScale(estimatesOf(columns[i], points))
		if suffix := strings.TrimSpace(columns[i].scale.suffix); suffix != "" {
			columns[i].title += ", " + suffix
		}
	}
	return columns
}

func estimatesOf(c column, points [][]result.Estimate) []*result.Estimate {
	var all []*result.Estimate
	for _, point := range points {
		if e := findIn(point, c.metric, c.scope); e != nil {
			all = append(all, e)
		}
	}
	return all
}

// mostDigits is how many digits of a number stand in a table, unless its whole part has more.
const mostDigits = 6

// commonScale is a unit between those in which the smallest and the largest estimate read best, with the decimals that
// the narrowest interval gives a meaning to, and those of a mean that stands alone: the last but one, unless it takes
// that to show two digits of the smallest.
func commonScale(all []*result.Estimate) (s scale, bare int) {
	metricUnit := unitOf(all)
	smallest, largest, finest := math.Inf(1), 0.0, math.Inf(1)
	all = slices.DeleteFunc(slices.Clone(all), neverUp) // which is all or nothing, whatever the others are
	bounds := !slices.ContainsFunc(all, func(e *result.Estimate) bool { return boundOf(e) == neither && e.Mean != 0 })
	for _, e := range all {
		if !bounds && boundOf(e) != neither { // how little is not known says nothing of what is
			continue
		}
		if size := math.Abs(anchor(e)); size > 0 && !math.IsInf(size, 0) {
			smallest, largest = math.Min(smallest, size), math.Max(largest, size)
		}
		if half := halfWidth(e); half > 0 {
			finest = math.Min(finest, half)
		}
	}
	if largest == 0 {
		return scaleFor(metricUnit, 0), 0
	}
	s = scaleFor(metricUnit, math.Sqrt(smallest*largest))
	if math.IsInf(finest, 1) {
		return s, s.decimals
	}
	whole := 1 + max(0, int(math.Floor(math.Log10(largest/s.size))))
	first := int(math.Ceil(-math.Log10(finest / s.size))) // decimal of the first digit of the narrowest interval
	s.decimals = max(0, min(first+1, mostDigits-whole))
	return s, min(s.decimals, max(s.decimals-1, decimalsOf(smallest/s.size)-1, 0))
}

func unitOf(all []*result.Estimate) string {
	if len(all) == 0 {
		return ""
	}
	return all[0].Unit
}

// neverUp reports an estimate of a service whose rule asks for more than is installed.
func neverUp(e *result.Estimate) bool { return e.Method == result.NeverUp }

// halfWidth is the distance of the farther end of an interval; NaN where there is none, or only a bound.
func halfWidth(e *result.Estimate) float64 {
	half := math.Max(e.High-e.Mean, e.Mean-e.Low)
	if math.IsInf(half, 0) || e.Mean == e.Low || e.Mean == e.High {
		return math.NaN()
	}
	return half
}

// cell writes an estimate in the column's scale.
func (c column) cell(e *result.Estimate, d detail) string {
	if e == nil {
		return "–"
	}
	s := c.scale
	s.suffix = ""
	if d == meanAlone {
		s.decimals = c.bare
	}
	if neverUp(e) {
		return s.number(e.Mean) + " *"
	}
	if s.faint(e) {
		s.decimals = powers
	}
	point, interval := s.bounded(e)
	if e.Metric == "downtime" && e.Mean >= float64(unit.Year) && boundOf(e) == atLeast {
		return "always (" + point + ")"
	}
	if interval == "" || d == meanAlone || math.IsNaN(halfWidth(e)) {
		return point
	}
	if half := halfWidth(e) / s.size; half >= 10 { // of which nobody reads hundredths
		s.decimals = min(s.decimals, decimalsOf(half))
		point, _ = s.bounded(e)
	}
	low, high := s.number(e.Low), s.number(e.High)
	if lopsided := 1.5; d == bothEnds && halfWidth(e) > lopsided*math.Min(e.High-e.Mean, e.Mean-e.Low) {
		return point + " (" + low + " – " + high + ")"
	}
	half := s.number(halfWidth(e))
	if strings.Trim(half, "0.") == "" {
		return point
	}
	return point + " ± " + half
}

// grid writes out the table with columns from start on showing the mean alone.
func (t *metricTable) grid(d detail, bare int) *grid {
	g := &grid{header: slices.Clone(t.names)}
	for _, c := range t.columns {
		g.header = append(g.header, c.title)
	}
	if t.marked {
		g.header = append(g.header, "SLO")
	}
	for _, r := range t.rows {
		cells := slices.Clone(r.names)
		for i, c := range t.columns {
			shown := d
			if i >= bare {
				shown = meanAlone
			}
			cells = append(cells, c.cell(r.estimates[i], shown))
		}
		if t.marked {
			cells = append(cells, r.marks)
		}
		g.add(cells...)
	}
	return g
}

// fitted is the table no wider than most, where that can be: first headers are broken, then only the farther ends of
// intervals are left, then the intervals of the last columns go, then the last columns; the first stays. left says what
// was left out.
func (t *metricTable) fitted(most int) (g *grid, left string) {
	all := len(t.columns)
	for d := bothEnds; d <= fartherEnd; d++ {
		for _, least := range []int{math.MaxInt, narrowest, 0} {
			if g = t.grid(d, all).foldedHeader(least); g.width() <= most {
				return g, ""
			}
		}
	}
	for bare := all - 1; bare >= 1; bare-- {
		if g = t.grid(fartherEnd, bare).foldedHeader(0); g.width() <= most {
			return g, "without their intervals: " + columnTitles(t.columns[bare:])
		}
	}
	for kept := all - 1; kept >= 1; kept-- {
		if g = t.first(kept).grid(fartherEnd, 1).foldedHeader(0); g.width() <= most || kept == 1 {
			return g, "not shown: " + columnTitles(t.columns[kept:])
		}
	}
	return g, ""
}

// first is the table of its first metrics.
func (t *metricTable) first(n int) *metricTable {
	fewer := *t
	fewer.columns = t.columns[:n]
	return &fewer
}

func columnTitles(columns []column) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.title)
	}
	return strings.Join(names, "; ")
}
