package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// concurrent draws in which share of the time at least so many nodes are down at once, beside what it would be if each
// were down as often as the average of them, independently of the others.
func concurrent(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Histograms, "how many nodes are up", func(r *result.HistogramRow) bool {
		return r.Metric == "nodes_up" && r.Scope == "fleet" && r.Weight > 0
	})
	if err != nil {
		return err
	}
	estimates, err := load(c, f, result.Estimates, "the number of nodes", func(r *result.Estimate) bool {
		return r.Scope == "fleet" && (r.Metric == "nodes_up" || r.Metric == "node_availability")
	})
	if err != nil {
		return err
	}
	groups := grouped(c, rows, func(r *result.HistogramRow) *result.Key { return &r.Key })
	shown := sampleWith(groups, maxSeries, vitalOf(c, groups))
	var all []crowd
	for _, g := range shown {
		if x, ok := crowdOf(g, estimates); ok {
			all = append(all, x)
		}
	}
	if !slices.ContainsFunc(all, func(x crowd) bool { return x.most() > 1 }) {
		return c.noData("no two nodes were ever down at once")
	}
	c.Title = "Nodes down at once: " + subject(groups[0].key, "", alone(groups))
	c.Subtitle = fmt.Sprintf("Share of %s of simulated time with at least so many down. Thin: what it would be if "+
		"nodes were down independently, each as often as their average.", simulated(all)) +
		fewer(len(all), len(groups), "configurations", c.all.chosen(), result.Histograms.File())
	c.key.heading = c.all.naming().heading()
	c.drawConcurrent(all)
	return nil
}

// simulated is how long the configurations were simulated, "60 y to 203 y" where they differ.
func simulated(all []crowd) string {
	least, most := math.Inf(1), 0.0
	for i := range all {
		least, most = math.Min(least, all[i].seconds), math.Max(most, all[i].seconds)
	}
	low, high := unit.Duration(least).Human(), unit.Duration(most).Human()
	if low == high {
		return high
	}
	return low + " to " + high
}

// crowd is how many nodes of a configuration are down at once.
type crowd struct {
	label   string
	nodes   int
	mean    float64   // nodes down
	seconds float64   // of all replications
	least   []float64 // by number from 0: the share of the time with at least so many down
}

// crowdOf counts the nodes down from those up; ok is false where the number of all is not known.
func crowdOf(g group[result.HistogramRow], estimates []result.Estimate) (x crowd, ok bool) {
	up, share := math.NaN(), math.NaN()
	for i := range estimates {
		if e := &estimates[i]; e.SameConfiguration(g.key) && e.Metric == "nodes_up" {
			up = e.Mean
		} else if e.SameConfiguration(g.key) {
			share = e.Mean
		}
	}
	n := math.Round(up / share)
	if !(n >= 1) {
		return x, false
	}
	x = crowd{label: g.values, nodes: int(n)}
	for _, r := range g.rows {
		down := x.nodes - int(r.Lower)
		if down < 0 {
			return x, false
		}
		if down >= len(x.least) {
			x.least = append(x.least, make([]float64, down+1-len(x.least))...)
		}
		x.least[down] += r.Weight
		x.seconds += r.Weight
		x.mean += float64(down) * r.Weight
	}
	x.mean /= x.seconds
	for i := range x.least {
		x.least[i] /= x.seconds
	}
	atLeast(x.least)
	return x, true
}

// atLeast turns shares of so many into those of at least so many.
func atLeast(shares []float64) {
	for i := len(shares) - 2; i >= 0; i-- {
		shares[i] += shares[i+1]
	}
}

// most is how many were down at once at the most.
func (x *crowd) most() int { return len(x.least) - 1 }

// independent are the shares under the binomial law of the same mean, down to those that no chart shows.
func (x *crowd) independent() (least []float64) {
	n, p := float64(x.nodes), x.mean/float64(x.nodes)
	if p == 0 || p == 1 {
		return nil
	}
	ways := func(n float64) float64 {
		v, _ := math.Lgamma(n + 1)
		return v
	}
	for k := 0.0; k <= n; k++ {
		share := math.Exp(ways(n) - ways(k) - ways(n-k) + k*math.Log(p) + (n-k)*math.Log1p(-p))
		if k > x.mean && share < 1e-30 {
			break
		}
		least = append(least, share)
	}
	atLeast(least)
	return least
}

// wide is how many nodes down at once are too many for a linear axis, on which few could not be told apart.
const wide = 40

func (c *Chart) drawConcurrent(all []crowd) {
	most := 0
	shares := []float64{1}
	for i := range all {
		most = max(most, all[i].most())
		shares = append(shares, all[i].least...)
	}
	low, _, _ := logRange(shares)
	c.yAxis(low, 1, percentTicks(minLabelDistanceY), "share of the time with at least so many down (logarithmic)")
	c.plot.Y.Scale = logScale{}
	line := countsFrom
	if most > wide {
		c.xAxis(1, float64(most), logTicks(minLabelDistanceX, func(v float64) string { return plainLabel(v, 1) }),
			"nodes down at once (logarithmic)")
		c.plot.X.Scale = logScale{}
	} else {
		line = stepsFrom
		c.xAxis(0.5, float64(most)+0.5, linearTicks(min(10, most), plainLabel), "nodes down at once")
	}
	independent := func(look look) draw.LineStyle {
		return draw.LineStyle{Color: faded(look.color, 0.6), Width: 0.8}
	}
	curves := make([]curve, len(all))
	for i := range all {
		look := lookOf(i)
		c.add(curve{line(all[i].independent(), low, most), independent(look)})
		curves[i] = curve{line(all[i].least, low, most), look.line()}
		label := all[i].label
		if len(all) == 1 {
			label = "simulated"
		}
		c.key.add(label, fmt.Sprintf("up to %s at once", plainLabel(float64(all[i].most()), 1)), curves[i])
	}
	for _, i := range layered(len(curves)) {
		c.add(curves[i])
	}
	c.key.add("independent", "", curve{style: independent(lookOf(0))})
}

// countsFrom is the line through the shares of at least one, two, … as far as they are on the chart.
func countsFrom(least []float64, low float64, most int) (line []at) {
	for k := 1; k < len(least) && k <= most; k++ {
		line = append(line, at{float64(k), least[k]})
		if least[k] < low {
			break // on the edge
		}
	}
	return line
}

// stepsFrom is the same as a stair, level about every whole number, as there is nothing between them.
func stepsFrom(least []float64, low float64, most int) (line []at) {
	for _, a := range countsFrom(least, low, most) {
		line = append(line, at{a.x - 0.5, a.y}, at{a.x + 0.5, a.y})
	}
	return line
}
