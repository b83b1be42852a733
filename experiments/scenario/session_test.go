package scenario

import (
	"reflect"
	"strings"
	"testing"

	"nines/models"
	"nines/models/traffic"
	"nines/sim/dist"
)

const visited = `
version: 1
time: { horizon: 1h }
topology: [ { level: node, count: 1 } ]
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
balancing: { policy: random }
traffic:
  service: api
  fidelity: request
  arrivals: { rate: 0.1/s, session: { requests: 5, think: 8s, leaves: 20% }, idle_after: 1m }
  service_time: { dist: exponential, mean: 1s }
`

// TestSession would catch a session that is not carried over, and a demand of users that is taken for one of requests.
func TestSession(t *testing.T) {
	s, err := compileText(visited)
	if err != nil {
		t.Fatal(err)
	}
	got := &s.Blueprint.Traffic[0]
	think, _ := dist.NewExponential(8)
	want := models.Session{Requests: traffic.Always{Value: 5}, Think: think, Leaves: 0.2}
	if !reflect.DeepEqual(*got.Lane.Session, want) || got.Lane.Idle != 60 || got.Demand.Mean != 0.5 {
		t.Errorf("%+v, %v, %v/s", *got.Lane.Session, got.Lane.Idle, got.Demand.Mean)
	}
	s, err = compileText(strings.Replace(visited, ", idle_after: 1m", "", 1))
	if err != nil || s.Blueprint.Traffic[0].Lane.Idle != models.UsuallyIdle {
		t.Errorf("idle after %v, %v", s.Blueprint.Traffic[0].Lane.Idle, err)
	}
	// The requests of a session are about the same, whatever those of others are about: answers are of use again.
	s, err = compileText(strings.Replace(visited, "fidelity: request", "fidelity: request\n  cache: { entries: 9 }", 1))
	if err != nil || s.Blueprint.Traffic[0].Lane.Cache == nil {
		t.Errorf("a cache beside sessions: %v", err)
	}
}

// TestSessionIsRefused would catch one that is taken and not played, or has no meaning.
func TestSessionIsRefused(t *testing.T) {
	for _, c := range [][3]string{
		{"requests: 5", "requests: 0", "from 1 to 1M"},
		{"requests: 5", "requests: { dist: geometric, mean: 0.5 }", "from 1 to 1e6"},
		{"requests: 5", "requests: { dist: listed, shares: [40%, 40%] }", "sum to 100%"},
		{"think: 8s", "think: 8000y", "would be thinking"},
		{"rate: 0.1/s, session", "process: closed, users: 5, think: 5s, session", "no meaning"},
		{"session: { requests: 5, think: 8s, leaves: 20% }, ", "", "several requests"},
		{"fidelity: request", "fidelity: windows", "before a window"},
		{"fidelity: request", "fidelity: flow", "single requests"},
		{"leaves: 20%", "leaves: 120%", "leaves"},
	} {
		_, err := compileText(strings.Replace(visited, c[0], c[1], 1))
		if err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%s: %v", c[1], err)
		}
	}
}
