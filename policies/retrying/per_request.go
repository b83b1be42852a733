package retrying

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// PerRequest lets there be so many retries for each request in the long run. What is not used is saved up to a cap, so
// that a request here and there may be tried again where there are few (Finagle's RetryBudget). While all requests
// fail, 1 + Share tries are made for each.
type PerRequest struct {
	Share unit.Ratio `key:"share" doc:"retries for each request in the long run"`
	Saved float64    `key:"saved" doc:"retries that may be saved up, as many as there are at first, from 1 to 1e6"`
}

var _ models.RetryBudget = PerRequest{}

var perRequestRow = catalog.Define("per-request",
	"Each request that comes adds a share of a retry to what is saved up, and each retry takes one.",
	PerRequest{Share: 0.1, Saved: 10}, func(b PerRequest) (models.RetryBudget, error) {
		if !(b.Saved >= 1 && b.Saved <= 1e6) {
			return nil, errors.New("saved must be from 1 to 1e6, for less than one retry is none; write saved: 10")
		}
		return b, nil
	}).WithExample("share: 10%")

// Full is what is saved at first.
func (b PerRequest) Full() float64 { return b.Saved }

// Comes adds a share.
func (b PerRequest) Comes(left float64) float64 { return min(b.Saved, left+float64(b.Share)) }

// Succeeds changes nothing.
func (PerRequest) Succeeds(left float64) float64 { return left }

// Fails changes nothing.
func (PerRequest) Fails(left float64) float64 { return left }

// Spend takes a retry.
func (PerRequest) Spend(left float64) (float64, bool) {
	if left < 1 {
		return left, false
	}
	return left - 1, true
}
