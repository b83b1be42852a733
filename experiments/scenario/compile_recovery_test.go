package scenario_test

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"nines/experiments/scenario"
	"nines/models"
	"nines/policies/policytest"
	"nines/policies/recovery"
	"nines/sim"
)

const system = `version: 1
topology: [ { level: zone, count: 3 }, { level: node, classes: { web: 4, db: 2 } } ]
services: { api: { runs_on: web, up_when: { capacity: 70% } } }
detection: { instant: { policy: instant } }
localization: { policy: exact }
`

func compiled(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	document, err := scenario.Parse("recovery.yaml", []byte(system+text))
	if err != nil {
		t.Fatal(err)
	}
	s, err := document.Compile(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	return s
}

const ladder = `
faults:
  crash: { on: web, rate: 2/y, repair: 1h }
  disk:
    on: db
    probability: 4% per 1y
    repair: { dist: gamma, shape: 2, mean: 9h }
    needs: { crew: hands, spare: disk }
  zone-net: { on: zone, rate: 1/y, effect: partition, heals: 35m }
recovery:
  policy: ladder
  steps:
    - { action: restart, takes: { dist: lognormal, median: 30s, p95: 2m }, fixes: { down: 85%, hang: 95%, slow: 60% } }
    - action: replace
      takes: { dist: gamma, shape: 2, mean: 20m }
      needs: { crew: hands }
      fixes: { down: 98%, slow: 98% }
resources:
  crews:  { hands: { count: 2 } }
  spares: { disk: { stock: 8, lead_time: { dist: gamma, shape: 4, mean: 10d } } }
`

// A ladder, a crew and a stock of parts as the language has them.
func TestLadderIsRead(t *testing.T) {
	s := compiled(t, ladder)
	b := s.Blueprint
	steps := b.Recoverer.Actions()
	if len(steps) != 2 || steps[0].Name != "restart" || steps[0].Clears["hang"] != 0.95 ||
		steps[1].Crew != "hands" || steps[1].Clears["hang"] != 0 || steps[1].Clears["down"] != 0.98 {
		t.Errorf("steps: %+v", steps)
	}
	if len(b.Crews) != 1 || len(b.Spares) != 1 {
		t.Fatalf("crews %+v, spares %+v", b.Crews, b.Spares)
	}
	if disk := b.Spares[0]; disk.Stock != 8 || disk.Reorder != 7 || disk.Lead.Mean() != 10*86400 {
		t.Errorf("spare %+v", disk)
	}
	crash, disk := b.Faults[0], b.Faults[1]
	if crash.Crew != -1 || crash.Spare != -1 || disk.Crew != 0 || disk.Spare != 0 {
		t.Errorf("needs of the faults: %+v, %+v", crash, disk)
	}
	if len(s.Warnings) != 0 {
		t.Errorf("warnings: %v", s.Warnings)
	}
}

func TestResourcesAreRead(t *testing.T) {
	s := compiled(t, `
resources:
  crews:
    hands:
      count: 2
      shifts: [ { days: mon-fri, from: 8h, to: 18h }, { days: [sat, sun-mon], from: 22h, to: 6h } ]
      call_out: { dist: constant, value: 1h }
      per: zone
  spares: { disk: { stock: 8, reorder: 4, lead_time: 10d, cost: 200 }, rare: { stock: 0, lead_time: 30d } }
  bandwidth: { repair: { rate: 100MB/s, each: 20MB/s, drag: 10% }, free: { rate: 1GiB/s } }
`)
	const hour, day = 3600, 86400
	duty := func(d, from, to int) models.Shift {
		return models.Shift{From: sim.Duration(d*day + from*hour), To: sim.Duration(d*day + to*hour)}
	}
	want := []models.Shift{duty(0, 0, 6), duty(0, 8, 18), duty(0, 22, 30), duty(1, 8, 18), duty(2, 8, 18), duty(3, 8, 18),
		duty(4, 8, 18), duty(5, 22, 30), duty(6, 22, 24)}
	crew := s.Blueprint.Crews[0]
	if !reflect.DeepEqual(crew.Shifts, want) || crew.Depth != 1 || crew.CallOut.Mean() != hour {
		t.Errorf("crew %+v\nwant shifts %v", crew, want)
	}
	if disk, rare := s.Blueprint.Spares[0], s.Blueprint.Spares[1]; disk.Reorder != 4 || disk.Cost != 200 ||
		rare.Stock != 0 || rare.Reorder != 0 {
		t.Errorf("spares %+v", s.Blueprint.Spares)
	}
	pools := []models.Pool{{Name: "repair", Rate: 100e6, Each: 20e6, Drag: 0.1},
		{Name: "free", Rate: 1 << 30, Each: math.Inf(1)}}
	if !reflect.DeepEqual(s.Blueprint.Pools, pools) {
		t.Errorf("pools %+v, want %+v", s.Blueprint.Pools, pools)
	}
}

// Every policy can be named alone or with its example, conforms as a scenario has it, and shows every default: its
// resolved form means the same.
func TestEveryRecoveryIsRead(t *testing.T) {
	const rest = "\nresources: { bandwidth: { repair: { rate: 100MB/s } } }\n" +
		"faults: { x: { on: web, rate: 1/y, repair: 1h } }"
	for _, row := range recovery.Table().Rows() {
		t.Run(row.Name(), func(t *testing.T) {
			s := compiled(t, fmt.Sprintf("recovery: { policy: %s, %s }%s", row.Name(), row.Example(), rest))
			policytest.Recoverer(t, s.Spec.Recovery)
			document, err := scenario.Parse("again.yaml", s.Resolved)
			if err != nil {
				t.Fatal(err)
			}
			again, err := document.Compile(scenario.DefaultCatalogs())
			if err != nil {
				t.Fatalf("%s\n%v", s.Resolved, err)
			}
			if !bytes.Equal(s.Resolved, again.Resolved) {
				t.Errorf("resolved\n%s\nand again\n%s", s.Resolved, again.Resolved)
			}
			if row.Name() != "repair" && !strings.Contains(string(s.Resolved), "  then:\n    policy: ") {
				t.Errorf("the default of then does not show:\n%s", s.Resolved)
			}
		})
	}
}

// What no treatment fixes and nobody repairs is named where it heals, and refused where it does not.
func TestFaultsWithoutARemedy(t *testing.T) {
	for _, c := range []struct{ fault, recovery, want string }{
		{"effect: hang, heals: 1h", "{ policy: reimage, on: any, fixes: { hang: 0% } }", ""},
		{"repair_each: true, effect: hang, heals: 1h", "{ policy: reimage, fixes: { hang: 0% } }",
			"nothing in recovery fixes hang"},
		{"effect: hang, heals: 1h", "{ policy: reimage, on: any, fixes: { hang: 0% }, fixes_fault: { x: 5% } }", ""},
		{"effect: hang, heals: 1h", "{ policy: mitigate-first }", ""},
		{"effect: hang, repair: 1h", "{ policy: reimage, fixes: { hang: 0% } }", ""},
		{"effect: partition, heals: 1h", "{ policy: reboot }", ""},
		{"effect: hang", "{ policy: reboot, on: any }", ""},
		{"effect: hang", "{ policy: reboot }", "what recovery does to nodes does not end it"},
		{"effect: hang, repair_each: true", "{ policy: reboot }", ""},
		{"effect: down", "{ policy: autoscale }", "faults.x never ends"},
		{"effect: down", "{ policy: rollback }", "faults.x never ends"},
		{"effect: down, change: true", "{ policy: rollback }", ""},
		{"effect: hang, permanent: 10%", "{ policy: reboot, on: any, permanent: true }", ""},
		{"effect: hang, permanent: 10%", "{ policy: reboot, on: any }", "faults.x never ends"},
		{"repair: 1h", "{ policy: limited }", "faults.x takes more than the limit at once"},
		{"repair: 1h", "{ policy: limited, at_most: 34% }", ""},
		{"heals: 1h", "{ policy: limited }", ""},
		{"repair: 1h", "{ policy: limited, instead: { policy: repair } }", ""},
		{"effect: hang", "{ policy: repair }", "faults.x never ends"},
		{"effect: corrupt", "{ policy: reboot }", "faults.x never ends"},
		{"effect: hang", "{ policy: mitigate-first }", "faults.x never ends"},
	} {
		text := fmt.Sprintf("%sfaults: { x: { on: zone, rate: 1/y, %s } }\nrecovery: %s\n", system, c.fault, c.recovery)
		document, err := scenario.Parse("x.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		s, err := document.Compile(scenario.DefaultCatalogs())
		got := ""
		switch {
		case err != nil:
			got = err.Error()
		case len(s.Warnings) > 0:
			got = s.Warnings.Error()
		}
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("{ %s } under %s: got %q, want %q", c.fault, c.recovery, got, c.want)
		}
	}
}

// A rule may be for a class of nodes however the class came to be: the topology's own, or that of nodes without any.
func TestRulesKnowClasses(t *testing.T) {
	for _, c := range []struct{ topology, on string }{
		{"[ { level: node, classes: { web: 4, db: 2 } } ]", "db"},
		{"[ { level: host, count: 6, class: db } ]", "db"},
		{"[ { level: zone, count: 1 }, { level: host, count: 6 } ]", "host"},
	} {
		text := "version: 1\ntopology: " + c.topology + "\nfaults: { crash: { on: " + c.on + ", rate: 1/y, repair: 1h } }\n" +
			"recovery: [ { when: { on: " + c.on + " }, do: [restart] }, { do: [repair] } ]\n" +
			"services: { api: { runs_on: " + c.on + ", up_when: { at_least: 1 } } }\n"
		document, err := scenario.Parse("x.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		s, err := document.Compile(scenario.DefaultCatalogs())
		if err != nil {
			t.Errorf("%s\n%v", text, err)
			continue
		}
		x := s.Blueprint.Suspected(&s.Blueprint.Faults[0])
		if at := s.Spec.Recovery.(*recovery.Runbook).Fits(&x); at != 0 {
			t.Errorf("%s\nrule %d applies", text, at)
		}
	}
}

// The action that is one too many is pointed at, where a rule names it.
func TestTooManyActions(t *testing.T) {
	var actions, rules strings.Builder
	for i := range models.MaxActions + 1 {
		fmt.Fprintf(&actions, "  a%d: { takes: 1m, clears: { down: 90%% } }\n", i)
		if i%10 == 0 {
			fmt.Fprintf(&rules, "]\n  - do: [ repair")
		}
		fmt.Fprintf(&rules, ", a%d", i)
	}
	text := system + "faults: { x: { on: web, rate: 1/y, repair: 1h } }\nactions:\n" + actions.String() + "recovery:" +
		strings.TrimPrefix(rules.String(), "]") + "]\n"
	document, err := scenario.Parse("x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	_, err = document.Compile(scenario.DefaultCatalogs())
	line := strings.Count(text, "\n")
	want := fmt.Sprintf("recovery takes 257 actions; at most 256 can be simulated\n  --> x.yaml:%d:55\n", line)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// An action of the catalog that several rules name is one action; one that is tried otherwise elsewhere is another.
func TestActionsAreListedOnce(t *testing.T) {
	s := compiled(t, `
faults: { x: { on: web, rate: 1/y, repair: 1h }, y: { on: db, rate: 1/y, repair: 1h } }
recovery:
  - { when: { cause: x }, do: [evict, restart] }
  - { do: [ { action: evict, attempts: 7 }, { action: restart, attempts: 2 } ] }
`)
	var got []string
	for _, a := range s.Blueprint.Recoverer.Actions() {
		got = append(got, fmt.Sprintf("%s %d", a.Name, a.Tries))
	}
	if want := []string{"evict 3", "restart 0", "evict 7"}; !reflect.DeepEqual(got, want) {
		t.Errorf("actions and tries elsewhere %q, want %q", got, want)
	}
}

// What has no use, though nothing is wrong with it, is named.
func TestWhatIsOfNoUse(t *testing.T) {
	const faults = "faults: { x: { on: web, rate: 1/y, repair: 1h }, z: { on: zone, rate: 1/y, heals: 1h },\n" +
		"  y: { on: db, rate: 1/y, repair: 1h, change: true } }\n"
	for _, c := range []struct{ text, want string }{
		{"actions: { mend: { takes: 1m, clears: { x: 9% } }, swap: { takes: 1m, clears: { x: 9% } } }\n" +
			"recovery: [ { do: [mend] } ]", "no rule takes actions.swap"},
		{"actions: { mend: { takes: 1m, clears: { x: 9% } } }\nrecovery: { policy: restart }", "no rule takes actions.mend"},
		{"actions: { reboot: { takes: 1m, clears: { x: 9% } } }\nrecovery: { policy: reboot }",
			"no rule takes actions.reboot"},
		{"recovery: [ { when: { cause: [x, y] }, do: [repair] }, { do: [reboot] } ]",
			"reboot helps against nothing that comes to recovery.1"},
		{"recovery: [ { when: { cause: [x, z] }, do: [rollback, repair] }, { do: [repair] } ]",
			"rollback helps against nothing that comes to recovery.0"},
		{"recovery: [ { when: { cause: z }, do: [repair] }, { do: [repair] } ]",
			"repair helps against nothing that comes to recovery.0"},
		{"recovery: [ { do: [evict, reboot, repair] } ]", ""},
		{"actions: { mend: { takes: 1m, clears: { x: 9%, z: 0% } } }\nrecovery: [ { do: [mend] } ]", ""},
		{"actions: { away: { policy: evict, clears: { z: 90% } } }\nrecovery: [ { do: [away, repair] } ]", ""},
		{"actions: { back: { policy: rollback, clears: { y: 90%, z: 90% } } }\nrecovery: [ { do: [back, repair] } ]", ""},
		{"resources: { crews: { hands: { count: 1 } } }\nrecovery: { policy: reboot, needs: { crew: hands } }", ""},
		{"resources: { crews: { hands: { count: 1 } } }\nrecovery: { policy: reboot }",
			"nothing needs resources.crews.hands"},
	} {
		s := compiled(t, faults+c.text)
		if got := s.Warnings.Error(); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

// What comes again and again for next to nothing is refused, where nothing else ends the fault and it was not tried
// before what is sure.
func TestHopelessTries(t *testing.T) {
	for _, c := range []struct{ fault, actions, do, want string }{
		{"", "a: { takes: { dist: constant, value: 0s }, clears: { down: 0.009% } }", "[a]",
			"a comes about 11.1 k times for one incident of faults.x;"},
		{"", "a: { takes: 1s, clears: { down: 0.01% } }", "[a]", ""},
		{"repair: 1h", "a: { takes: 1s, clears: { down: 0.001% } }", "[a]", ""},
		// Within an hour there are six pauses of ten minutes, within 70 days ten thousand.
		{"heals: 1h", "a: { takes: 1s, clears: { down: 0.001% } }", "[a]", ""},
		{"heals: 70d", "a: { takes: 1s, clears: { down: 0.001% } }", "[a]", "a comes about 10.1 k times"},
		{"modes: { p: 50%, q: 50% }", "a: { takes: 1s, clears: { p: 90% } }, b: { takes: 1s, clears: { q: 90% } }",
			"[a, b]", "b comes without end for one incident of the mode p of faults.x"},
		{"modes: { p: 50%, q: 50% }", "a: { takes: 1s, clears: { p: 100% } }, b: { takes: 1s, clears: { q: 90% } }",
			"[a, b]", ""},
		{"modes: { p: { share: 50%, repair: 1h }, q: 50% }", "a: { takes: 1s, clears: { q: 90% } }", "[a]",
			"the mode q of faults.x may never end"},
		{"modes: { p: { share: 50%, repair: 1h }, q: 50% }", "a: { takes: 1s, clears: { q: 100% } }", "[a]", ""},
		{"repair: 1h", "a: { takes: { dist: constant, value: 0s }, clears: { x: 90% }, relapse: 100%, relapse_after: " +
			"{ dist: constant, value: 0s } }", "[a]", "faults.x would be back without end in a run of 1 y after what a mends"},
		{"repair: 1h", "a: { takes: 1m, clears: { x: 90% }, relapse: 100%, relapse_after: 1h }", "[a]", ""},
	} {
		text := fmt.Sprintf("%sfaults: { x: { on: web, rate: 1/y, %s } }\nactions: { %s }\nrecovery: [ { do: %s } ]\n",
			system, c.fault, c.actions, c.do)
		document, err := scenario.Parse("x.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		_, err = document.Compile(scenario.DefaultCatalogs())
		if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.Contains(got, c.want) {
			t.Errorf("{ %s } under %s: got %s, want %q", c.fault, c.actions, got, c.want)
		}
	}
}

// Bounds are met, and passed by one: a fault that takes as much as a limit allows does not stall it, and all nodes of a
// service may have its role.
func TestBoundsOfRecovery(t *testing.T) {
	const half = "faults: { x: { on: fleet, hits: 50%%, rate: 1/y, repair: 1h } }\n" +
		"recovery: { policy: limited, at_most: %s }\n"
	for limit, stalled := range map[string]bool{"50%": false, "49.9%": true} {
		s := compiled(t, fmt.Sprintf(half, limit))
		if got := strings.Contains(s.Warnings.Error(), "takes more than the limit"); got != stalled {
			t.Errorf("half of the nodes under a limit of %s: stalled %t", limit, got)
		}
	}
	const role = "%sfaults: { x: { on: web, rate: 1/y, repair: 1h } }\n" +
		"recovery: { policy: failover, service: api, active: %d }\n"
	for _, active := range []int{12, 13} { // of three times four nodes
		document, err := scenario.Parse("x.yaml", fmt.Appendf(nil, role, system, active))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = document.Compile(scenario.DefaultCatalogs()); (err != nil) != (active > 12) {
			t.Errorf("%d active of 12: %v", active, err)
		}
	}
}
