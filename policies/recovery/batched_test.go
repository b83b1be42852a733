package recovery_test

import (
	"testing"

	"nines/models"
	"nines/policies/recovery"
)

// TestBatchesFillOnce would catch a batch that begins one short or one late, and a case that goes back into the queue
// when a treatment has failed, though somebody is there. A batch is three.
func TestBatchesFillOnce(t *testing.T) {
	r, err := recovery.NewBatched(recovery.Batched{Size: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ held, attempt, want int }{
		{0, 0, models.Hold}, {1, 0, models.Hold}, {2, 0, models.Repair}, {3, 0, models.Repair},
		{0, 1, models.Repair}, {1, 2, models.Repair},
	} {
		v := models.Scene{Trusted: []bool{false}, Held: c.held}.View()
		d := r.Recover(v, models.Suspect{Repairable: true, Attempt: c.attempt})
		if d != (models.Decision{Action: c.want}) {
			t.Errorf("%d others on hold, %d treatments failed: %+v, want treatment %d", c.held, c.attempt, d, c.want)
		}
	}
}
