package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
)

// replicated is a number that a replication has.
type replicated struct {
	replication int
	value       float64
}

// cell is a range of values with the replications that have them.
type cell struct {
	low, high float64
	members   []replicated
}

// largestLedger is how many bytes of a ledger are read for a page, some second's worth.
const largestLedger = 192 << 20

// spread says how the replications differ in what the service is judged by, with a replication of each kind to look at.
func (t *telling) spread() error {
	metric := "downtime"
	if e := t.estimateOf(metric, t.mainScope()); e == nil || !(e.SD > 0) {
		metric = "request_success"
	}
	e := t.estimateOf(metric, t.mainScope())
	for _, store := range scopesOf(t.one.summary.Estimates, "data") {
		if e == nil { // no service, no requests
			e = t.estimateOf("degraded", "data:"+store)
		}
	}
	if e == nil || !(e.SD > 0) {
		return nil
	}
	metric = e.Metric
	values, err := t.valuesOf(&t.shown, metric, e.Scope)
	if err != nil || len(values) < 2 {
		return err
	}
	s := scaleFor(e.Unit, values[len(values)/2].value)
	cells := cellsOf(values, s.size)
	for _, c := range cells {
		s = s.resolving(c.low, c.high)
	}
	title := strings.TrimSuffix(result.Words(metric)+","+s.suffix, ",")
	g := &page.Table{Header: []string{title, "replications", "", "example", "its story"},
		Kinds: "ffffc"}
	for _, c := range cells {
		example := c.members[len(c.members)/2].replication
		g.Rows = append(g.Rows, []string{c.words(s), whole(len(c.members)), "", whole(example),
			fmt.Sprintf("nines trace %s --replication %d%s", t.dir, example, t.selected(&t.shown))})
		g.Bars = append(g.Bars, float64(len(c.members))/float64(len(values)))
	}
	g.Bar = 2
	t.section("spread", "How the runs differ", page.Text(sentence(fmt.Sprintf("%s of %s in each of the %d replications%s"+
		", %s; each command tells the story of an example", result.Words(metric), e.Scope, len(values),
		t.ofShown(), t.middle(values, s)))), g)
	return nil
}

// middle says where half and nearly all of the replications are.
func (t *telling) middle(values []replicated, s scale) string {
	at := func(p float64) string { return s.text(values[int(p*float64(len(values)-1)+0.5)].value) }
	return fmt.Sprintf("from %s to %s, half of them from %s to %s", at(0), at(1), at(0.25), at(0.75))
}

// estimateOf is the estimate of a metric in the configuration that is shown.
func (t *telling) estimateOf(metric, scope string) *result.Estimate {
	for i := range t.summary.Estimates {
		e := &t.summary.Estimates[i]
		if e.Metric == metric && e.Scope == scope && e.SameConfiguration(&t.shown) {
			return e
		}
	}
	return nil
}

// valuesOf are the values of a metric in the replications of a configuration, in order of size; none where the ledger
// is too large to be read for a page.
func (t *telling) valuesOf(k *result.Key, metric, scope string) (values []replicated, err error) {
	for _, f := range t.folder.Manifest.Files {
		if f.Name == result.LedgerFile && f.Size > largestLedger {
			return nil, nil
		}
	}
	for row, err := range t.folder.Replications() {
		if err != nil {
			return nil, err
		}
		if row.Metric == metric && row.Scope == scope && row.SameConfiguration(k) && !math.IsNaN(row.Value) {
			values = append(values, replicated{row.Replication, row.Value})
		}
	}
	slices.SortStableFunc(values, func(a, b replicated) int { return cmp.Compare(a.value, b.value) })
	return values, nil
}

// mostCells is how many rows a distribution has.
const mostCells = 12

// cellsOf divides sorted values into ranges between numbers that are round in units of some size: of equal width, or,
// where the largest is many times the median, each some two times the one before. What is exactly 0 has a row of its
// own; empty ranges have none.
func cellsOf(values []replicated, size float64) []cell {
	var cells []cell
	zeros, _ := slices.BinarySearchFunc(values, math.SmallestNonzeroFloat64, func(v replicated, x float64) int {
		return cmp.Compare(v.value, x)
	})
	if zeros > 0 && values[0].value == 0 {
		cells = append(cells, cell{0, 0, values[:zeros]})
		values = values[zeros:]
	}
	if len(values) == 0 {
		return cells
	}
	for _, edge := range edgesOf(values, size) {
		n, _ := slices.BinarySearchFunc(values, edge[1], func(v replicated, x float64) int { return cmp.Compare(v.value, x) })
		if n > 0 {
			cells = append(cells, cell{edge[0], edge[1], values[:n]})
			values = values[n:]
		}
	}
	switch {
	case len(values) > 0 && len(cells) == 0: // all are alike
		return []cell{{values[0].value, values[len(values)-1].value, values}}
	case len(values) > 0: // at the last edge
		cells[len(cells)-1].members = append(slices.Clone(cells[len(cells)-1].members), values...)
	}
	return cells
}

// edgesOf are the ranges for sorted values that are not 0.
func edgesOf(values []replicated, size float64) (edges [][2]float64) {
	low, high := values[0].value/size, values[len(values)-1].value/size
	median := values[len(values)/2].value / size
	defer func() {
		for i := range edges {
			edges[i] = [2]float64{edges[i][0] * size, edges[i][1] * size}
		}
	}()
	if skewed := 4.0; low > 0 && high > skewed*median {
		for at := roundDown(low); at <= high; {
			next := roundUp(at)
			edges = append(edges, [2]float64{at, next})
			at = next
		}
		for len(edges) > mostCells {
			edges = slices.Delete(edges, 0, 2)
			edges = slices.Insert(edges, 0, [2]float64{0, edges[0][0]})
		}
		return edges
	}
	step := roundDown((high - low) / mostCells * 2)
	if step <= 0 {
		return [][2]float64{{low, high}}
	}
	for i := math.Floor(low / step); i*step <= high; i++ {
		edges = append(edges, [2]float64{i * step, (i + 1) * step})
	}
	return edges
}

// roundDown is the largest number of the form 1, 2 or 5 times a power of ten that is no larger than x; roundUp is the
// next after such a number.
func roundDown(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, digit := range []float64{5, 2} {
		if digit*power <= x {
			return digit * power
		}
	}
	return power
}

func roundUp(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)*(1+1e-12)+1e-9))
	switch first := x / power; {
	case first < 1.5:
		return 2 * power
	case first < 3.5:
		return 5 * power
	}
	return 10 * power
}

// words are the range: "100 – 200", or the value that all have.
func (c *cell) words(s scale) string {
	s.suffix = ""
	if c.low == c.high {
		return s.number(c.low)
	}
	return s.number(c.low) + " – " + s.number(c.high)
}
