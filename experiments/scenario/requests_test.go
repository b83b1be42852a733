package scenario

import (
	"slices"
	"testing"
)

// TestEntriesOfTraffic would catch what is odd about the requests to one service and is said of those to another, or of
// all traffic.
func TestEntriesOfTraffic(t *testing.T) {
	const text = `
version: 1
topology: [ { level: node, classes: { web: 20, db: 20 } } ]
services:
  api: { runs_on: web, up_when: { at_least: 1 }, calls: { db: 1 } }
  db:  { runs_on: db, up_when: { at_least: 1 } }
traffic:
  - { service: api, fidelity: request, arrivals: { rate: 10/s }, service_time: 1ms }
  - service: db
    fidelity: request
    service_time: 1ms
    client:
      timeout: 2s
      deadline: 1s
      retry_budget: 10%
`
	const cached = `    cache:
      entries: 10M
`
	places := func(list []Problem) (lines []int) {
		for _, p := range list {
			lines = append(lines, p.Line)
		}
		return lines
	}
	d, err := Parse("x.yaml", []byte(text))
	must(err)
	s, err := d.Compile(DefaultCatalogs())
	must(err)
	if got := places(s.Warnings); !slices.Contains(got, 14) || !slices.Contains(got, 15) {
		t.Errorf("lines %d are warned of, not the deadline and the budget: %v", got, s.Warnings)
	}
	d, err = Parse("x.yaml", []byte(text+cached))
	must(err)
	_, err = d.Compile(DefaultCatalogs())
	problems, _ := err.(Problems)
	if got := places(problems); !slices.Equal(got, []int{17, 17}) {
		t.Errorf("lines %d are refused, not the cache and its entries: %v", got, err)
	}
}
