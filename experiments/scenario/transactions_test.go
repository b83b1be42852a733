package scenario

import (
	"slices"
	"strings"
	"testing"
)

// TestSlowTransactions would catch transactions of which many are under way when something goes down, where nobody is
// told how these are counted.
func TestSlowTransactions(t *testing.T) {
	const head = `version: 1
topology: [ { level: node, classes: { a: 1, b: 1, c: 1 } } ]
faults:
  gray: { on: b, effect: { slow: 2x }, rate: 24/d, heals: 1m }
  crash: { on: a, effect: down, time_to_failure: 10d, heals: 1h }
  script: { on: b, effect: down, at: 1d, for: 1h }
transactions: { t: { on: [a, b], coordinator: c, rate: 1/s, `
	for text, want := range map[string]string{
		"protocol: saga, step: 11h":                     "",
		"protocol: saga, step: 13h":                     "transactions.t.step takes 13 h, and fault crash strikes",
		"prepare: 1h, decide: 11h, timeout: 1d":         "",
		"protocol: saga, step: 13h, fidelity: request":  "",
		"prepare: 1h, decide: 13h, timeout: 1d":         "transactions.t.decide takes 13 h",
		"prepare: 14h, decide: 13h, timeout: 1d":        "transactions.t.prepare takes 14 h",
		"protocol: saga, step: 20ms, compensate: 1000d": "",
	} {
		d, err := Parse("test.yaml", []byte(head+text+" } }\n"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := d.Compile(DefaultCatalogs())
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(s.Warnings, func(p Problem) bool { return strings.Contains(p.Message, "under way") })
		if (at >= 0) != (want != "") || at >= 0 && !strings.HasPrefix(s.Warnings[at].Message, want) {
			t.Errorf("%s: %v, want %q", text, s.Warnings, want)
		}
	}
}
