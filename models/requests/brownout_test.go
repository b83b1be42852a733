package requests_test

import (
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/policies/balancing"
	"nines/policies/brownout"
)

// TestBrownout would catch a decision that is made when a request comes and not when its turn does, one that counts the
// request or the others wrongly, work that is not spared, and answers that are counted by another request's: a chain
// knows how long requests take and how many are served in full.
func TestBrownout(t *testing.T) {
	for _, b := range []models.Brownout{brownout.Threshold{Above: 3}, brownout.Linear{From: 1, To: 6}} {
		p := farm(1, 1.2, exponential(1), balancing.Random{})
		p.Serving.Brownout, p.Serving.Optional = b, 0.4
		sojourn, full := exact.Dimmed{Arrive: 1.2, Full: 1, Part: 1 / 0.6, InFull: b.InFull, Most: 100}.Answers()
		hold(t, p, 12_000, nil, mean(sojourn), answer{"in full", func(o *models.LaneOutcome) float64 {
			return float64(o.Full) / float64(o.Fared[models.Served])
		}, full})
	}
}
