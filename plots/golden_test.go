package plots_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"nines/plots"
)

// The text of every chart on well-behaved input is kept, so that no change of style or of numbers goes unseen.
func TestGoldenSVG(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the last digits of coordinates depend on the architecture")
	}
	for _, name := range []string{"fan", "sweep", "frontier", "forest", "forest-baselines", "downtime",
		"recover", "causes", "phases", "detectors", "timeline", "fleet", "storm", "storm-variants",
		"slowness", "slowness-both", "spectrum", "spectrum-variants", "knee", "capacity", "precision", "at-risk",
		"welch", "runway", "runway-one", "inputs", "importance",
		"survival", "survival-one", "durability", "concurrent", "concurrent-few"} {
		p := pictures()[name]
		first, second := svgOf(t, p.chart, p.data), svgOf(t, p.chart, p.data)
		if first != second {
			t.Errorf("%s: two drawings of one folder differ", name)
		}
		golden := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(golden, []byte(first), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if first != string(want) {
			t.Errorf("%s differs from %s; look at the chart (-look), then -update", name, golden)
		}
	}
}

func svgOf(t *testing.T, chart string, data tables) string {
	t.Helper()
	c, err := drawer(t, chart, plots.Options{Point: -1})(data.open(t))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := c.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
