package scenario

import (
	"strings"
	"testing"

	"nines/policies/shedding"
)

// TestShedding would catch shedding that is not carried over, and one that has no meaning.
func TestShedding(t *testing.T) {
	with := func(policy string) string {
		return strings.Replace(visited, "  service_time", "  queues: { shedding: { policy: "+policy+" } }\n  service_time", 1)
	}
	s, err := compileText(with("linear, from: 2, to: 6"))
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Blueprint.Traffic[0].Lane.Serving.Shedding; got != (shedding.Linear{From: 2, To: 6}) {
		t.Errorf("%+v", got)
	}
	for policy, want := range map[string]string{"linear, from: 6, to: 6": "to above it", "some": "shedding policy",
		"utilization, above: 100%": "above", "utilization, most: 0%": "most"} {
		if _, err := compileText(with(policy)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", policy, err)
		}
	}
}
