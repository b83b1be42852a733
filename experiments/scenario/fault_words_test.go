package scenario

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/unit"
)

// faulty is a sound scenario of one fault, whose keys the tests give.
func faulty(keys string) (*Scenario, error) {
	text := fmt.Sprintf(`{version: 1, time: {horizon: 1y, start: {age: 1y}}, topology: [{level: rack, count: 2},
{level: node, count: 10}], faults: {x: {%s}}, resources: {crews: {hands: {count: 1}}},
detection: {d: {policy: instant}}, localization: {policy: exact},
services: {api: {runs_on: node, up_when: {at_least: 1}}}}`, keys)
	d, err := Parse("x.yaml", []byte(text))
	must(err)
	return d.Compile(DefaultCatalogs())
}

// What a fault may say beyond its life is accepted, written back as it was, or refused with its remedy.
func TestFaultWords(t *testing.T) {
	const wears = "on: node, time_to_failure: {dist: weibull, shape: 2, mean: 1y}, repair: 9h, "
	const calm = "on: node, rate: 1/y, repair: 9h, "
	const push = "on: rack, rate: 1/y, repair: 9h, "
	for _, test := range []struct{ keys, want string }{
		{wears + "after_repair: new", ""},
		{wears + "after_repair: old", ""},
		{wears + "after_repair: {kijima1: 30%}", ""},
		{wears + "after_repair: {kijima2: 30%}", ""},
		{wears + "after_repair: older", "write new, old, {kijima1: 30%} or {kijima2: 30%}"},
		{wears + "after_repair: {kijima1: 30%, kijima2: 30%}", "faults.x.after_repair is one of two models"},
		{wears + "after_repair: {}", "faults.x.after_repair is one of two models"},
		{wears + "after_repair: {kijima1: 130%}", "is more than 100 %"},
		{"on: node, time_to_failure: {dist: uniform, min: 1h, max: 1y}, repair: 9h, after_repair: old",
			"nobody outlives the end of uniform"},
		{"on: node, time_to_failure: {dist: uniform, min: 1h, max: 1y}, repair: 9h, after_repair: {kijima2: 50%}", ""},
		{"on: node, time_to_failure: {dist: weibull, shape: 6, mean: 1d}, repair: {dist: constant, value: 0s}, " +
			"after_repair: old", "faults.x would strike about"},
		{calm + "permanent: 30%, change: true, bad: 5%", ""},
		{calm + "bad: 5%", "bad is the share of changes that do harm, and faults.x is no change"},
		{"on: node, rate: 1e308/y, repair: 9h", "faults.x strikes too often"},
		{"on: node, rate: 0/y, repair: 9h", "faults.x never strikes"},
		{calm + "triggers: {ratio: 0.3, within: 10m, on: rack}", ""},
		{calm + "triggers: {ratio: 0.3, within: 10m}", ""},
		{calm + "triggers: {ratio: 1, within: 10m}", "triggers.ratio must be above 0 and below 1, got"},
		{calm + "triggers: {ratio: 0.3, within: 0s}", "write for example within: 10m"},
		{calm + "triggers: {ratio: 0.3, within: 1m, on: node}", "strikes spread within a level above"},
		{calm + "triggers: {ratio: 0.3, within: 1m, on: node}", "known levels above it: fleet, rack"},
		{wears + "triggers: {ratio: 0.3, within: 1m}, after_repair: old", "is as good as new after its repair"},
		{calm + "flaps: {on: 2m, off: 20m}", ""},
		{calm + "flaps: {on: 1ns, off: 1ns}", "write longer phases"},
		{calm + "flaps: {on: {dist: constant, value: 0s}, off: {dist: constant, value: 0s}}", "write longer phases"},
		{push + "stages: [{share: 1%, for: 10m}, {share: 10%, for: 1h}, {share: 100%}]", ""},
		{push + "stages: [{share: 50%}, {share: 100%}]", "has no end, and another stage follows"},
		{push + "stages: [{share: 50%, for: 1h}, {share: 50%}]", "50% is not above 50%"},
		{push + "stages: [{share: 50%, for: 1h}]", "the last stage has no end"},
		{push + "stages: [{share: 50%}], repair_each: true", "one incident, which is repaired as one"},
		{push + "stages: [{share: 50%}], flaps: {on: 2m, off: 20m}", "stages and flaps both say how the effect goes on"},
		{calm + "stages: [{share: 50%}]", "put the fault on a level above the nodes"},
		{"on: rack, at: 1d, for: 1h, stages: [{share: 50%}]", "so stages has no meaning"},
		{"on: rack, at: 1d, for: 1h, after_repair: old", "so after_repair has no meaning"},
		{"on: node, every: 30d, for: 2h", ""},
		{"on: node, every: 30d, at: 3d, for: 2h, at_a_time: 2, per: rack, counted: false", ""},
		{"on: rack, every: 1d, for: 12h", ""},
		{"on: node, every: 30d, for: 2h, budget: {max_unavailable: 1}", ""},
		{"on: node, every: 30d, for: 2h, budget: {min_available: 19}", ""},
		{"on: node, every: 30d, for: 2h, budget: {min_available: 20}", "20 nodes are to be up, of 20: no turn ever begins"},
		{"on: node, every: 30d, for: 2h, budget: {}", "says one of max_unavailable and min_available"},
		{"on: node, every: 30d, for: 2h, budget: {max_unavailable: 1, of: nobody}", `unknown service "nobody"`},
		{"on: rack, every: 1d, for: 12h, budget: {max_unavailable: 9}", "takes 10 nodes of rack-1 out of service"},
		{calm + "budget: {max_unavailable: 1}", "a budget is what turns of planned work wait for"},
		{"on: rack, every: 1d, for: 12.1h", "a pass over 2 targets takes 1.01 d, longer than the 1d until"},
		{"on: node, every: 12h, for: 2h, at_a_time: 2", "a pass over 20 targets takes 20 h"},
		{"on: node, every: 30d", "faults.x needs how long it lasts"},
		{"on: node, every: 30d, for: 0s", "write for: 2h"},
		{"on: node, every: 0s, for: 2h", "write for example every: 30d"},
		{"on: node, every: 30d, for: 2h, at_a_time: 0", "faults.x.at_a_time must be 1 or more, got"},
		{"on: fleet, every: 30d, for: 2h, at_a_time: 2", "works on the fleet as a whole: nobody takes turns"},
		{"on: fleet, every: 30d, for: 2h, per: fleet", "works on the fleet as a whole: nobody takes turns"},
		{"on: rack, every: 30d, for: 2h, per: rack", "within a level above what the fault is on"},
		{"on: node, every: 30d, for: 2h, per: zone", "within a level above what the fault is on"},
		{"on: node, every: 30d, for: 2h, repair: 9h", "so repair has no meaning"},
		{"on: node, every: 30d, for: 2h, effect: {slow: 2x}", "it takes its targets down"},
		{"on: node, every: 30d, for: 2h, rate: 1/y", "faults.x has 2 ways of saying when it strikes"},
		{"on: node, replay: x.csv, for: 2h", "a replay takes from its file how long its outages last"},
		{calm + "at_a_time: 2", "add every: 30d, or leave them out"},
		{calm + "counted: false", ""},
		{calm + "overload: {above: 85%, steepness: 20}", "describe the traffic at fidelity flow"},
		{calm + "overload: {above: 85%, steepness: 0}", "steepness must be above 0 and up to 1000, got"},
		{calm + "overload: {above: 85%}", "steepness"},
	} {
		s, err := faulty(test.keys)
		switch {
		case test.want == "" && err != nil, test.want != "" && !strings.Contains(fmt.Sprint(err), test.want):
			t.Errorf("%s: %v\nwant %s", test.keys, err, test.want)
		case err == nil:
			written(t, s)
		}
	}
}

