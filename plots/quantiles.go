package plots

import (
	"gonum.org/v1/plot/vg/draw"
)

// QuantilePlot is what a chart of a sample against laws fitted to it shows (a Q–Q plot). It is drawn from numbers, not
// from a results folder: a fit leaves none.
type QuantilePlot struct {
	Title, Footer string
	Laws          []QuantileSeries // the one that is taken first
}

// QuantileSeries is one law: for each duration of the sample, in seconds, the duration that as large a share stays
// below by the law.
type QuantileSeries struct {
	Label            string
	Fitted, Observed []float64
}

// Quantiles draws a Q–Q plot on two logarithmic axes. Where no duration is above 0 the error is a *NoData.
func Quantiles(q QuantilePlot) (*Chart, error) {
	c := newChart("quantiles", nil)
	c.Title, c.Footer = q.Title, q.Footer
	c.Subtitle = "Every duration of the sample against what the law has for its rank; both axes are logarithmic. On the " +
		"gray line the two agree; above it the sample is longer than the law."
	var all []float64
	for _, s := range q.Laws {
		all = append(append(all, s.Fitted...), s.Observed...)
	}
	low, high, ok := logRange(all)
	if !ok {
		return nil, c.noData("no duration is longer than 0")
	}
	c.xAxis(low, high, durationTicks(minLabelDistanceX), "quantile of the law (logarithmic)")
	c.yAxis(low, high, durationTicks(minLabelDistanceY), "duration observed (logarithmic)")
	c.plot.X.Scale, c.plot.Y.Scale = logScale{}, logScale{}
	c.add(curve{[]at{{low, low}, {high, high}}, draw.LineStyle{Color: muted, Width: 1}})
	for i := len(q.Laws) - 1; i >= 0; i-- { // the one that is taken over the others
		s, look := q.Laws[i], lookOf(i)
		points := make([]at, len(s.Fitted))
		for k := range points {
			points[k] = at{s.Fitted[k], s.Observed[k]}
		}
		c.add(dots{points, draw.GlyphStyle{Color: look.color, Radius: 2.4, Shape: look.glyph}})
	}
	for i, s := range q.Laws {
		look := lookOf(i)
		c.key.add(s.Label, "", dots{nil, draw.GlyphStyle{Color: look.color, Radius: 2.4, Shape: look.glyph}})
	}
	return c, nil
}
