package scenario

import (
	"fmt"
	"strings"
	"testing"
)

const blamed = `version: 1
time: {horizon: 1y}
topology: [{level: zone, count: 2}, {level: node, count: 10}]
classes: {node: {throughput: 1/s}}
faults: {crash: {on: node, rate: 1/y, repair: 1h}, flood: {on: zone, rate: 1/y, repair: 1h}}
detection: {hb: {policy: heartbeat, interval: 1s, timeout: 5s}}
localization: {policy: exact}
services: {api: {runs_on: node, up_when: {at_least: 1}}}
slo: [{metric: downtime, at_most: 60m per 1y, over: 30d, in: 95%}]
`

// What a flag breaks is reported at the flag, in the words of its author; what the file has wrong stays where it is.
func TestFlagsAreBlamed(t *testing.T) {
	for _, test := range []struct {
		sets []string
		want []string
	}{
		{[]string{"time.horizon=1d"},
			[]string{"error: a window of 30d does not fit a horizon of 1d\n  --> --set time.horizon=1d\n help:"}},
		{[]string{"time.horizon=1e9y"},
			[]string{"horizon are 1e9 y in all; at most 1e6 y can be simulated\n  --> --set time.horizon=1e9y\n"}},
		{[]string{"detection.hb.timeout=500ms"},
			[]string{"timeout 500ms is below the interval 1s\n  --> --set detection.hb.timeout=500ms\n"}},
		{[]string{"detection.hb.loss=1%", "detection.hb.interval=1m"},
			[]string{"timeout 5s is below the interval 1m\n  --> --set detection.hb.interval=1m\n"}},
		{[]string{"topology.node.count=1e12"},
			[]string{"level node needs 1 to 5M nodes of class node per parent\n  --> --set topology.node.count=1e12\n"}},
		{[]string{"topology.node.count=x"},
			[]string{"topology.node.count: want a whole number, got \"x\"\n  --> --set topology.node.count=x"}},
		{[]string{"topology.zone.count=4M"},
			[]string{"about 44 M components in all; at most 5M can be simulated\n  --> --set topology.zone.count=4M\n"}},
		{[]string{"services.api.up_when.at_least=21"},
			[]string{"it asks for 21 nodes and runs on 20\n  --> --set services.api.up_when.at_least=21"}},
		{[]string{"topology.node.count=0"}, []string{"--> --set topology.node.count=0"}},
		{[]string{"faults.crash.time_to_failure=9d", "run.seed=5"},
			[]string{"faults.crash has 2 ways of saying when it strikes\n  --> --set faults.crash.time_to_failure=9d\n"}},
		{[]string{"run.seed=5", "slo.0.metric=downtme"}, []string{"--> --set slo.0.metric=downtme"}},

		{[]string{"faults.crsh.repair=3h"},
			[]string{"needs the key \"on\"\n  --> --set faults.crsh.repair=3h\n help: did you mean faults.crash?"}},
		{[]string{"faults.other.repair=3h"},
			[]string{"help: give it whole, or set a part of one that is there: crash, flood"}},
		{[]string{"detection.bh.timeout=3s"}, []string{"help: give it whole, or set a part of one that is there: hb"}},
		{[]string{"services.ap.runs_on=node"}, []string{"help: did you mean services.api?"}},
	} {
		found := compileSet(blamed, test.sets...)
		for _, want := range test.want {
			if !strings.Contains(found, want) {
				t.Errorf("%s: %s\nwant %s", test.sets, found, want)
			}
		}
	}
	if found := compileSet(blamed, "classes.nod.cost=1/h"); !strings.Contains(found, "did you mean classes.node?") {
		t.Error(found)
	}
}

func TestFilesAreBlamed(t *testing.T) {
	broken := strings.Replace(blamed, "timeout: 5s", "timeout: 500ms", 1)
	const want = "below the interval 1s\n  --> f.yaml:6:60"
	for _, sets := range [][]string{{"detection.hb.loss=1%"}, {"run.seed=5"}, {"run.seed=5", "time.horizon=2y"}} {
		if found := compileSet(broken, sets...); !strings.Contains(found, want) {
			t.Errorf("%s: %s\nwant %s", sets, found, want)
		}
	}
}

// compileSet compiles with flags and returns everything that is said.
func compileSet(text string, sets ...string) string {
	d, err := Parse("f.yaml", []byte(text))
	must(err)
	for _, set := range sets {
		path, value, _ := strings.Cut(set, "=")
		must(d.Set(path, value))
	}
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		return fmt.Sprint(err)
	}
	return s.Warnings.Error()
}
