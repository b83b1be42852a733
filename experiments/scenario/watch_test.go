package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nines/models"
)

// watched is a sound scenario of three detectors, with more keys that the tests give.
func watched(keys string) (*Scenario, error) {
	text := fmt.Sprintf(`{version: 1, topology: [{level: zone, count: 3, names: [a, b, c]}, {level: node, count: 10}],
faults: {x: {on: zone, rate: 1/y, repair: 1h}}, localization: {policy: exact},
services: {api: {runs_on: node, up_when: {at_least: 1}}},
detection: {a: {policy: heartbeat}, b: {policy: heartbeat, misses: 3}, c: {policy: instant}}, %s}`, keys)
	d, err := Parse("x.yaml", []byte(text))
	must(err)
	return d.Compile(DefaultCatalogs())
}

// Who must agree is carried over, written back as it was, or refused with its remedy.
func TestAlarmWords(t *testing.T) {
	for _, test := range []struct{ keys, want string }{
		{"", "[{[0 1 2] 1}]"},
		{"alarm: {policy: any, of: [a, b]}", "[{[0 1] 1} {[2] 1}]"},
		{"alarm: {policy: all}", "[{[0 1 2] 3}]"},
		{"alarm: {policy: quorum}", "[{[0 1 2] 2}]"},
		{"alarm: {policy: quorum, votes: 2, of: [c, a]}", "[{[2 0] 2} {[1] 1}]"},
		{"alarm: {policy: quorum, votes: 4}", "4 votes are asked of 3 detectors"},
		{"alarm: {policy: quorum, votes: 0}", "alarm: votes is 0"},
		{"alarm: {policy: all, of: [a, d]}", `unknown detector "d"`},
		{"alarm: {policy: all, of: [a, a]}", "alarm names the detector a twice"},
		{"alarm: {policy: most}", `unknown alarm policy "most"`},
	} {
		s, err := watched(test.keys)
		switch {
		case err != nil && strings.Contains(err.Error(), test.want):
		case err != nil || fmt.Sprint(s.Blueprint.Panels) != test.want:
			t.Errorf("%s: %v, want %s", test.keys, err, test.want)
		default:
			written(t, s)
		}
	}
}

// Balancers hear every detector but those that advise people, unless the scenario says otherwise; another policy in its
// place changes nothing about that.
func TestEjects(t *testing.T) {
	text := `{version: 1, topology: [{level: node, count: 10}], localization: {policy: exact},
services: {api: {runs_on: node, up_when: {at_least: 1}}},
detection: {a: {policy: heartbeat}, b: {policy: human}, c: {policy: human, ejects: true},
d: {policy: heartbeat, ejects: false, misses: 3}}}`
	d, err := Parse("x.yaml", []byte(text))
	must(err)
	must(d.Set("detection.d.policy", "instant"))
	s, err := d.Compile(DefaultCatalogs())
	must(err)
	var mute []bool
	for _, w := range s.Blueprint.Watches {
		mute = append(mute, w.Mute)
	}
	if !slices.Equal(mute, []bool{false, true, false, true}) {
		t.Errorf("balancers do not hear %v", mute)
	}
	written(t, s)
}

// A detector stands where it is said to, and goes on doing so when another policy takes its place.
func TestPlaces(t *testing.T) {
	for from, want := range map[string]string{"zone b": "zone-b", "zone-a/node-3": "zone-a/node-3", "zone": "",
		"zone x": "", "fleet": "fleet"} {
		text := `{version: 1, topology: [{level: zone, count: 3, names: [a, b, c]}, {level: node, count: 10}],
faults: {x: {on: zone a, rate: 1/y, repair: 1h, effect: {partition: {from: zone b}}}}, localization: {policy: exact},
services: {api: {runs_on: node, up_when: {at_least: 1}}}, detection: {a: {policy: heartbeat, from: ` + from + `}}}`
		d, err := Parse("x.yaml", []byte(text))
		must(err)
		must(d.Set("detection.a.policy", "instant"))
		s, err := d.Compile(DefaultCatalogs())
		if err != nil {
			if want != "" {
				t.Error(err)
			}
			continue
		}
		b := s.Blueprint
		if got := b.Topology.Path(b.Watches[0].From); got != want || b.Topology.Path(b.Faults[0].Peer) != "zone-b" {
			t.Errorf("from %s: %s, %+v", from, got, b.Faults[0])
		}
		written(t, s)
	}
}

