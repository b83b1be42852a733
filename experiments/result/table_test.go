package result_test

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"nines/experiments/result"
)

func key(point int) result.Key {
	return result.Key{RunID: "3f9a1c", Scenario: "web", Variant: "weighted, by \"cost\"", Point: point,
		Params: []result.Param{{Path: "detection.hb.timeout", Value: "30s"}, {Path: "topology.node.count",
			Value: "18"}}}
}

// ugly holds the floats that careless formatting loses: halfway digits, the ends of the range, −0, missing, infinite.
var ugly = []float64{0, math.Copysign(0, -1), 0.1 + 0.2, 1e-7, 5e-324, math.MaxFloat64, 31536000, 1e21, 1.0 / 3,
	math.NaN(), math.Inf(1), math.Inf(-1)}

func replications() []result.ReplicationRow {
	var rows []result.ReplicationRow
	for point := range 2 {
		for i, x := range ugly {
			rows = append(rows, result.ReplicationRow{Key: key(point), Replication: i, Metric: "downtime",
				Scope: "service:api", Unit: "s/y", Value: x})
		}
	}
	return rows
}

func estimates() []result.Estimate {
	return []result.Estimate{
		{Key: key(0), Metric: "availability", Scope: "service:api", Unit: "ratio", N: 300, Mean: 0.9997, SD: 1e-4,
			Low:  0.9996,
			High: 0.9998, Confidence: 0.95, Method: "student-t on log unavailability", P05: 0.9, P50: 0.99, P95: 1,
			SLOBound: 0.9995, SLOVerdict: result.Met, Warnings: []string{"skewed; run longer", `"quoted"`}},
		{Key: key(0), Metric: "mttf", Scope: "service:api", Unit: "s", Mean: math.NaN(), SD: math.NaN(), Low: 1e7,
			High: math.NaN(), SLOBound: math.NaN()},
	}
}

// same compares floats by their bits' meaning: NaN equals NaN, and −0 is not told from 0 by cmp, hence the text check
// in checkTable.
func same[T any](t *testing.T, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("read back differs (-want +got):\n%s", diff)
	}
}

