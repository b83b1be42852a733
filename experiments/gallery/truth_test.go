package gallery_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"nines/models/exact"
	"nines/sim/stat/stattest"
)

// crewsTruth is the example crews as a machine repairman, with figures worked out elsewhere: mean and 99th percentile
// of the number of nodes down.
var crewsTruth = []struct {
	crews string
	model exact.Repairman
	mean  float64
	p99   int
}{
	{"1", exact.Repairman{Nodes: 1000, Crews: 1, MTTF: 3141.408, MTTR: 6}, 476, 529},
	{"2", exact.Repairman{Nodes: 1000, Crews: 2, MTTF: 3141.408, MTTR: 6}, 14.1, 54},
	{"3", exact.Repairman{Nodes: 1000, Crews: 3, MTTF: 3141.408, MTTR: 6}, 2.59, 11},
	{"5", exact.Repairman{Nodes: 1000, Crews: 5, MTTF: 3141.408, MTTR: 6}, 1.94, 6},
}

// The example crews agrees with queueing theory in the mean and beyond the 99th percentile. A bias of 3 % in repair
// times would be found.
func TestCrewsMeetTheory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const replications = 30
	folder := write(t, "crews")
	for _, truth := range crewsTruth {
		t.Run(truth.crews, func(t *testing.T) {
			pmf := truth.model.Down()
			mean, p99 := exact.MeanCount(pmf), exact.QuantileCount(pmf, 0.99)
			if math.Abs(mean/truth.mean-1) > 0.005 || p99 != truth.p99 {
				t.Errorf("theory: mean %.4g, 99th percentile %d", mean, p99)
			}
			s := compile(t, folder, "resources.crews.hands.count", truth.crews)
			means, tails := make([]float64, replications), make([]float64, replications)
			for r := range replications {
				o := play(s, uint32(r))
				means[r] = o.Fleet.Down / o.Measured
				for down, seconds := range o.Fleet.Times {
					if down > truth.p99 {
						tails[r] += seconds / o.Measured
					}
				}
			}
			stattest.Check(t, "mean down", stattest.Mean(means, mean))
			stattest.Check(t, "share beyond the 99th percentile",
				stattest.Mean(tails, 1-exact.Below(pmf, truth.p99+1)))
			slower := truth.model
			if slower.MTTR *= 1.03; slower.Crews == 2 {
				stattest.Alarm(t, "3 % slower", stattest.Mean(means, exact.MeanCount(slower.Down())))
			}
		})
	}
}

// The example age-replacement agrees with renewal and reward in its failures and its replacements, and its comments
// with the closed form: what is cheapest, and how much that costs. A bias of 5 % in the age would be found.
func TestAgeReplacementMeetsTheory(t *testing.T) {
	const racks, day, replications = 200, 86400.0, 40
	model := func(days float64) exact.AgeReplacement {
		return exact.AgeReplacement{Life: exact.Weibull{Shape: 3, Mean: 3 * 365 * day}, Age: days * day,
			Repair: 8 * 3600, Replace: 1800}
	}
	cost := func(days float64) float64 { return racks * 365 * day * model(days).Cost(900, 120) }
	for days, want := range map[float64]float64{180: 49.7e3, 525: 25.4e3, math.Inf(1): 60.0e3} {
		if got := cost(days); math.Abs(got-want) > 50 {
			t.Errorf("at %g d the cost is %.5g a year; the comments say %.5g", days, got, want)
		}
	}
	if best := cost(525); cost(515) < best || cost(535) < best {
		t.Error("525 d is not the cheapest age")
	}
	if up := model(400).Availability; model(380).Availability() > up() || model(420).Availability() > up() {
		t.Error("400 d is not the age that keeps most batteries in place")
	}
	folder := write(t, "age-replacement")
	for _, days := range []float64{180, 500, 2190} {
		s := compile(t, folder, "faults.swap.at_age", fmt.Sprintf("%gd", days))
		fails, swaps := make([]float64, replications), make([]float64, replications)
		for r := range replications {
			o := play(s, uint32(r))
			fails[r] = float64(o.Faults[0].Incidents) / (racks * o.Measured)
			swaps[r] = float64(o.Faults[1].Incidents) / (racks * o.Measured)
		}
		failed, replaced := model(days).Rates()
		stattest.Check(t, fmt.Sprintf("failures, replaced at %g d", days), stattest.Mean(fails, failed))
		stattest.Check(t, fmt.Sprintf("replacements at %g d", days), stattest.Mean(swaps, replaced))
		if _, late := model(1.05 * days).Rates(); days == 500 {
			stattest.Alarm(t, "replaced 5 % too late", stattest.Mean(swaps, late))
		}
	}
}

// A service with nothing but recorded outages is down for as long as the record says, to the second.
func TestReplayIsExact(t *testing.T) {
	folder := write(t, "replay")
	s := compile(t, folder, "faults.crash.time_to_failure", "1000000000y", "faults.provider.replay", "outages.csv")
	want, count := recorded(t, filepath.Join(folder, "outages.csv"), 0.2) // up while 80 % of throughput is within reach
	got := play(s, 0).Services[0]
	if math.Abs(got.Downtime-want) > 1e-3 || got.Outages != count {
		t.Errorf("%d outages of %g s, recorded are %d of %g s", got.Outages, got.Downtime, count, want)
	}
	if two := play(compile(t, folder, "topology.region.count", "2", "topology.region.names", "[a, b]",
		"faults.crash.time_to_failure", "1000000000y"), 0); two.Services[0].Downtime != 0 {
		t.Errorf("with a second region the service is down for %g s", two.Services[0].Downtime)
	}
}

// recorded adds up the outages of a record that are worse than a severity.
func recorded(t *testing.T, path string, severity float64) (seconds float64, count int) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		numbers := make([]float64, 3)
		for i := range numbers {
			if numbers[i], err = strconv.ParseFloat(row[i], 64); err != nil {
				t.Fatal(err)
			}
		}
		if numbers[2] > severity {
			seconds, count = seconds+numbers[1]-numbers[0], count+1
		}
	}
	return seconds, count
}

// Records of the Cloud Uptime Archive are read as they are. They do not come with the program: put some beside the
// example to try them.
func TestArchivedRecords(t *testing.T) {
	records, err := filepath.Glob("replay/*.csv")
	if err != nil || len(records) < 2 {
		t.Skip("no records of the Cloud Uptime Archive beside the example")
	}
	for _, record := range records {
		t.Run(filepath.Base(record), func(t *testing.T) {
			s := compile(t, "replay", "faults.provider.replay", filepath.Base(record))
			if o := play(s, 0); o.Faults[0].Incidents == 0 || o.Flows[0].Lost == 0 {
				t.Errorf("%d outages, %g requests lost", o.Faults[0].Incidents, o.Flows[0].Lost)
			}
		})
	}
}
