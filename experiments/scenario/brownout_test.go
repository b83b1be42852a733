package scenario

import (
	"reflect"
	"strings"
	"testing"

	"nines/models"
	"nines/policies/brownout"
)

const browned = `
version: 1
time: { horizon: 1h }
topology: [ { level: node, count: 1 } ]
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
balancing: { policy: random }
traffic:
  service: api
  fidelity: request
  arrivals: { rate: 0.5/s }
  service_time: { dist: exponential, mean: 1s }
  keys: { count: 10 }
  queues: { brownout: { policy: linear, from: 1, to: 6, optional: 40% } }
`

// TestBrownout would catch a brown-out that is not carried over.
func TestBrownout(t *testing.T) {
	s, err := compileText(browned)
	if err != nil {
		t.Fatal(err)
	}
	got := s.Blueprint.Traffic[0].Lane.Serving
	want := models.Serving{Slots: 1, Limit: -1, Brownout: brownout.Linear{From: 1, To: 6}, Optional: 0.4}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestBrownoutIsRefused would catch one that is taken and not played, or has no meaning.
func TestBrownoutIsRefused(t *testing.T) {
	for _, c := range [][3]string{
		{"to: 6", "to: 1", "to above it"},
		{", optional: 40%", "", "optional"},
		{"optional: 40%", "optional: 100%", "optional"},
		{"optional: 40%", "optional: 0%", "optional"},
		{"queues: { ", "queues: { order: shared, ", "has a turn"},
		{"keys:", "cache: { entries: 5 }\n  keys:", "cache"},
	} {
		_, err := compileText(strings.Replace(browned, c[0], c[1], 1))
		if err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%s: %v", c[1], err)
		}
	}
}

func compileText(text string) (*Scenario, error) {
	d, err := Parse("x.yaml", []byte(text))
	must(err)
	return d.Compile(DefaultCatalogs())
}