func checkTable[R any](t *testing.T, table *result.Table[R], rows []R, lose func(*R)) {
	t.Helper()
	var first, second bytes.Buffer
	if err := table.Encode(&first, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	got := decode(t, table, first.String())
	want := slices.Clone(rows)
	for i := range want {
		lose(&want[i])
	}
	same(t, want, got)
	if err := table.Encode(&second, slices.Values(got)); err != nil {
		t.Fatal(err)
	}
	if first.String() != second.String() {
		t.Errorf("written again, the bytes differ:\n%s\n%s", first.String(), second.String())
	}
}

func decode[R any](t *testing.T, table *result.Table[R], text string) []R {
	t.Helper()
	var rows []R
	for row, err := range table.Decode(strings.NewReader(text)) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

func nothing[R any](*R) {}

func TestTablesRoundTrip(t *testing.T) {
	checkTable(t, result.Replications, replications(), nothing)
	checkTable(t, result.Estimates, estimates(), func(e *result.Estimate) { e.Warnings = nil })
	checkTable(t, result.Series, []result.SeriesRow{{Key: key(1), T: 86400, Metric: "availability",
		Scope: "service:api",
		Unit:  "ratio", Mean: 0.999, P05: 0.99, P25: 0.995, P50: 0.999, P75: 1, P95: 1, N: 40}}, nothing)
	checkTable(t, result.Incidents, []result.IncidentRow{{Key: key(1), Replication: 3, Incident: 17, Start: 1,
		Detect: 2, Locate: 3, Wait: math.NaN(), Repair: 5, Verify: 6, End: 7, Cause: "zone-net", Scope: "service:api",
		NodesAffected: 120, CapacityLost: 1.0 / 3, RequestsFailed: math.NaN()}}, nothing)
	checkTable(t, result.Timelines, []result.TimelineRow{{Key: key(1), Replication: 3, Component: "service:api",
		Stage: "outage", Start: -7, End: math.NaN(), Among: 2}, {Key: key(1), Replication: 3, Incident: 17,
		Component: "zone-a", Cause: "zone-net", Stage: "repair", Start: 1, End: 2.5, Among: 900}}, nothing)
	checkTable(t, result.Components, []result.ComponentRow{{Key: key(0), Component: "zone-a/rack-3/node-17",
		Failures: 2.5, DowningFailures: 0.5, Downtime: 60, Waiting: 3, Importance: 0.25, OutageShare: 0.3,
		OutageLow: 0.1, OutageHigh: 0.5, RiskReduction: math.NaN(), RiskLow: math.NaN(), RiskHigh: math.NaN()}}, nothing)
	checkTable(t, result.Histograms, []result.HistogramRow{{Key: key(0), Metric: "mttr", Scope: "service:api",
		Unit: "s", Lower: 60, Upper: math.Inf(1), Weight: 3}}, nothing)
	checkTable(t, result.Comparisons, []result.CompareRow{{Variant: "b", Baseline: "a", Metric: "downtime",
		Scope: "service:api", Unit: "s/y", Pairs: 40, Diff: -12, Low: -20, High: -4, Relative: -0.1, P: 0.003,
		PAdjusted: 0.006, VarianceReduction: 8, ProbBest: 0.98}}, nothing)
	checkTable(t, result.Replications, nil, nothing)
}

func TestHeaders(t *testing.T) {
	row := result.ReplicationRow{Key: key(0)}
	got := strings.Join(result.Replications.Header(&row), ",")
	want := "run_id,scenario,variant,point,param_detection.hb.timeout,param_topology.node.count," +
		"replication,metric,scope,unit,value,censored"
	if got != want {
		t.Errorf("header\n%s, want\n%s", got, want)
	}
	got = strings.Join(result.Estimates.Header(nil), ",")
	want = "run_id,scenario,variant,point,metric,scope,unit,n,mean,sd,sd_ci_low,sd_ci_high,ci_low,ci_high,confidence," +
		"ci_method,p05,p50,p95,p95_ci_low,p95_ci_high,slo_bound,slo_verdict,slo_confidence"
	if got != want {
		t.Errorf("header\n%s, want\n%s", got, want)
	}
}

func TestNumbersAreShortAndPlain(t *testing.T) {
	for x, want := range map[float64]string{0.1: "0.1", 31536000: "31536000", 1e-7: "1e-07", 1e21: "1e+21",
		3e-4: "0.0003", math.Inf(-1): "-Inf"} {
		if got := result.FormatFloat(x); got != want {
			t.Errorf("FormatFloat(%g) = %q, want %q", x, got, want)
		}
	}
}

func TestSummaryJSON(t *testing.T) {
	w := create(t)
	want := result.Summary{Warnings: []string{"no correlated faults"}, Estimates: estimates()}
	if err := w.Summary(want); err != nil {
		t.Fatal(err)
	}
	f := published(t, w)
	got, err := f.Summary()
	if err != nil {
		t.Fatal(err)
	}
	same(t, want, got)
	rows, err := result.Load(f, result.Estimates)
	if err != nil || len(rows) != 2 || rows[1].Low != 1e7 || !math.IsNaN(rows[1].High) {
		t.Errorf("summary.csv: %v, %v", rows, err)
	}
}

// Two runs must not differ by the order in which workers happened to deliver, so a writer that forgot to sort is
// caught.
func TestEncodeRefuses(t *testing.T) {
	good := replications()
	swapped := slices.Clone(good)
	slices.Reverse(swapped)
	otherParams := slices.Clone(good)
	otherParams[3].Params = nil
	newline := slices.Clone(good)
	newline[2].Scope = "two\nlines"
	for name, c := range map[string]struct {
		rows []result.ReplicationRow
		want string
	}{
		"order":  {swapped, "out of order"},
		"params": {otherParams, "different parameters"},
		"text":   {newline, "control characters"},
	} {
		err := result.Replications.Encode(new(bytes.Buffer), slices.Values(c.rows))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
	result.Replications.Sort(swapped)
	if err := result.Replications.Encode(new(bytes.Buffer), slices.Values(swapped)); err != nil {
		t.Errorf("sorted: %v", err)
	}
}

func TestDecodeErrorsHavePositions(t *testing.T) {
	const header = "run_id,scenario,variant,point,replication,metric,scope,unit,value,censored\n"
	for text, want := range map[string]string{
		"":                                      "replications.csv: empty",
		"run_id,scenario,variant,point,value\n": `replications.csv:1:31: column "value": want "replication" here`,
		"run_id,scenario\n":                     `:1:8: the header ends early: column "variant" is missing`,
		header[:len(header)-1] + ",more\n":      `replications.csv:1:76: unknown column "more"`,
		header + "r,s,,0,1,m,api,s,12x,0\n":     `replications.csv:2:18: column "value" holds "12x": want a number`,
		header + "r,s,,0,1,m,api,s,NaN,0\n":     `column "value" holds "NaN"`,
		header + "r,s,,0,x,m,api,s,1,0\n":       `:2:8: column "replication" holds "x": want a whole number`,
		header + "r,s,,0,1,m,api":               "replications.csv:2:1: a row with too many or too few fields",
		header + "r,s,,0,1,\"m,api,s,1\n":       "replications.csv:",
		header + "r,s,,0,1,\xff,api,s,1,0\n":    "want UTF-8",
	} {
		var last error
		for _, err := range result.Replications.Decode(strings.NewReader(text)) {
			last = err
		}
		var bad *result.FolderError
		if !errors.As(last, &bad) || !strings.Contains(last.Error(), want) {
			t.Errorf("%q:\n got %v\nwant %s", text, last, want)
		}
	}
}

// Whatever bytes come in: no panic, and what is accepted reads the same after it was written again.
func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := result.Replications.Encode(&b, slices.Values(replications())); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("run_id,scenario,variant,point,param_,replication,metric,scope,unit,value\n\"a\r\nb\",,,0,,0,,,,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var rows []result.ReplicationRow
		for row, err := range result.Replications.Decode(bytes.NewReader(data)) {
			if err != nil {
				return
			}
			rows = append(rows, row)
		}
		result.Replications.Sort(rows)
		var out bytes.Buffer
		if err := result.Replications.Encode(&out, slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
		again := decode(t, result.Replications, out.String())
		same(t, rows, again)
	})
}
