package plots

import (
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/sim/unit"
)

// fleet draws what a sweep buys and what it costs: the nodes that are up above, the cost of the whole fleet below.
func fleet(c *Chart, f *result.Folder, o Options) error {
	up, err := metricRows(c, f, "nodes_up", o.Scope)
	if err != nil {
		return err
	}
	cost, err := metricRows(c, f, "cost", "")
	if err != nil {
		return err
	}
	axis, err := sweptAxis(c, up, o.Against)
	if err != nil {
		return err
	}
	axis = axis.sampled(c.all.baseValue(axis.path))
	c.Title = fmt.Sprintf("Nodes up and cost against %s: %s", axis.name, subject(&up[0].Key, up[0].Scope, ""))
	c.Subtitle = fmt.Sprintf("Points: means over %s; bands: %s confidence intervals.", replicationsOf(up),
		unit.Ratio(up[0].Confidence).Percent())
	c.height += pageHeight / 2
	said := c.Subtitle
	shown, err := c.panelOf(cost, axis)
	if err != nil {
		return err
	}
	c.lower = &panel{c.plot, c.yLabel}
	c.plot, c.key.entries, c.Subtitle = newPlot(), nil, said // the upper panel speaks for both
	all, err := c.panelOf(up, axis)
	c.Subtitle += fewer(shown, all, "curves", c.all.chosen(), result.Estimates.File())
	c.key.heading = c.all.naming().without(axis.path).heading()
	return err
}

// panelOf draws one metric along an axis, and returns how many curves there would be without a limit.
func (c *Chart) panelOf(rows []result.Estimate, axis sweptParam) (int, error) {
	m := measureOf(&rows[0])
	rows = slices.DeleteFunc(rows, func(r result.Estimate) bool { return !axis.has(&r.Key) })
	series, base := seriesAlong(c, rows, axis, m)
	return len(series), c.drawSweep(sampleWith(series, maxSeries, base), axis, m, math.NaN())
}
