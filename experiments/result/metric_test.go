package result_test

import (
	"testing"

	"nines/experiments/result"
)

// A metric that were found under two meanings for one scope would make SLOs and charts ambiguous.
func TestMetricsAreUniquePerScope(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range result.Metrics() {
		if m.Unit == "" || m.Meaning == "" || len(m.Scopes) == 0 {
			t.Errorf("%s: incomplete row", m.Name)
		}
		for _, scope := range m.Scopes {
			if seen[m.Name+" "+scope] {
				t.Errorf("%s of a %s has two meanings", m.Name, scope)
			}
			seen[m.Name+" "+scope] = true
		}
	}
}

func TestFindMetric(t *testing.T) {
	for _, c := range []struct{ name, scope, meaning string }{
		{"wait", "fault:disk", "wait until a treatment is due, for parts and for hands, per incident"},
		{"wait", "crew:hands", "mean time of a job without the hands that it needs: in the queue, " +
			"called out and on their way, or gone home with their shift"},
		{"mttr", "fleet", "mean time to restore: detect, switchover, locate, wait, repair and verify, per incident"},
		{"nodes_up", "zone:a", "mean number of nodes up"},
		{"nodes_up", "service:api", ""},
		{"nonsense", "fleet", ""},
	} {
		m, ok := result.FindMetric(c.name, c.scope)
		if m.Meaning != c.meaning || ok != (c.meaning != "") {
			t.Errorf("%s of %s: %q, %t", c.name, c.scope, m.Meaning, ok)
		}
	}
}
