package detection

import (
	"slices"
	"testing"

	"nines/models"
)

// Who only listens does not notice that a node hears nothing; who waits for answers does.
func TestWhoOnlyListens(t *testing.T) {
	listens := []string{"heartbeat", "chen-s", "chen-e", "phi"}
	asks := []string{"probe", "node-lease", "lease"}
	for _, name := range slices.Concat(listens, asks) {
		row, _ := Table().Find(name)
		d, err := row.Build(func(any) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		for cut, want := range map[models.Cut]bool{
			models.BothWays: true, models.Outbound: true, models.Inbound: slices.Contains(asks, name),
		} {
			if got := d.Sees(models.Symptom{Effect: models.Partition, Cut: cut}); (got == 1) != want {
				t.Errorf("%s sees cut %d with probability %g", name, cut, got)
			}
		}
	}
}

// Listening takes one message per node and interval, asking takes two.
func TestMessages(t *testing.T) {
	for name, want := range map[string]float64{
		"heartbeat": 100, "chen-s": 100, "chen-e": 100, "phi": 100, "probe": 20, "node-lease": 20, "lease": 200. / 3,
	} {
		row, _ := Table().Find(name)
		d, err := row.Build(func(any) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		if got := d.(models.Messenger).Messages(100); got != want {
			t.Errorf("%s: %g messages per second for 100 nodes, want %g", name, got, want)
		}
	}
}