// A warning says who could see what nobody sees, or that those who see it are too few.
func TestSights(t *testing.T) {
	for _, test := range []struct{ keys, want, help string }{
		{"effect: slow", "", ""},
		{"effect: {slow: 5x}", "no detector sees the effect slow", "human"},
		{"effect: down", "", ""},
		{"effect: {slow: 5x}, heals: 1h", "", ""},
		{"effect: corrupt", "only c sees the effect corrupt, and no alarm", "fewer votes, or add a detector"},
	} {
		c := "heartbeat"
		if test.want != "" && test.want[0] == 'o' {
			c = "instant"
		}
		text := fmt.Sprintf(`{version: 1, topology: [{level: node, count: 10}], localization: {policy: exact},
services: {api: {runs_on: node, up_when: {capacity: 50%%}}}, faults: {x: {on: node, rate: 1/y, repair: 1h, %s}},
alarm: {policy: all}, detection: {a: {policy: heartbeat}, c: {policy: %s}}}`, test.keys, c)
		d, err := Parse("x.yaml", []byte(text))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		if err != nil {
			continue // the first
		}
		warned := slices.ContainsFunc(s.Warnings, func(p Problem) bool {
			return strings.Contains(p.Message, "sees the effect") && strings.Contains(p.Message, test.want) &&
				strings.Contains(p.Help, test.help)
		})
		if warned != (test.want != "") {
			t.Errorf("%s: %v, want %q", test.keys, s.Warnings, test.want)
		}
	}
}

// Effects are carried over, written back as they were, or refused with their remedy.
func TestEffectWords(t *testing.T) {
	one := models.Symptom{Slow: 1, Loss: 1}
	with := func(change func(*models.Symptom)) models.Symptom {
		x := one
		change(&x)
		return x
	}
	for _, test := range []struct {
		effect string
		want   models.Symptom
		err    string
	}{
		{"down", one, ""},
		{"hang", with(func(x *models.Symptom) { x.Effect = models.Hang }), ""},
		{"{slow: 5x}", models.Symptom{Effect: models.Slow, Slow: 5}, ""},
		{"corrupt", models.Symptom{Effect: models.Corrupt, Slow: 1}, ""},
		{"partition", with(func(x *models.Symptom) { x.Effect = models.Partition }), ""},
		{"{partition: inbound}", with(func(x *models.Symptom) { x.Effect, x.Cut = models.Partition, models.Inbound }), ""},
		{"{slow: 5}", one, "`5` has no unit"},
		{"{slow: 1x}", one, "faults.x.effect.slow must be above 1x, got"},
		{"{slow: 5x, corrupt: 1%}", one, "has one effect"},
		{"{}", one, "has one effect"},
		{"slow", one, `cannot be "slow"`},
		{"{partition: {from: rack 9}}", one, `nothing is called "rack 9"`},
		{"{partition: {from: node}}", one, `"node" is 20 places`},
		{"{partition: {from: rack-1}}", one, "cannot be cut off from itself"},
		{"{partition: {from: rack-1/node-1}}", one, "cannot be cut off from itself"},
		{"{partition: {from: fleet}}", one, "cuts off from all, which needs no from"},
		{"{partition: {}}", one, `needs the key "from"`},
		{"{partition: upward}", one, `cannot be "upward"`},
		{"{corrupt: 1%}", one, "a corrupt fault loses requests, and there are none"},
	} {
		s, err := faulty("on: rack, rate: 1/y, repair: 9h, effect: " + test.effect)
		switch {
		case test.err == "" && err != nil, test.err != "" && !strings.Contains(fmt.Sprint(err), test.err):
			t.Errorf("%s: %v, want %s", test.effect, err, test.err)
		case err == nil:
			written(t, s)
			if got := s.Blueprint.Faults[0].Symptom; got != test.want {
				t.Errorf("%s: %+v, want %+v", test.effect, got, test.want)
			}
		}
	}
}

// TestMissed would catch detectors that are taken to see alike, votes and nodes that do not count, and a warning where
// nothing stays: of the two, a sees 60% and b sees 50%.
func TestMissed(t *testing.T) {
	for _, test := range []struct{ fault, alarm, want string }{
		{"on: node, repair: 1h", "any", "notices 20 % of"}, // 0.4 × 0.5
		{"on: node, repair: 1h", "all", "notices 70 % of"}, // 1 − 0.6 × 0.5
		{"on: rack, repair: 1h", "any", "notices 4 % of"},  // on neither of two nodes
		{"on: rack, repair: 1h, repair_each: true", "any", "notices 20 % of"},
		{"on: rack, repair: 1h, hits: 50%", "any", "notices 14.7 % of"}, // (0.6² − 0.5²)/(1 − 0.5²)
		{"on: fleet, repair: 1h", "any", ""},
		{"on: node, heals: 1h", "any", ""},
		{"on: node, repair: 1h, flaps: {on: 1h, off: 1h}", "any", ""},
	} {
		d, err := Parse("x.yaml", fmt.Appendf(nil, `{version: 1,
topology: [{level: rack, count: 10}, {level: node, count: 2}], faults: {x: {rate: 1/y, effect: {slow: 5x}, %s}},
localization: {policy: exact}, alarm: {policy: %s},
detection: {a: {policy: heartbeat, sees: {slow: 60%%}}, b: {policy: heartbeat, sees: {slow: 50%%}}},
services: {api: {runs_on: node, up_when: {at_least: 1}}}}`, test.fault, test.alarm))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		must(err)
		got := s.Warnings.Error()
		if !strings.Contains(got, test.want) || test.want == "" && strings.Contains(got, "nobody") {
			t.Errorf("%s, %s: %s\nwant %q", test.fault, test.alarm, got, test.want)
		}
	}
}
