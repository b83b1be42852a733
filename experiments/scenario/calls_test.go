package scenario

import (
	"strings"
	"testing"

	"nines/models"
)

// TestCalls would catch a share of requests that is read as one of a hundred calls, calls that are not needed unless
// said so, and a list of traffic of which only one is taken.
func TestCalls(t *testing.T) {
	const text = `
version: 1
topology: [ { level: node, classes: { web: 2, auth: 2, db: 2 } } ]
classes: { web: { throughput: 50/s }, auth: { throughput: 50/s }, db: { throughput: 50/s } }
services:
  api:  { runs_on: web, up_when: { at_least: 1 }, calls: { auth: 30%, db: { per_request: 2.5, needed: false } } }
  auth: { runs_on: auth, up_when: { at_least: 1 } }
  db:   { runs_on: db, up_when: { capacity: demand } }
traffic: [ { service: api, arrivals: { rate: 10/s } }, { service: auth, arrivals: { rate: 1/s } } ]
`
	d, err := Parse("x.yaml", []byte(text))
	must(err)
	must(d.Set("services.db.calls.auth", "2"))
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	b := s.Blueprint
	calls := append(b.Services[0].Calls, b.Services[2].Calls...)
	want := []models.Call{{Service: 1, PerRequest: 0.3}, {Service: 2, PerRequest: 2.5, Optional: true},
		{Service: 1, PerRequest: 2}}
	for i, c := range calls {
		if c != want[i] {
			t.Errorf("call %d is %+v, want %+v", i, c, want[i])
		}
	}
	for service, rate := range []float64{10, 1 + 3 + 50, 25} {
		if d := b.DemandOn(service); d.Mean < rate-1e-9 || d.Mean > rate+1e-9 {
			t.Errorf("%g requests a second go to service %d, want %g", d.Mean, service, rate)
		}
	}
	if !strings.Contains(strings.Join(strings.Fields(string(s.Resolved)), " "), "per_request: 30% needed: true") {
		t.Errorf("resolved:\n%s", s.Resolved)
	}
}
