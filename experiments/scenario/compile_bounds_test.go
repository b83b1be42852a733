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
		{"1e-320y", calm, beats, "at least 1s can be measured"},
		{"1s", calm, beats, ""},
		{"31s, warmup: 1y", calm, beats, "want at least a millionth of it, 31.5 s"},
		{"32s, warmup: 1y", calm, beats, ""},
		{"1y", "time_to_failure: {dist: constant, value: 0s}, repair: {dist: constant, value: 0s}", beats,
			"faults.crash strikes again the moment it is over"},
		{"1y", "time_to_failure: {dist: constant, value: 0s}, repair: 1h", beats,
			"faults.crash strikes again the moment it is over"},
		{"1y", "time_to_failure: {dist: uniform, min: 0s, max: 1h}, repair: {dist: constant, value: 0s}", beats, ""},
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

// TestRequestsAreBounded would catch traffic that no machine can play, and traffic that is refused though it can be: an
// error names where it is said, and what makes it less.
func TestRequestsAreBounded(t *testing.T) {
	const text = `{version: 1, time: {horizon: 1h}, topology: [{level: node, count: 10000}], localization: {policy: exact},
detection: {instant: {policy: instant}}, services: {api: {runs_on: node, up_when: {at_least: 1}}},
traffic: {service: api, fidelity: %s, service_time: 50ms, queues: {limit: 1}, arrivals: {%s}, %s}}
`
	const plain, closed = "rate: 10/s", "process: closed, users: 100, think: "
	for _, test := range []struct{ fidelity, arrivals, more, want, help string }{
		{"request", plain, "", "", ""},
		{"request", "rate: 1M/s", "", "", ""},
		{"request", "rate: 1e15/s", "", "api: about 4e18 requests would come in the 1 h", "lower the rate"},
		{"windows", "rate: 3M/s", "windows: {count: 10, length: 1s, lead: 1s}", "", ""},
		{"request", "rate: 3M/s", "", "api: about 1e10 requests", "lower the rate"},
		{"request", "rate: 1M/s", "client: {tries: 10}", "api: about 3e10 tries would be refused", "fewer tries"},
		{"request", "rate: 1M/s", "client: {tries: 10, retry_budget: 10%}", "", ""},
		{"request", "rate: 10/s, process: bursts, factor: 5x, lasts: 1e-300s, every: 1e-299s", "",
			"api: about 7e302 phases of bursts", "longer times for lasts"},
		{"request", closed + "1s", "", "", ""},
		{"request", closed + "1ns", "", "api: about 4e14 tries would be refused", "users think longer"},
		{"request", closed + "1ns", "client: {tries: 2, backoff: {policy: constant, wait: 1s}}", "", ""},
		{"request", "rate: 10/s, session: {think: 5s, requests: 1M}", "", "users would be thinking", "shorter one"},
		{"request", "rate: 10/s, session: {think: 1us, requests: 1M}", "", "api: about 4e10 requests", "lower the rate"},
		{"request", plain, "keys: {count: 1M}, cache: {entries: 2000}", "", ""},
		{"request", plain, "keys: {count: 1M}, cache: {entries: 10k}", "keep 100 M entries, in some 5 GB", "fewer entries"},
		{"request", plain, "keys: {count: 1k}, cache: {entries: 10k}", "", ""},
	} {
		d, err := Parse("b.yaml", fmt.Appendf(nil, text, test.fidelity, test.arrivals, test.more))
		must(err)
		_, err = d.Compile(DefaultCatalogs())
		if got := fmt.Sprint(err); test.want == "" && err != nil || !strings.Contains(got, test.want) && test.want != "" ||
			!strings.Contains(strings.ReplaceAll(got, "\n", " "), test.help) && test.help != "" {
			t.Errorf("%s, %s, %s: %v\nwant %s; %s", test.fidelity, test.arrivals, test.more, err, test.want, test.help)
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

// What a scenario says of its parts is held to what a model can compute with, and said at its place.
func TestPartsAreBounded(t *testing.T) {
	const text = `{version: 1, topology: [{level: node, classes: {web: 1, db: 1}}],
classes: {web: {throughput: 1/s}, db: {throughput: 1/s}},
faults: {x: {on: node, rate: 1/y, repair: 1h}}, detection: {d: {policy: instant}}, localization: {policy: exact},
services: {api: {runs_on: [web, db], up_when: {at_least: 1}}}, traffic: {service: api, arrivals: {rate: 1/s}}}`
	for _, test := range []struct{ path, value, want string }{
		{"services.api.runs_on", "[web, db, web]", "error: services.api.runs_on names the class web twice"},
		{"services.api.runs_on", "[]", "error: services.api.runs_on is empty"},
		{"time.report_at", "[1h, 60m]", "error: time.report_at names 1h twice"},
		{"traffic.arrivals.growth", "40% per 1y", ""},
		{"traffic.arrivals.growth", "100% per 18d", "error: a growth of 100% per 18d makes more than 1e6 times"},
		{"traffic.arrivals.growth", "100% per 19d", ""}, // 2^(365/19) = 6e5
		{"traffic.arrivals.growth", "100% per 1ns", "error: a growth of"},
		{"traffic.arrivals.rate", "1e16/s", "error: traffic.arrivals.rate must be above 0/s and up to 1e15/s"},
		{"classes.web.throughput", "1e16/s", "error: classes.web.throughput must be up to 1e15/s"},
		{"classes.web.weight", "1e16", "error: classes.web.weight must be up to 1e15"},
		{"classes.web.cost", "1e300/h", "error: classes.web.cost must be up to 1e15/y"},
		{"resources", "{crews: {h: {count: 1, cost: 1e300/h}}}", "error: resources.crews.h.cost must be up to 1e15/y"},
		{"resources", "{crews: {h: {count: 1, overtime: 1e300/h}}}", "resources.crews.h.overtime must be up to 1e15/y"},
		{"resources", "{spares: {d: {stock: 1, holding: 1e300/h}}}", "resources.spares.d.holding must be up to 1e15/y"},
		{"resources", "{spares: {d: {stock: 1, cost: 1e16}}}", "error: resources.spares.d.cost must be from 0 to 1e15"},
		{"faults.x.cost", "1e16", "error: faults.x.cost must be from 0 to 1e15"},
		{"detection.d", "{policy: outlier, requests: 1e300/s}", "error: detection.d would suspect healthy nodes"},
		{"detection.d", "{policy: outlier, requests: 10k/s, errors: 90%}", "error: detection.d would suspect healthy nodes"},
		{"faults.x.repair", "{dist: pareto, shape: 1, scale: 1h}", "warning: faults.x.repair takes infinitely long"},
		{"faults.x", "{on: node, rate: 1/y, heals: {dist: pareto, shape: 0.5, scale: 1h}}",
			"warning: faults.x.heals takes infinitely long"},
		{"faults.x", "{on: node, rate: 1/y, heals: {dist: pareto, shape: 0.5, scale: 1h}, repair: 1h}", ""},
		{"faults.x", "{on: node, at: 1y, for: 1h}", "warning: faults.x strikes at 1y, when the horizon of 1y is over"},
		{"faults.x", "{on: node, at: 0s, for: 1h}", ""},
		{"faults.x", "{on: nodes, at: 0s, for: 1h}", "known places: fleet, node, web, db, one member"},
		{"topology", "[{level: node, count: 2}]", "known classes: web, db"},
	} {
		d, err := Parse("b.yaml", []byte(text))
		must(err)
		must(d.Set(test.path, test.value))
		var got string
		if s, err := d.Compile(DefaultCatalogs()); err != nil {
			got = err.Error()
		} else {
			got = s.Warnings.Error()
		}
		if unexpected := test.want == "" && strings.Contains(got, "--set"); unexpected || !strings.Contains(got, test.want) {
			t.Errorf("%s=%s: %s\nwant %s", test.path, test.value, got, test.want)
		}
	}
}

// Numbers in each other's place make a law, and a strange one.
func TestSwappedNumbersAreNoticed(t *testing.T) {
	for repair, swapped := range map[string]bool{
		"{dist: lognormal, mean: 6h, p95: 2h}": true, "{dist: lognormal, mean: 2h, p95: 6h}": false,
	} {
		d, err := Parse("b.yaml", []byte(fmt.Sprintf(bounded, "1y", "rate: 1/y, repair: "+repair, "interval: 1s")))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(s.Warnings.Error(), "the p95 of 2h is not above the mean of 6h") != swapped {
			t.Errorf("%s: %v", repair, s.Warnings)
		}
	}
}