// written holds a scenario to what it resolves to: compiled again, it resolves to the same bytes.
func written(t *testing.T, s *Scenario) {
	t.Helper()
	d, err := Parse("x.yaml", s.Resolved)
	must(err)
	again, err := d.Compile(DefaultCatalogs())
	if err != nil || string(again.Resolved) != string(s.Resolved) {
		t.Errorf("%s\nresolves to\n%v%s", s.Resolved, err, again.Resolved)
	}
}

// fault is the one of a scenario that must compile.
func fault(t *testing.T, keys string) *models.Fault {
	t.Helper()
	s, err := faulty(keys)
	if err != nil {
		t.Fatal(err)
	}
	return &s.Blueprint.Faults[0]
}

func TestAfterRepair(t *testing.T) {
	f := fault(t, "on: node, time_to_failure: {dist: weibull, shape: 2, mean: 1y}, repair: 9h, "+
		"after_repair: {kijima2: 30%}")
	got, ok := f.Failure.(failure.Imperfect)
	if !ok || got.Kept != 0.3 || !got.Whole || got.Start != failure.Aged || unit.Duration(got.Age) != unit.Year {
		t.Errorf("%#v", f.Failure)
	}
}

// TestPlanned would catch turns over the whole fleet where they are per rack, and a first pass at the wrong time.
func TestPlanned(t *testing.T) {
	f := fault(t, "on: node, every: 30d, at: 3d, for: 2h, at_a_time: 4, per: rack, counted: false")
	want := failure.Planned{First: sim.Time(3 * unit.Day), Every: sim.Duration(30 * unit.Day),
		Lasts: sim.Duration(2 * unit.Hour), Turns: []int32{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2}}
	if !f.Course.Announced || f.Schedule != "every 30 d from 3 d on, 2 h each, 6 h a pass" || !f.Uncounted ||
		!reflect.DeepEqual(f.Failure, want) {
		t.Errorf("%#v", f)
	}
	f = fault(t, "on: node, every: 30d, for: 2h")
	if p := f.Failure.(failure.Planned); f.Uncounted || p.First != sim.Time(p.Every) || p.Turns[19] != 19 {
		t.Errorf("%#v", f)
	}
}

