package plots

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"nines/experiments/result"
)

const (
	bearing = "groups_bearing_" // the metrics of groups that bear the loss of so many further fragments
	gone    = "groups_gone"
)

// atRisk draws how many groups of a store had how little redundancy left, over time.
func atRisk(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Series, "groups of stores over time", func(r *result.SeriesRow) bool {
		return (r.Metric == gone || strings.HasPrefix(r.Metric, bearing)) && (o.Scope == "" || r.Scope == o.Scope)
	})
	if err != nil {
		return err
	}
	scope := rows[0].Scope
	one, err := pick(c, grouped(c, only(rows, scope, func(r *result.SeriesRow) string { return r.Scope }),
		func(r *result.SeriesRow) *result.Key { return &r.Key }), o)
	if err != nil {
		return err
	}
	all := layersOf(one.rows)
	whole := len(all) - 1 // the groups that lack nothing, and so all of them
	var heights []float64
	for _, x := range all[:whole] {
		heights = append(heights, x.heights()...)
	}
	low, high, ok := logRange(heights)
	if !ok {
		return c.noData("no group of " + bare(scope) + " lacked a fragment at any time")
	}
	c.Title = "Groups at risk over time: " + subject(one.key, scope, one.label)
	c.Subtitle = fmt.Sprintf("Of %s groups, how many bear the loss of no more than so many further fragments: averages "+
		"over each of %d parts of the time, %s.", plainLabel(all[whole].steps[0].y, 1), len(all[whole].steps),
		over(one.rows[0].N))
	c.Subtitle += c.oneOf()
	c.drawAtRisk(all[:whole], low, high)
	return nil
}

// over says what averages are taken over.
func over(replications int) string {
	if replications == 1 {
		return "of the one replication there is"
	}
	return fmt.Sprintf("and over %d replications", replications)
}

// layer is how many groups bear no more than some number of further losses, lost ones among them.
type layer struct {
	label string
	steps []at // at the end of each part of the time
}

func (x *layer) heights() []float64 {
	ys := make([]float64, len(x.steps))
	for i, p := range x.steps {
		ys[i] = p.y
	}
	return ys
}

// layersOf counts the groups of one store, the worst off first.
func layersOf(rows []result.SeriesRow) (all []layer) {
	add := func(label, metric string) bool {
		own := along(only(rows, metric, func(r *result.SeriesRow) string { return r.Metric }), 0,
			func(r *result.SeriesRow) float64 { return r.Mean })
		for i := range own {
			if len(all) > 0 {
				own[i].y += all[len(all)-1].steps[i].y
			}
		}
		if len(own) > 0 {
			all = append(all, layer{label, own})
		}
		return len(own) > 0
	}
	add("lost", gone)
	for n := 0; add(bearingAtMost(n), bearing+strconv.Itoa(n)); n++ {
	}
	return all
}

// bearingAtMost is what the key calls groups that bear no more than so many further losses.
func bearingAtMost(n int) string {
	if n == 0 {
		return "bear none, or lost"
	}
	return fmt.Sprintf("bear %d or fewer", n)
}

// drawAtRisk draws one layer behind the other, the worst off in front and in the strongest color.
func (c *Chart) drawAtRisk(all []layer, low, high float64) {
	steps := all[0].steps
	end := steps[len(steps)-1].x
	factor, name := timeUnit(end)
	c.xAxis(0, end, scaledTicks(8, factor, plainLabel), "simulated time, "+name)
	c.yAxis(low, high, logTicks(minLabelDistanceY, func(v float64) string { return plainLabel(v, v) }),
		"groups (logarithmic)")
	c.plot.Y.Scale = logScale{}
	areas := make([]band, len(all))
	for i, x := range all {
		areas[i] = band{color: riskOf(i)}
		for k, p := range x.steps {
			from := 0.0
			if k > 0 {
				from = x.steps[k-1].x
			}
			y := math.Max(p.y, low)
			areas[i].high = append(areas[i].high, at{from, y}, at{p.x, y})
			areas[i].low = append(areas[i].low, at{from, low}, at{p.x, low})
		}
	}
	for i := len(all) - 1; i >= 0; i-- {
		c.add(areas[i])
		if total := total(all[i].heights()); total > 0 {
			c.key.add(all[i].label, strconv.FormatFloat(total/float64(len(steps)), 'g', 2, 64)+" on average", areas[i])
		} else {
			c.key.add(all[i].label, "none seen", areas[i])
		}
	}
}

func total(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}

// riskOf is the color of the i-th layer from the front: what is lost, what bears nothing more, and so on to the palest.
func riskOf(i int) color.NRGBA {
	colors := []color.NRGBA{alarm, categories[1], categories[5], categories[4]}
	if i < len(colors) {
		return colors[i]
	}
	return faded(muted, math.Max(0.15, 0.5-0.1*float64(i-len(colors))))
}
