package scenario

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nines/models"
)

// served is a scenario whose requests come as in a file beside it.
func served(t *testing.T, data, arrivals string) (*Scenario, error) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("requests.csv", data)
	d, err := Open(write("scenario.yaml", `version: 1
time: { horizon: 1h }
topology: [ { level: node, count: 2 } ]
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
traffic:
  service: api
  fidelity: request
  service_time: { dist: constant, value: 1s }
  arrivals: { process: trace, file: requests.csv, rate: 1/s`+arrivals+` }
`))
	if err != nil {
		t.Fatal(err)
	}
	return d.Compile(DefaultCatalogs())
}

// TestColumns would catch instants read as if they were a second apart, a heading taken for a request, and a column
// that nobody asked for keeping the others from being read.
func TestColumns(t *testing.T) {
	const rows = `when,tokens,who
2023-11-16 18:17:03.9799600,100,ann
2023-11-16 18:17:04.9799600,200,bob
2023-11-16T18:17:07.9799600Z,300,"carl, jr"
`
	s, err := served(t, rows, ", work: { tokens: 10ms }")
	if err != nil {
		t.Fatal(err)
	}
	lane := s.Blueprint.LaneOf(0)
	if got := lane.Arrivals.(models.Sizing).MeanSize(); math.Abs(got-2.5) > 1e-12 {
		t.Errorf("mean size %v, want 2.5", got)
	}
	if got := s.Blueprint.Classes[0].Throughput; math.Abs(got-1/3.5) > 1e-12 {
		t.Errorf("a node serves %v/s, want one in 3.5 s", got)
	}
	for want, x := range map[string][2]string{
		`requests.csv:2: want a number or an instant, got "ann"`: {rows, ", time: who"},
		`the file has no column "bytes"`:                         {rows, ", work: { bytes: 1ms }"},
		"wrong number of fields":                                 {"a,b\n1,2\n3\n", ", time: a"},
		"fewer than three":                                       {"1\n2\n", ""},
		"a time that is before":                                  {"5\n2\n9\n", ""},
	} {
		if _, err := served(t, x[0], x[1]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestAzureRecord reads the hour of code completions of P. Patel et al. (ISCA 2024), where it is at hand.
func TestAzureRecord(t *testing.T) {
	data, err := os.ReadFile("../../../shared/data/azure-llm-arrivals/AzureLLMInferenceTrace_code.csv")
	if err != nil {
		t.Skip("the record is not here:", err)
	}
	s, err := served(t, string(data), ", time: TIMESTAMP, work: { ContextTokens: 0.35ms, GeneratedTokens: 30ms }")
	if err != nil {
		t.Fatal(err)
	}
	// Of all requests but the first, which has no gap before it.
	if got := s.Blueprint.LaneOf(0).Arrivals.(models.Sizing).MeanSize(); math.Abs(got-1.5532) > 1e-3 {
		t.Errorf("mean size %v, want 1.553", got)
	}
}