// TestOverload would catch a rate that is not one over the mean life, and nodes that have no load.
func TestOverload(t *testing.T) {
	const text = `{version: 1, topology: [{level: rack, count: 2}, {level: node, classes: {web: 3, db: 1}}],
classes: {web: {throughput: 2/s}, db: {throughput: 1/s}}, faults: {x: {%s, overload: {above: 85%%, steepness: 20}}},
detection: {d: {policy: instant}}, localization: {policy: exact},
services: {api: {runs_on: web, up_when: {at_least: 1}}}, traffic: {service: api, arrivals: {rate: 5/s}}}`
	for _, test := range []struct{ keys, want string }{
		{"on: web, rate: 4/y, repair: 9h", ""},
		{"on: node, probability: 30% per 1y, repair: 9h", ""},
		{"on: web, rate: 4000/y, heals: {dist: constant, value: 0s}", ""},
		{"on: rack, rate: 4/y, repair: 9h", "put the fault on a class or on nodes"},
		{"on: db, rate: 4/y, repair: 9h", "put it on a class of that service"},
		{"on: web, rate: 4/y, repair: 9h, lemons: 1", "say rate: 4/y, without lemons"},
		{"on: web, rate: 4/y, repair: 9h, after_repair: old", "its time to failure is exponential"},
		{"on: web, time_to_failure: {dist: weibull, shape: 2, mean: 1y}, repair: 9h", "its time to failure is exponential"},
		{"on: web, at: 1d, for: 9h", "its time to failure is exponential"},
	} {
		d, err := Parse("x.yaml", fmt.Appendf(nil, text, test.keys))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		switch {
		case test.want == "" && err != nil, test.want != "" && !strings.Contains(fmt.Sprint(err), test.want):
			t.Errorf("%s: %v\nwant %s", test.keys, err, test.want)
		case err == nil:
			written(t, s)
			o, mean := s.Blueprint.Faults[0].Overload, s.Blueprint.Faults[0].Failure.(failure.Renewal).Life.Mean()
			if o.Above != 0.85 || o.Steepness != 20 || o.Rate != 1/mean {
				t.Errorf("%s: %+v", test.keys, o)
			}
		}
	}
}
