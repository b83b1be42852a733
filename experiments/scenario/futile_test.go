package scenario

import (
	"strings"
	"testing"
)

// bare has a service of its own and one that calls another, each without a word too much.
const bare = `
version: 1
topology: [ { level: zone, count: 2 }, { level: node, classes: { web: 2, db: 2, lone: 2 } } ]
services:
  api:  { runs_on: web, up_when: { at_least: 1 }, calls: { db: 1 } }
  db:   { runs_on: db, up_when: { at_least: 1 } }
  lone: { runs_on: lone, up_when: { at_least: 1 } }
traffic:
  - { service: api, fidelity: request, arrivals: { rate: 10/s }, service_time: 1ms }
  - { service: db, fidelity: request, service_time: 1ms }
  - { service: lone, fidelity: request, arrivals: { rate: 10/s }, service_time: 1ms }
`

// TestFutile would catch a word that comes to nothing and passes in silence, and one that is called futile beside what
// it needs: each case is warned of, and no more with one more word.
func TestFutile(t *testing.T) {
	const lone, api, db = "traffic.2.", "traffic.0.", "traffic.1."
	for _, x := range []struct {
		said      []string // settings, path after value
		warned    string
		path, not string // one more, with which there is nothing to warn of
	}{
		{[]string{lone + "queues.order", "lifo", lone + "queues.limit", "0"}, "nobody is next", lone + "queues.limit", "1"},
		{[]string{lone + "priorities", "[{ name: a, share: 100% }]"}, "of the only class",
			lone + "priorities", "[{ name: a, share: 50% }, { name: b, share: 50% }]"},
		{[]string{lone + "priorities", "[{ name: a, share: 50% }, { name: b, share: 50% }]", lone + "queues.limit", "0"},
			"no class is served before others", lone + "queues.limit", "1"},
		{[]string{lone + "queues.while_calling", "free"}, "lone makes no calls", "services.lone.calls", "{ db: 1 }"},
		{[]string{lone + "client.gives_up", "leave"}, "clients of lone wait without end", lone + "client.timeout", "1s"},
		{[]string{lone + "client.gives_up", "drop"}, "clients of lone wait without end", lone + "client.hedge",
			"{ after: 1ms }"},
		{[]string{lone + "latency_threshold", "1s", lone + "client.timeout", "1s"}, "clients of lone wait for 1 s at most",
			lone + "client.tries", "2"},
		{[]string{lone + "latency_threshold", "2s", lone + "client.timeout", "1s", lone + "client.tries", "2"},
			"clients of lone wait for 2 s at most", lone + "client.backoff", "{ policy: full-jitter, base: 1s, cap: 2s }"},
		{[]string{lone + "keys", "{ count: 10 }"}, "nothing looks at what requests to lone are about",
			"balancing", "{ policy: bounded-loads }"},
		{[]string{lone + "keys", "{ count: 10 }"}, "nothing looks at what requests to lone are about",
			lone + "cache", "{ entries: 5 }"},
		{[]string{lone + "keys", "{ count: 10 }", lone + "cache", "{ entries: 5, renews: true }"}, "none is renewed",
			lone + "cache.ttl", "1m"},
		{[]string{lone + "keys", "{ count: 10 }", lone + "cache", "{ entries: 5, hit_saves: 0% }"}, "is spared nothing",
			"services.lone.calls", "{ db: 1 }"},
		{[]string{lone + "encryption", "{ clients: 10, resumed: 1ms }"}, "no connection may be resumed",
			lone + "encryption.resumes_within", "1h"},
		{[]string{lone + "encryption", "{ clients: 10, closes_after: 1m, resumes_within: 30s }"}, "too late to resume it",
			lone + "encryption.resumes_within", "2m"},
		{[]string{lone + "encryption", "{ clients: 10, early_data: true }", lone + "network.users", "1ms"},
			"no connection may be resumed", lone + "encryption.resumes_within", "1h"},
		{[]string{lone + "encryption", "{ clients: 10, early_data: true, resumes_within: 1h }"}, "spares a round trip",
			lone + "network.users", "1ms"},
		{[]string{lone + "network.users", "{ dist: constant, value: 500ms }", lone + "client.timeout", "1s"},
			"no try from users is answered in time", lone + "client.timeout", "1001ms"},
		{[]string{db + "network.across", "{ dist: uniform, min: 60ms, max: 90ms }", db + "client.timeout", "100ms"},
			"no try from callers in other zones is answered", db + "client.timeout", "130ms"},
		{[]string{"services.api.calls.db", "{ per_request: 1, in_turn: true }"}, "makes one call of db at most",
			"services.api.calls.db.per_request", "1.5"},
	} {
		d, err := Parse("x.yaml", []byte(bare))
		must(err)
		for k := 0; k < len(x.said); k += 2 {
			must(d.Set(x.said[k], x.said[k+1]))
		}
		if got := warningsOf(t, d); !strings.Contains(got, x.warned) {
			t.Errorf("%v: want %q, warned:\n%s", x.said, x.warned, got)
		}
		must(d.Set(x.path, x.not))
		if got := warningsOf(t, d); strings.Contains(got, x.warned) {
			t.Errorf("%v with %s %s: warned:\n%s", x.said, x.path, x.not, got)
		}
	}
	d, err := Parse("x.yaml", []byte(bare))
	must(err)
	must(d.Set(api+"queues.while_calling", "free"))
	must(d.Set(db+"client.gives_up", "leave")) // which those give up whose own clients do
	if got := warningsOf(t, d); strings.Contains(got, "traffic") {
		t.Errorf("warned:\n%s", got)
	}
}

func warningsOf(t *testing.T, d *Document) string {
	t.Helper()
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	return strings.Join(strings.Fields(s.Warnings.Error()), " ")
}

// TestWarnedOnce would catch a doubt about a record that is told for each fault which is played from it.
func TestWarnedOnce(t *testing.T) {
	all := Problems{{Severity: Warning, Message: "a"}, {Message: "a"}, {Severity: Warning, Message: "a", Line: 3},
		{Severity: Warning, Message: "b"}, {Severity: Warning, Message: "a", Line: 4}}
	got := all.once()
	if len(got) != 3 || got[0].Message != "a (and at 2 places more)" || got[1].Severity != Error ||
		got[2].Message != "b" {
		t.Errorf("said:\n%v", got)
	}
}
