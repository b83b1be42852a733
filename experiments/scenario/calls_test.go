package scenario

import (
	"math"
	"slices"
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
	again, err := Parse("again.yaml", s.Resolved)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.Compile(DefaultCatalogs()); err != nil {
		t.Errorf("what is resolved is not understood:\n%v", err)
	}
}

// TestCallsInStages would catch stages that are called at once, what is said of single calls and dropped, and a service
// that is only called and asked for arrivals.
func TestCallsInStages(t *testing.T) {
	const text = `
version: 1
topology: [ { level: node, classes: { web: 2, auth: 2, db: 2 } } ]
services:
  api:
    runs_on: web
    up_when: { at_least: 1 }
    calls:
      - { auth: 30% }
      - { db: { per_request: 2.5, enough: 2, in_turn: true }, auth: { per_request: 1, awaited: false, on_hits: true } }
  auth: { runs_on: auth, up_when: { at_least: 1 } }
  db:   { runs_on: db, up_when: { at_least: 1 } }
traffic:
  - { service: api, fidelity: request, arrivals: { rate: 10/s }, service_time: 1ms, queues: { while_calling: free },
      keys: { count: 10 }, cache: { entries: 5, ttl: 10s, stale_if_error: 5s } }
  - { service: auth, fidelity: request, arrivals: { rate: 1/s }, service_time: 1ms }
  - { service: db, fidelity: request, service_time: 2ms }
`
	d, err := Parse("x.yaml", []byte(text))
	must(err)
	must(d.Set("services.api.calls.1.db.enough", "3"))
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	b := s.Blueprint
	want := []models.Call{{Service: 1, PerRequest: 0.3},
		{Service: 2, PerRequest: 2.5, Manner: models.Manner{Stage: 1, Enough: 3, InTurn: true}},
		{Service: 1, PerRequest: 1, Optional: true, Manner: models.Manner{Stage: 1, Unawaited: true, OnHits: true}}}
	if got := b.Services[0].Calls; !slices.Equal(got, want) {
		t.Errorf("calls %+v, want %+v", got, want)
	}
	if db := b.LaneOf(2); !b.LaneOf(0).Serving.Frees || db.Serving.Frees || db.Arrivals != nil || db.Work.Mean() != 0.002 {
		t.Errorf("lanes %+v, %+v", b.LaneOf(0), b.LaneOf(2))
	}
	if got := b.DemandOn(1).Mean; math.Abs(got-14) > 1e-9 {
		t.Errorf("%v calls and requests of auth in a second, want 14", got)
	}
	for _, wrong := range []struct{ old, new, want string }{
		{"enough: 2", "enough: 9", "9 answers are to be enough"},
		{"awaited: false", "awaited: false, in_turn: true", "waits for nothing, and for answers"},
		{", cache: { entries: 5, ttl: 10s, stale_if_error: 5s }", "", "makes calls on hits, and its nodes keep nothing"},
		{"ttl: 10s, ", "", "so none is ever stale"},
		{"{ auth: 30% }\n      - { db: {", "{ auth: { per_request: 1, on_hits: true } }\n      - { db: { needed: false,",
			"a miss makes no call that can fail it"},
		{"  - { service: db, fidelity: request, service_time: 2ms }\n", "", "it is not said how long its nodes take"},
		{"arrivals: { rate: 10/s }, ", "", "request needs arrivals"},
		{"db: {", "dx: {", "unknown service"},
		{"  auth: { runs_on", "  auth: { calls: { api: 1 }, runs_on", "in a circle"},
	} {
		d, err := Parse("x.yaml", []byte(strings.Replace(text, wrong.old, wrong.new, 1)))
		must(err)
		if _, err = d.Compile(DefaultCatalogs()); err == nil || !strings.Contains(err.Error(), wrong.want) {
			t.Errorf("%s: %v, want %s", wrong.new, err, wrong.want)
		}
	}
	flow := strings.NewReplacer("fidelity: request", "fidelity: flow", ", queues: { while_calling: free },\n", "",
		"      keys: { count: 10 }, cache: { entries: 5, ttl: 10s, stale_if_error: 5s } }", " }",
		", service_time: 1ms", "", "  - { service: db, fidelity: request, service_time: 2ms }\n", "").Replace(text)
	d, err = Parse("x.yaml", []byte(flow))
	must(err)
	_, err = d.Compile(DefaultCatalogs())
	for _, want := range []string{"called first", "enough is about", "in_turn is about", "awaited is about",
		"on_hits is about"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("at flow: %v, want %s", err, want)
		}
	}
}

// TestBurdenBehindACache would catch a warning of a load that a cache keeps off, and none of one that it does not.
func TestBurdenBehindACache(t *testing.T) {
	const text = `
version: 1
topology: [ { level: node, classes: { web: 2, db: 2 } } ]
services:
  api: { runs_on: web, up_when: { at_least: 1 }, calls: { db: { per_request: 1, on_hits: false } } }
  db:  { runs_on: db, up_when: { at_least: 1 } }
traffic:
  - { service: api, fidelity: request, arrivals: { rate: 100/s }, service_time: 1ms, keys: { count: 10 },
      cache: { entries: 5 } }
  - { service: db, fidelity: request, service_time: 100ms }
`
	for off, warned := range map[string]bool{"on_hits: false": false, "on_hits: true": true} {
		d, err := Parse("x.yaml", []byte(strings.Replace(text, "on_hits: false", off, 1)))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		must(err)
		if got := strings.Contains(s.Warnings.Error(), "all nodes together serve 20/s"); got != warned {
			t.Errorf("%s: warned %v, want %v: %v", off, got, warned, s.Warnings)
		}
	}
}
