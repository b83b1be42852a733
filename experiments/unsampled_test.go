package experiments

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// recordText is one node that is struck as a record of 100 h says: for 1 s at 10 h and at 12 h, and for 3 s at 60 h.
const recordText = `
version: 1
name: recorded
time: { horizon: 100h }
topology: [ { level: node, count: 1 } ]
faults: { provider: { on: node, replay: { file: r.csv, to: 100h%s } } }
detection: { all: { policy: instant } }
localization: { policy: exact }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
slo: [ { metric: unavailability, at_most: %v, in: 50%% } ]
run: { replications: { min: %d } }
`

func recorded(t *testing.T, keys string, seconds float64, runs int) *Result {
	t.Helper()
	folder := t.TempDir()
	csv := "start_s,end_s\n36000,36001\n43200,43201\n216000,216003\n"
	if err := os.WriteFile(filepath.Join(folder, "r.csv"), []byte(csv), 0o644); err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf(recordText, keys, seconds/360_000, runs)
	d, err := scenario.Parse(filepath.Join(folder, "s.yaml"), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Compile(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	return mustRun(t, s, 0)
}

// blockwise is the distribution of whole seconds of downtime in five blocks of 20 h of that record: a block that begins
// at u holds the strikes in [u, u + 20 h) on a circle of 100 h, and u is uniform.
func blockwise() []float64 {
	const grid = 10_000
	var block [6]float64
	for i := range grid {
		u, sum := (float64(i)+0.5)*100/grid, 0
		for at, lasts := range map[float64]int{10: 1, 12: 1, 60: 3} {
			if math.Mod(at-u+100, 100) < 20 {
				sum += lasts
			}
		}
		block[sum] += 1.0 / grid
	}
	all := []float64{1}
	for range 5 {
		next := make([]float64, len(all)+5)
		for a, p := range all {
			for b, q := range block {
				next[a+b] += p * q
			}
		}
		all = next
	}
	return all
}

// Years drawn from a record meet an objective as often as its block bootstrap says.
func TestDrawnFromARecord(t *testing.T) {
	r := recorded(t, ", resample: 20h", 4.5, 2000)
	want, mean := 0.0, 0.0
	for seconds, p := range blockwise() {
		if mean += float64(seconds) * p; seconds <= 4 {
			want += p
		}
	}
	if met := r.Judgments[0].Met; math.Abs(met.Mean-want) > 3.3*math.Sqrt(want*(1-want)/2000) {
		t.Errorf("met in %g of the runs, want %g", met.Mean, want)
	}
	if e, _ := r.Find("unavailability", "service:api"); math.Abs(e.Mean*360_000-mean) > 0.25 || math.Abs(mean-5) > 1e-9 {
		t.Errorf("down for %g s on average, want %g", e.Mean*360_000, mean)
	}
	if j := r.Judgments[0]; j.Verdict == result.Undecided || j.Confidence < 0.95 {
		t.Errorf("%s with confidence %g in %g of the runs, where 50 %% are asked for", j.Verdict, j.Confidence, j.Met.Mean)
	}
}

// A record that is played as it was is one observation, however often: it decides nothing with confidence, and has no
// interval. What somebody has chosen is certain.
func TestNothingIsSampled(t *testing.T) {
	r := recorded(t, "", 4.5, 40)
	for _, row := range []string{"availability", "outages", "mttr", "mtbf"} {
		if e, _ := r.Find(row, "service:api"); e.Low != e.High || e.Method != result.NoChance+result.GivenRecord {
			t.Errorf("%s from %g to %g by %q", row, e.Low, e.High, e.Method)
		}
	}
	if j := r.Judgments[0]; j.Verdict != result.Undecided || j.Confidence != 0 || j.Met.Mean != 0 || j.Met.High != 0 {
		t.Errorf("of a record: %s with confidence %g, met in %g of the runs", j.Verdict, j.Confidence, j.Met.Mean)
	}
	r, all := judged(t, "{metric: downtime, at_most: 4h per 1y}", "faults.crash={on: fleet, at: 100d, for: 2h}")
	if j := all["downtime<=4h per 1y"]; j.Verdict != result.Met || j.Confidence != 0 || j.Met.Low != 1 {
		t.Errorf("of a script: %s with confidence %g, met in %g or more of the runs", j.Verdict, j.Confidence, j.Met.Low)
	}
	if len(r.Warnings) > 0 {
		t.Errorf("of a script: %q", r.Warnings)
	}
}

// TestLifeless would catch a bound on what is certain: of a service whose nodes are all down from the first instant on,
// by a script, no request is served; and certainty where some node is up for a while.
func TestLifeless(t *testing.T) {
	const text = `version: 1
time: { horizon: 1m }
topology: [ { level: node, count: 2 } ]
faults: { drill: { on: fleet, at: %s, for: 1h } }
traffic: { service: api, fidelity: request, arrivals: { rate: 50/s }, service_time: 10ms }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 5 } }
`
	for at, sure := range map[string]bool{"0s": true, "30s": false} {
		r := played(t, fmt.Sprintf(text, at))
		for _, metric := range []string{"request_success", "utilization"} {
			e, _ := r.Find(metric, "service:api")
			if got := e.Method == result.NoChance; got != sure || sure && (e.Mean != 0 || e.High != 0) {
				t.Errorf("from %s on: %s is %v, %v to %v (%s)", at, metric, e.Mean, e.Low, e.High, e.Method)
			}
		}
	}
}
