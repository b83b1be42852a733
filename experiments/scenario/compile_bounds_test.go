package scenario

import (
	"fmt"
	"strings"
	"testing"
)

// bounded is a small sound scenario, whose places are filled by the tests of what is too much.
const bounded = `{version: 1, time: {horizon: %[1]s}, topology: [{level: zone, count: 2}, {level: node, count: 10}],
faults: {crash: {on: node, %[2]s}}, detection: {hb: {policy: heartbeat, %[3]s}}, localization: {policy: exact},
services: {api: {runs_on: node, up_when: {at_least: 1}}}}
`

// What would never end is refused before it begins; what is merely large is not.
func TestRunsAreBounded(t *testing.T) {
	const calm, beats = "rate: 1/y, repair: 1h", "interval: 1s"
	for _, test := range []struct{ horizon, crash, hb, want string }{
		{"1y", calm, beats, ""},
		{"999999y", "rate: 1/y, repair: 1h", "interval: 1h", ""},
		{"1000001y", calm, beats, "warm-up and horizon are 1e6 y in all; at most 1e6 y can be simulated"},
		{"1y", "time_to_failure: {dist: constant, value: 0s}, repair: {dist: constant, value: 0s}", beats,
			"faults.crash would strike without end in a run of 1 y"},
		{"1y", "time_to_failure: {dist: constant, value: 0s}, repair: 1h", beats, ""},
		{"1y", "time_to_failure: 1us, repair: {dist: constant, value: 0s}", beats,
			"faults.crash would strike about 6e14 times in a run of 1 y"},
		// Its mean is infinite, but nine in ten lives end within 10 µs.
		{"1y", "time_to_failure: {dist: pareto, shape: 1, scale: 1us}, heals: {dist: constant, value: 0s}", beats,
			"faults.crash would strike about"},
		{"1y", calm, "interval: 1us, loss: 99%", "detection.hb would suspect healthy nodes about"},
	} {
		d, err := Parse("b.yaml", []byte(fmt.Sprintf(bounded, test.horizon, test.crash, test.hb)))
		must(err)
		_, err = d.Compile(DefaultCatalogs())
		if test.want == "" && err != nil || test.want != "" && !strings.Contains(fmt.Sprint(err), test.want) {
			t.Errorf("%s, %s, %s: %v\nwant %s", test.horizon, test.crash, test.hb, err, test.want)
		}
	}
}

func TestLevelsAreBounded(t *testing.T) {
	var levels []string
	for i := range maxLevels + 1 {
		levels = append(levels, fmt.Sprintf("{level: l%d, count: 1}", i))
	}
	for n, want := range map[int]string{maxLevels: "", maxLevels + 1: "17 levels; at most 16"} {
		text := fmt.Sprintf("{version: 1, topology: [%s]}", strings.Join(levels[:n], ", "))
		d, err := Parse("b.yaml", []byte(text))
		must(err)
		_, err = d.Compile(DefaultCatalogs())
		if (err != nil) != (want != "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%d levels: %v", n, err)
		}
	}
}
