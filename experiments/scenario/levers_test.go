package scenario

import (
	"fmt"
	"testing"
)

// What a system has a little more or less of: nodes, hands, parts, and the patience of its detectors.
func TestLevers(t *testing.T) {
	d, err := Parse("test.yaml", []byte(`
version: 1
topology: [ { level: zone, count: 3 }, { level: node, classes: { web: 4, db: 1 } } ]
classes: { web: { throughput: 100/s }, db: { throughput: 100/s } }
faults: { crash: { on: node, effect: down, time_to_failure: 95h, repair: 5h, needs: { crew: hands, spare: disk } } }
resources: { crews: { hands: { count: 1 } }, spares: { disk: { stock: 0, lead_time: 10d } } }
detection:
  beat: { policy: heartbeat, interval: 1s, timeout: 5s }
  once: { policy: instant }
  graph: { policy: monitoring, scrape: 15s, hold: 2m, sees: { down: 90% } }
services: { api: { runs_on: web, up_when: { at_least: 10 } } }
`))
	must(err)
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	const want = "[{topology.node.classes.web 4 [3 5]} {topology.node.classes.db 1 [2]} " +
		"{resources.crews.hands.count 1 [2]} {resources.spares.disk.stock 0 [1]} " +
		"{detection.beat.timeout 5s [65s]} {detection.graph.hold 2m [3m]}]"
	if got := fmt.Sprint(s.Levers()); got != want {
		t.Errorf("levers\n%s, want\n%s", got, want)
	}
	study := Deciding(d, []Decision{{Vary: Vary{Path: "topology.node.classes.web"}}})
	for path, decided := range map[string]bool{"topology.node.classes.web": true, "topology.node.classes": true,
		"topology.node.classes.web.x": true, "topology.node.classes.web2": false, "resources": false} {
		if study.Decides(path) != decided {
			t.Errorf("%s is decided: %t", path, !decided)
		}
	}
}
