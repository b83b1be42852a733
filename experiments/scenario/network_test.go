package scenario

import (
	"strings"
	"testing"
)

// TestNetwork would catch ways that are mixed up, and those that nobody takes.
func TestNetwork(t *testing.T) {
	const text = `
version: 1
topology: [ { level: node, classes: { web: 2, db: 2 } } ]
services:
  api: { runs_on: web, up_when: { at_least: 1 }, calls: { db: 1 } }
  db:  { runs_on: db, up_when: { at_least: 1 } }
traffic:
  - { service: api, fidelity: request, arrivals: { rate: 10/s }, service_time: 1ms, network: { users: 20ms } }
  - service: db
    fidelity: request
    service_time: 1ms
    network: { inside: 1ms, across: { dist: constant, value: 2ms } }
`
	d, err := Parse("x.yaml", []byte(text))
	must(err)
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	api, db := s.Blueprint.LaneOf(0).Network, s.Blueprint.LaneOf(1).Network
	if api.Users.Mean() != 0.02 || api.Inside != nil || api.Across != nil {
		t.Errorf("ways to api %+v", api)
	}
	if db.Users != nil || db.Inside.Mean() != 0.001 || db.Across.Mean() != 0.002 || db.Across.Quantile(0.1) != 0.002 {
		t.Errorf("ways to db %+v", db)
	}
	for _, wrong := range []struct{ old, new, want string }{
		{"users: 20ms", "inside: 20ms", "no service calls api"},
		{"inside: 1ms", "users: 1ms", "no user sends requests to db"},
		{"across: {", "accross: {", "unknown key"},
	} {
		d, err := Parse("x.yaml", []byte(strings.Replace(text, wrong.old, wrong.new, 1)))
		must(err)
		if _, err = d.Compile(DefaultCatalogs()); err == nil || !strings.Contains(err.Error(), wrong.want) {
			t.Errorf("%s: %v, want %s", wrong.new, err, wrong.want)
		}
	}
	flow := strings.NewReplacer("fidelity: request", "fidelity: flow", ", service_time: 1ms", "",
		"    service_time: 1ms\n", "").Replace(text)
	d, err = Parse("x.yaml", []byte(flow))
	must(err)
	if _, err = d.Compile(DefaultCatalogs()); err == nil || !strings.Contains(err.Error(), "about single requests") {
		t.Errorf("at flow: %v", err)
	}
}
