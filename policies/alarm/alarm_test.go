package alarm_test

import (
	"testing"

	"nines/models"
	"nines/policies/alarm"
)

// TestVotes would catch a vote too many or too few, and a quorum that is refused where all must agree.
func TestVotes(t *testing.T) {
	quorum := func(votes int) models.Agreement {
		q, err := alarm.NewQuorum(alarm.QuorumConfig{Votes: votes})
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	for _, c := range []struct {
		name      string
		a         models.Agreement
		detectors int
		want      int // 0: refused
	}{
		{"any", alarm.Any{}, 1, 1}, {"any", alarm.Any{}, 3, 1}, {"all", alarm.All{}, 1, 1}, {"all", alarm.All{}, 3, 3},
		{"one vote", quorum(1), 1, 1}, {"two votes", quorum(2), 3, 2}, {"three votes", quorum(3), 3, 3},
		{"three votes", quorum(3), 2, 0},
	} {
		got, err := c.a.Votes(c.detectors)
		if got != c.want || (err != nil) != (c.want == 0) {
			t.Errorf("%s of %d detectors: %d (%v), want %d", c.name, c.detectors, got, err, c.want)
		}
	}
	if _, err := alarm.NewQuorum(alarm.QuorumConfig{}); err == nil {
		t.Error("no votes are enough")
	}
}
