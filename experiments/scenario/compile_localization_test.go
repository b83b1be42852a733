package scenario

import (
	"strings"
	"testing"

	"nines/models"
)

const located = `{version: 1, topology: [{level: node, count: 2}],
faults: {crash: {on: node, rate: 1/y, repair: 1h}, gray: {on: node, effect: {lossy: 20%}, rate: 1/y, repair: 1h}},
classes: {node: {throughput: 1/s}}, services: {api: {runs_on: node, up_when: {at_least: 1}}},
traffic: {service: api, arrivals: {rate: 1/s}}, localization: %s}`

// understood compiles a scenario with a localization, after settings.
func understood(t *testing.T, localization string, settings ...Setting) *Scenario {
	t.Helper()
	d, err := Parse("l.yaml", []byte(strings.Replace(located, "%s", localization, 1)))
	must(err)
	if d, err = d.With(settings); err != nil {
		t.Fatal(err)
	}
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	return s
}

// covers is the probability that a localizer of a scenario explains a crash.
func covers(t *testing.T, s *Scenario, localizer int) float64 {
	t.Helper()
	return explains(s.Blueprint.Localizers[localizer], models.Alarm{Nodes: 1})
}

// One localizer or a list of them; flags reach both, by policy or by number.
func TestChainsOfLocalizers(t *testing.T) {
	one := understood(t, "{policy: log-analysis, takes: {dist: lognormal, median: 5m, p95: 30m}, accuracy: 80%}",
		Setting{"localization.coverage", "{down: 35%}"})
	if n := len(one.Blueprint.Localizers); n != 1 || covers(t, one, 0) != 0.35 {
		t.Errorf("%d localizers, the first explains %g", n, covers(t, one, 0))
	}
	const list = "[{policy: error-reports}, {policy: log-analysis, coverage: 50%}, {policy: human}]"
	many := understood(t, list, Setting{"localization.0.coverage", "45%"},
		Setting{"localization.log-analysis.coverage", "55%"})
	if n := len(many.Blueprint.Localizers); n != 3 || covers(t, many, 0) != 0.45 || covers(t, many, 1) != 0.55 {
		t.Errorf("%d localizers, the first explain %g and %g", n, covers(t, many, 0), covers(t, many, 1))
	}
	if swapped := understood(t, list, Setting{"localization.0.policy", "exact"}, Setting{"localization",
		"{policy: human}"}); len(swapped.Blueprint.Localizers) != 1 {
		t.Error("a list is not replaced by one")
	}
	again, err := Parse("again.yaml", many.Resolved)
	must(err)
	twice, err := again.Compile(DefaultCatalogs())
	if err != nil || string(twice.Resolved) != string(many.Resolved) {
		t.Errorf("resolving again changes the scenario (%v):\n%s", err, many.Resolved)
	}
	if !strings.Contains(string(many.Resolved), "    sigma: 1\n    median: 30m\n") {
		t.Errorf("the law of people is not shown:\n%s", many.Resolved)
	}
}

// Whoever relies on a localizer that is often at a loss is told how often it is asked.
func TestLastLocalizersAreJudged(t *testing.T) {
	for localization, want := range map[string]string{
		"{policy: error-reports}":                    "on average 1.67 times for crash, 3.33 times for gray",
		"[{policy: human}, {policy: error-reports}]": "on average 1.67 times for crash, 3.33 times for gray",
		"{policy: log-analysis}":                     "",
		"{policy: error-reports, coverage: 100%}":    "",
		"[{policy: error-reports}, {policy: human}]": "",
		"{policy: exact}":                            "",
	} {
		got := ""
		for _, w := range understood(t, localization).Warnings {
			if strings.Contains(w.Message, "is asked again") {
				_, got, _ = strings.Cut(w.Message, "explanation: ")
			}
		}
		if got != want {
			t.Errorf("%s warns %q, want %q", localization, got, want)
		}
	}
}

// Who blames changes is enough where every fault is one.
func TestChangesAreLocatedByChange(t *testing.T) {
	s := understood(t, "{policy: recent-change}", Setting{"faults.crash.change", "true"},
		Setting{"faults.gray.change", "true"})
	if !strings.Contains(s.Warnings.Error(), "on average 1.43 times for crash, 1.43 times for gray") {
		t.Errorf("warnings: %v", s.Warnings)
	}
}

func TestCorrelation(t *testing.T) {
	s := understood(t, "{policy: exact}", Setting{"correlation", "{policy: none}"})
	if s.Blueprint.Correlator.Joins(0) > 0 {
		t.Error("alarms are grouped against the will of the scenario")
	}
	if s := understood(t, "{policy: exact}"); s.Blueprint.Correlator.Joins(1e9) < 1 {
		t.Error("without the section alarms of one incident are not one")
	}
}
