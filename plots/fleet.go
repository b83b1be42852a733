package plots

import (
	"fmt"
	"math"

	"nines/experiments/result"
)

// fleet draws what a sweep buys and what it costs: the nodes that are up above and, where prices were given, the cost
// of the whole fleet below.
func fleet(c *Chart, f *result.Folder, o Options) error {
	up, err := metricRows(c, f, "nodes_up", o.Scope)
	if err != nil {
		return err
	}
	axis, err := sweptAxis(c, up, o.Against)
	if err != nil {
		return err
	}
	axis = axis.sampled(c.all)
	up = axis.among(up)
	what := "Nodes up"
	if cost, err := metricRows(c, f, "cost", ""); err == nil {
		what += " and cost"
		if err := c.costBelow(axis.among(cost), axis); err != nil {
			return err
		}
	}
	c.Title = fmt.Sprintf("%s against %s: %s", what, axis.name, subject(&up[0].Key, up[0].Scope, ""))
	c.Subtitle = meansAlong(up, axis)
	shown, all, err := c.panelOf(up, axis)
	c.Subtitle += fewer(shown, all, "curves", c.all.chosen(), result.Estimates.File())
	c.key.heading = c.all.naming().without(axis.path).heading()
	return err
}

// costBelow makes room for a lower panel and draws the cost into it; the key of the upper one speaks for both.
func (c *Chart) costBelow(cost []result.Estimate, axis sweptParam) error {
	c.height += pageHeight / 2
	_, _, err := c.panelOf(cost, axis)
	c.lower = &panel{c.plot, c.yLabel}
	c.plot, c.key.entries = newPlot(), nil
	return err
}

// panelOf draws one metric along an axis, and returns how many of all its curves are shown.
func (c *Chart) panelOf(rows []result.Estimate, axis sweptParam) (shown, all int, err error) {
	m := measureOf(&rows[0])
	curves, all := curvesAlong(c, rows, axis, m)
	return len(curves), all, c.drawSweep(curves, axis, m, math.NaN())
}
