package localization

import (
	"strings"
	"testing"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Every impossible configuration is refused with the key and a remedy.
func TestLocalizersRefuse(t *testing.T) {
	row := func(name string, change func(config any)) error {
		entry, _ := Table().Find(name)
		_, err := entry.Build(func(config any) error {
			change(config)
			return nil
		})
		return err
	}
	graph := func(change func(*DependencyGraphConfig)) error {
		return row("dependency-graph", func(c any) { change(c.(*DependencyGraphConfig)) })
	}
	reports := func(change func(*ErrorReportsConfig)) error {
		return row("error-reports", func(c any) { change(c.(*ErrorReportsConfig)) })
	}
	monitoring := func(change func(*PerformanceMonitoringConfig)) error {
		return row("performance-monitoring", func(c any) { change(c.(*PerformanceMonitoringConfig)) })
	}
	for _, c := range []struct {
		want string
		err  error
	}{
		{"accuracy is 0, so the culprit would never be found; write",
			reports(func(c *ErrorReportsConfig) { c.Accuracy = 0 })},
		{"accuracy is 2; write", reports(func(c *ErrorReportsConfig) { c.Accuracy = 2 })},
		{"coverage is 0 for every effect, so nothing would ever be found; write",
			reports(func(c *ErrorReportsConfig) { c.Coverage = Coverage{} })},
		{"coverage of slow is 2; write", reports(func(c *ErrorReportsConfig) { c.Coverage.Slow = 2 })},
		{"takes is always 0; write a time above 0, or policy: exact", reports(func(c *ErrorReportsConfig) {
			c.Takes = dist.Write("constant", "value", "0s")
		})},
		{"noise is -1; write", row("log-analysis", func(c any) { c.(*LogAnalysisConfig).Noise = -1 })},
		{"levels is 0; write", row("human", func(c any) { c.(*HumanConfig).Levels = 0 })},
		{"window is 0s; write", row("recent-change", func(c any) { c.(*RecentChangeConfig).Window = 0 })},
		{"coverage is 0; write", row("recent-change", func(c any) { c.(*RecentChangeConfig).Coverage = 0 })},
		{"interval is 0s; write", monitoring(func(c *PerformanceMonitoringConfig) { c.Interval = 0 })},
		{"limit 1s is below the interval 15s; raise", monitoring(func(c *PerformanceMonitoringConfig) { c.Limit = 1 })},
		{"latency_noise is 0; write", monitoring(func(c *PerformanceMonitoringConfig) { c.LatencyNoise = 0 })},
		{"error_noise is 0; write", monitoring(func(c *PerformanceMonitoringConfig) { c.ErrorNoise = 0 })},
		{"significance is 0.5; write", monitoring(func(c *PerformanceMonitoringConfig) { c.Significance = 0.5 })},
		{"power is 1; write", monitoring(func(c *PerformanceMonitoringConfig) { c.Power = 1 })},
		{"accuracy is 5%, but a blind order of 10 candidates has 10 %; write",
			graph(func(c *DependencyGraphConfig) { c.Accuracy = 0.05 })},
		{"candidates are 102; make them", graph(func(c *DependencyGraphConfig) { n := 102; c.Candidates = &n })},
		{"candidates and graph are both given; keep one", graph(func(c *DependencyGraphConfig) {
			c.Candidates, c.Graph = new(int), map[string][]string{"a": {"b"}}
		})},
		{"from names a component of a graph that is not given; add",
			graph(func(c *DependencyGraphConfig) { c.From = "api" })},
	} {
		if c.err == nil || !strings.HasPrefix(c.err.Error(), c.want) {
			t.Errorf("the error is %v, want %q", c.err, c.want)
		}
	}
}

// The keys of Coverage are the names of the effects, and one word stands for all.
func TestCoverageKnowsEveryEffect(t *testing.T) {
	var one Coverage
	if err := one.UnmarshalText([]byte("70%")); err != nil || one != everything(0.7) {
		t.Errorf("70%% is read as %+v (%v)", one, err)
	}
	by, err := Coverage{Down: 0.1, Hang: 0.2, Slow: 0.3, Lossy: 0.4, Corrupt: 0.5, Partition: 0.6}.checked()
	for e := range models.Effects {
		if want := unit.Ratio(e+1) / 10; unit.Ratio(by[e]) != want || err != nil {
			t.Errorf("%s is covered with %g (%v), want %g", e, by[e], err, float64(want))
		}
	}
}
