package plots

import (
	"fmt"
	"math"

	"nines/experiments/result"
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
	up, cost = axis.among(up), axis.among(cost)
	c.height += pageHeight / 2
	if _, _, err := c.panelOf(cost, axis); err != nil {
		return err
	}
	c.lower = &panel{c.plot, c.yLabel}
	c.plot, c.key.entries = newPlot(), nil // the upper panel speaks for both
	c.Subtitle = meansAlong(up, axis)
	shown, all, err := c.panelOf(up, axis)
	c.Subtitle += fewer(shown, all, "curves", c.all.chosen(), result.Estimates.File())
	c.key.heading = c.all.naming().without(axis.path).heading()
	return err
}

// panelOf draws one metric along an axis, and returns how many of all its curves are shown.
func (c *Chart) panelOf(rows []result.Estimate, axis sweptParam) (shown, all int, err error) {
	m := measureOf(&rows[0])
	curves, all := curvesAlong(c, rows, axis, m)
	return len(curves), all, c.drawSweep(curves, axis, m, math.NaN())
}
