package experiments

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"nines/experiments/scenario"
	"nines/sim/stat/stattest"
)

const scheduledText = `
version: 1
time: { horizon: 10d }
topology: [ { level: node, count: 1 } ]
faults: { crash: { on: node, replay: times.csv, effect: down, repair: 4h } }
detection: { all: { policy: instant } }
localization: { policy: exact }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 400, max: 400 } }
`

// A node was struck at 10 h and at 13 h, and is mended within 4 h on average. What is not yet mended at 13 h
// cannot break again: there are 2 − exp(−3/4) incidents. Repairs have no memory, so that from 13 h on the node
// is down as if it had just been struck, whatever was before: the downtime is 4·(1 − exp(−3/4)) of the first
// three hours, and 4 h.
func TestRecordedTimesWithRepairs(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "times.csv"), []byte("start_s\n36000\n46800\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	d, err := scenario.Parse(filepath.Join(folder, "s.yaml"), []byte(scheduledText))
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Compile(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	r := mustRun(t, s, 0)
	mended := 1 - math.Exp(-0.75)
	runs, year := math.Sqrt(float64(r.Sample.Len())), 36.5 // of ten days
	count := stattest.Normal(point(t, r, "incidents", "fleet")/year, 1+mended, math.Sqrt(mended*(1-mended))/runs)
	stattest.Check(t, "incidents", count)
	hours := point(t, r, "downtime", "service:api") / year / 3600
	const sd = 4.8 // above that of the sum, whose parts are at most 3 h and exponential
	stattest.Check(t, "downtime", stattest.Normal(hours, 4*mended+4, sd/runs))
	stattest.Alarm(t, "downtime if the second strike were lost", stattest.Normal(hours, 4, sd/runs))
}
