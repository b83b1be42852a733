package hedging

import (
	"errors"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/num"
	"nines/sim/unit"
)

// Quantile waits for as long as a share of the first tries take, which it learns from all requests by stochastic
// approximation (H. Robbins and S. Monro, Annals of Mathematical Statistics 22, 1951): each that is not answered in
// time makes the time longer by a factor of exp(Step·Share), and each other one shorter by one of exp(Step·(1 −
// Share)). That a try took longer is known when the time is over, so what hedges hide does not mislead it; and as the
// time stays within bounds, 1 − Share of the requests are hedged in the long run, whatever the law of their times. A
// step is a constant, so that the time follows what changes, and varies by itself: for exponential times and a share
// of 95 %, by a standard deviation of about 9 % at a step of 5 %. Cost: O(1).
type Quantile struct {
	Share unit.Ratio    `key:"share" doc:"first tries that are answered before they are hedged, above 0 and below 100%"`
	Start unit.Duration `key:"start" doc:"the time at first, above 0"`
	Step  unit.Ratio    `key:"step" doc:"how fast the time follows what is observed, above 0 and up to 100%"`
}

var _ models.Hedging = Quantile{}

var quantileRow = catalog.Define("quantile",
	"Sends another try after what a share of the first tries take, learned on the way (Robbins and Monro 1951).",
	Quantile{Share: 0.95, Start: 0.1, Step: 0.05}, func(h Quantile) (models.Hedging, error) {
		switch {
		case !(h.Share > 0 && h.Share < 1):
			return nil, errors.New("share must be above 0% and below 100%; write share: 95%")
		case !(h.Start > 0) || math.IsInf(float64(h.Start), 1):
			return nil, errors.New("start must be above 0s; write start: 100ms")
		case !(h.Step > 0 && h.Step <= 1):
			return nil, errors.New("step must be above 0% and up to 100%; write step: 5%")
		}
		return h, nil
	}).WithExample("share: 95%, start: 100ms")

// First is the time before anything is known.
func (h Quantile) First() sim.Duration { return sim.Duration(h.Start) }

// Next moves the time toward the quantile.
func (h Quantile) Next(wait sim.Duration, answered bool) sim.Duration {
	by := float64(h.Step) * float64(h.Share)
	if answered {
		by = -float64(h.Step) * (1 - float64(h.Share))
	}
	return wait * sim.Duration(num.Exp(by))
}

// String says what it aims at.
func (h Quantile) String() string {
	return "after what " + h.Share.Percent() + " of the first tries take (" + h.Start.Human() + " at first)"
}
