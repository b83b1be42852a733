package plots

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// A chart of quantiles shows every duration once for each law, the axes alike, and the same bytes each time.
func TestQuantiles(t *testing.T) {
	observed := []float64{60, 300, 900, 7200}
	q := QuantilePlot{Title: "disk: how long incidents last", Footer: "4 seen whole", Laws: []QuantileSeries{
		{Label: "lognormal, taken", Fitted: []float64{70, 280, 1000, 6000}, Observed: observed},
		{Label: "weibull", Fitted: []float64{40, 310, 1100, 4000}, Observed: observed}}}
	draw := func(q QuantilePlot) string {
		c, err := Quantiles(q)
		if err != nil {
			t.Fatal(err)
		}
		if c.plot.X.Min != c.plot.Y.Min || c.plot.X.Max != c.plot.Y.Max {
			t.Error("the axes differ")
		}
		var b bytes.Buffer
		if err := c.WriteSVG(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	svg := draw(q)
	for _, want := range []string{q.Title, q.Footer, "lognormal, taken", "weibull", "quantile of the law",
		"duration observed"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the chart lacks %q", want)
		}
	}
	if svg != draw(q) {
		t.Error("the same chart has other bytes")
	}
	short := q
	short.Laws = q.Laws[:1]
	if marks := strings.Count(svg, "<path") - strings.Count(draw(short), "<path"); marks < len(observed) {
		t.Errorf("the second law adds %d marks", marks)
	}
	var missing *NoData
	nothing := QuantilePlot{Laws: []QuantileSeries{{Fitted: []float64{0}, Observed: []float64{0}}}}
	if _, err := Quantiles(nothing); !errors.As(err, &missing) {
		t.Errorf("a chart of nothing: %v", err)
	}
}
