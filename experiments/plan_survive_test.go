package experiments

import (
	"fmt"
	"strings"
	"testing"

	"nines/models"
)

// What the structure says of a loss is what happens when it is played: every component, or every pair, is taken down
// by a drill, and the service is down then in some of these runs or in none.
func TestSurvivesAsPlayed(t *testing.T) {
	even := "[ { level: zone, count: 3, names: [a, b, c] }, { level: rack, count: 2 }, { level: node, count: 2 } ]"
	uneven := strings.Replace(even, "rack, count: 2", "rack, count: [2, 1, 1]", 1)
	topologies, losses := []string{uneven, even}, "1 zone,2 rack,1 rack,2 zone,2 node,3 node"
	if testing.Short() {
		topologies, losses = topologies[:1], losses[:len("1 zone,2 rack")]
	}
	for _, topology := range topologies {
		for _, rule := range []string{"{ at_least: 8 }", "{ at_least: 6 }", "{ at_least: 5 }", "{ capacity: 66% }",
			"{ capacity: 50% }", "{ capacity: 400/s }", "{ capacity: demand }", "{ majority: zone }",
			"{ at_least: 2, of: zone, each: { capacity: 50% } }", "{ at_least: 3, of: rack, each: { at_least: 2 } }",
			"{ at_least: 2, of: zone, each: { at_least: 1, of: rack, each: { at_least: 1 } } }"} {
			for loss := range strings.SplitSeq(losses, ",") {
				text := fmt.Sprintf(surviveText, topology, rule)
				b := compiled(t, text).Blueprint
				var l Loss
				level := ""
				fmt.Sscan(loss, &l.Count, &level)
				for d, x := range b.Topology.Levels {
					if x.Name == level {
						l.Depth = d + 1
					}
				}
				worst, all := survives(b, l)
				if !all {
					t.Errorf("%s of %s: not every way was tried", loss, topology)
				}
				if played := fallsTo(t, b, text, l); played != (worst != nil) {
					t.Errorf("without %s of %s %s: down is %t when played; %+v", loss, topology, rule, played, worst)
				}
			}
		}
	}
}

const surviveText = `
version: 1
time: { horizon: 3d }
topology: %s
faults: { drill: { on: node, at: 9d, for: 1h, effect: down } }
services: { api: { runs_on: node, up_when: %s } }
classes: { node: { throughput: 100/s } }
traffic: { service: api, arrivals: { rate: 500/s, profile: { peak_to_mean: 1.2, peak_at: 12h } } }
run: { replications: { min: 2, max: 2 } }
`

// fallsTo plays every loss and reports whether any takes the service down.
func fallsTo(t *testing.T, b *models.Blueprint, text string, l Loss) bool {
	components := b.Topology.AtDepth(l.Depth)
	falls := false
	var visit func(from int, lost []string)
	visit = func(from int, lost []string) {
		if falls || len(lost) < l.Count && from == len(components) {
			return
		}
		if len(lost) < l.Count {
			visit(from+1, append(lost[:len(lost):len(lost)], b.Topology.Path(components[from])))
			visit(from+1, lost)
			return
		}
		drill := "{"
		for i, path := range lost {
			drill += fmt.Sprintf(" d%d: { on: %q, at: 12h, for: 24h, effect: down },", i, path)
		}
		r := mustRun(t, compiled(t, text, "faults="+drill+" }"), 1)
		e, _ := r.Find("availability", "service:api")
		falls = e.Mean < 1
	}
	visit(0, nil)
	return falls
}

// Where there are too many ways to try, the worst one by one finds what all ways do if a service counts nodes or
// throughput; a rule that counts domains can hide from it, and the plan says that it may have.
func TestSurvivesOneByOne(t *testing.T) {
	for _, rule := range []string{"{ at_least: 8 }", "{ at_least: 6 }", "{ capacity: 50% }", "{ capacity: demand }"} {
		text := fmt.Sprintf(surviveText, "[ { level: zone, count: 3 }, { level: rack, count: [3, 2, 1] }, "+
			"{ level: node, count: 2 } ]", rule)
		b := compiled(t, text).Blueprint
		for depth := 1; depth <= 3; depth++ {
			for n := 1; n <= 4; n++ {
				worst, _ := survives(b, Loss{Count: n, Depth: depth})
				s, kinds := newStructure(b), interchangeable(b, depth)
				var found *shortfall
				for range n {
					if found = s.loseWorst(kinds); found != nil {
						break
					}
				}
				if (found != nil) != (worst != nil) {
					t.Errorf("%s, %d of depth %d: one by one %+v, all ways %+v", rule, n, depth, found, worst)
				}
			}
		}
	}
}

// What a service needs is lost with it, and the worst is told in words.
func TestSurvivesSaysWhatIsLacking(t *testing.T) {
	b := compiled(t, `
version: 1
topology:
  - { level: zone, count: 3, names: [a, b, c] }
  - { level: node, classes: [ { web: 2, db: 1 }, { web: 2, db: 1 }, { web: 3, db: 2 } ] }
classes: { web: { throughput: 100/s }, db: { throughput: 100/s } }
faults: { crash: { on: node, effect: down, time_to_failure: 95h, repair: 5h } }
services:
  api: { runs_on: web, up_when: { at_least: 2 }, needs: [ store ] }
  store: { runs_on: db, up_when: { at_least: 3 } }
`).Blueprint
	worst, _ := survives(b, Loss{Count: 1, Depth: 1})
	if want := "without zone-c store has 2 of the 3 nodes that it needs"; worst == nil || worst.say(b) != want {
		t.Errorf("%+v", worst)
	}
	if worst, _ := survives(b, Loss{Count: 1, Depth: 2}); worst != nil {
		t.Errorf("one node: %s", worst.say(b))
	}
}

// A log bears losses while a majority of its members is left, wherever they are among the nodes of their class.
func TestSurvivesOfLogs(t *testing.T) {
	const text = `
version: 1
topology: [ { level: zone, count: 3 }, { level: node, count: 3 } ]
faults: { crash: { on: node, rate: 1/y, repair: 1h } }
logs: { etcd: { on: node, replicas: %d, round_trip: 1ms } }
services: { etcd: { log: etcd }, api: { needs: [etcd] } }
`
	for _, x := range []struct {
		replicas int
		loss     Loss
		says     string
	}{
		{5, Loss{Count: 1, Depth: 1}, ""}, {5, Loss{Count: 2, Depth: 1}, "1 of the 3 members"},
		{5, Loss{Count: 2, Depth: 2}, ""}, {5, Loss{Count: 3, Depth: 2}, "2 of the 3 members"},
		{3, Loss{Count: 2, Depth: 2}, "1 of the 2 members"}, {3, Loss{Count: 1, Depth: 1}, ""},
	} {
		b := compiled(t, fmt.Sprintf(text, x.replicas)).Blueprint
		switch worst, _ := survives(b, x.loss); {
		case worst == nil && x.says != "":
			t.Errorf("%d members survive %+v", x.replicas, x.loss)
		case worst != nil && (x.says == "" || !strings.Contains(worst.say(b), x.says)):
			t.Errorf("%d members without %+v: %s, want %q", x.replicas, x.loss, worst.say(b), x.says)
		}
	}
}
