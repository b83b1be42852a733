package scenario

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// stalling is a sound scenario of 30 nodes, with keys of a detector and of a fault.
func stalling(detector, fault string) (*Scenario, error) {
	d, err := Parse("x.yaml", fmt.Appendf(nil, `{version: 1,
topology: [{level: zone, count: 3, names: [a, b, c]}, {level: node, count: 10}], localization: {policy: exact},
faults: {x: {rate: 50/y, %s}}, detection: {d: {%s}}, services: {api: {runs_on: node, up_when: {at_least: 1}}}}`,
		fault, detector))
	must(err)
	return d.Compile(DefaultCatalogs())
}

// A guard is carried over, and refused or warned of where it guards nothing. Who runs on a node does not see it die.
func TestPauseGuard(t *testing.T) {
	const hangs = "on: zone-a/node-1, effect: hang, heals: 30s"
	for _, c := range []struct{ detector, fault, err, warns string }{
		{"policy: heartbeat, from: zone-a/node-1", hangs, "", ""},
		{"policy: gossip, from: zone-a/node-1, pause_guard: true", hangs, "", ""},
		{"policy: probe, from: zone-a/node-1, pause_guard: true", hangs, "", "asks anew when its node goes on"},
		{"policy: phi, pause_guard: true", hangs, "runs on no node of this fleet", ""},
		{"policy: phi, from: zone a, pause_guard: true", hangs, "runs on no node of this fleet", ""},
		{"policy: phi, from: zone x, pause_guard: true", hangs, `nothing is called "zone x"`, ""},
		{"policy: phi, from: zone-a/node-1, pause_guard: 5s", hangs, "true or false", ""},
		{"policy: heartbeat, from: zone-a/node-1", "on: node, repair: 1h", "", "strikes zone-a/node-1, on which d runs"},
		{"policy: heartbeat, from: zone-a/node-1", "on: zone a, repair: 1h", "", "strikes zone-a/node-1, on which d runs"},
		{"policy: heartbeat, from: zone-a/node-1", "on: zone b, repair: 1h", "", ""},
		{"policy: heartbeat, from: zone-a/node-1}, other: {policy: human", "on: node, repair: 1h", "", ""},
		{"policy: heartbeat, from: zone a", "on: node, repair: 1h", "", ""},
	} {
		s, err := stalling(c.detector, c.fault)
		switch {
		case c.err == "" && err != nil, c.err != "" && (err == nil || strings.Count(err.Error(), "error:") > 1),
			!strings.Contains(fmt.Sprint(err), c.err):
			t.Errorf("%s: %v, want %q", c.detector, err, c.err)
		case err == nil:
			written(t, s)
			warned := strings.Contains(s.Warnings.Error(), "detection.d") || strings.Contains(s.Warnings.Error(), "asks anew") ||
				strings.Contains(s.Warnings.Error(), "on which d runs")
			if warned != (c.warns != "") || !strings.Contains(s.Warnings.Error(), c.warns) {
				t.Errorf("%s, %s: %v, want %q", c.detector, c.fault, s.Warnings, c.warns)
			}
			if s.Blueprint.Watches[0].Guarded != strings.Contains(c.detector, "pause_guard") {
				t.Errorf("%s: %+v", c.detector, s.Blueprint.Watches[0])
			}
		}
	}
}

// TestConvicted: what an estimate of the work takes a stall for. A stall of 9.5 s convicts those who were last heard
// more than half a second before it, and one member of a group, once it is deaf, another a second.
func TestConvicted(t *testing.T) {
	const runs = "policy: heartbeat, from: zone-a/node-1"
	const deaf = "policy: swim, suspicion: 0, gossip: 1ms, awareness: 1, deafens: {slow: 100%}"
	for _, c := range []struct {
		detector, fault string
		want            float64
	}{
		{runs + ", timeout: 10s", "on: zone-a/node-1, effect: hang, heals: {dist: constant, value: 30s}", 29},
		{runs + ", timeout: 10s", "on: zone a, effect: hang, heals: {dist: constant, value: 9500ms}", 14.5},
		{runs + ", timeout: 10s", "on: zone-a/node-1, effect: hang, heals: {dist: constant, value: 8s}", 0},
		{runs, "on: zone, hits: 50%, effect: hang, repair: 1h", 29. / 6},
		{runs + ", pause_guard: true", "on: node, effect: hang, heals: 1h", 0},
		{runs, "on: node, effect: down, repair: 1h", 0},
		{"policy: probe, from: zone-a/node-1", "on: node, effect: hang, repair: 1h", 0},
		{"policy: heartbeat, from: zone a", "on: node, effect: hang, repair: 1h", 0},
		{deaf, "on: node, effect: {slow: 5x}, heals: {dist: constant, value: 10500ms}", 9.5},
		{deaf, "on: zone, hits: 3, effect: {slow: 5x}, repair: 9h", 3 * 29},
		{deaf, "on: node, effect: hang, repair: 9h", 0},
	} {
		s, err := stalling(c.detector, c.fault)
		if err != nil {
			t.Errorf("%s: %v", c.fault, err)
			continue
		}
		b := s.Blueprint
		f, w := &b.Faults[0], &b.Watches[0]
		if got := Convicted(b, f, w) + Accused(b, f, w); math.Abs(got-c.want) > 0.15*c.want {
			t.Errorf("%s, %s: %g, want %g", c.detector, c.fault, got, c.want)
		}
	}
}
