package plots

import (
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/sim/unit"
)

// durability draws what schemes of a store take in bytes against the nines of its data being safe, and which of them
// nobody beats.
func durability(c *Chart, f *result.Folder, o Options) error {
	kept := func(metric string) ([]result.Estimate, error) {
		return load(c, f, result.Estimates, "stores of data", func(r *result.Estimate) bool {
			return r.Metric == metric && (o.Scope == "" || r.Scope == o.Scope) && !math.IsNaN(r.Mean)
		})
	}
	overheads, err := kept("storage_overhead")
	if err != nil {
		return err
	}
	losses, err := kept("data_loss")
	if err != nil {
		return err
	}
	scopeOf := func(r *result.Estimate) string { return r.Scope }
	scope := losses[0].Scope
	safe := only(losses, scope, scopeOf)
	for i := range safe { // to be safe is not to be lost
		r := &safe[i]
		r.Mean, r.Low, r.High = 1-r.Mean, 1-r.High, 1-r.Low
	}
	offers := offersOf(only(overheads, scope, scopeOf), safe)
	if len(offers) < 2 {
		return c.noData("it takes two configurations or more that keep " + bare(scope))
	}
	if !slices.ContainsFunc(offers, func(x offer) bool { return !x.bound }) {
		return c.noData("none of them has lost any data, so that nobody knows which is safer; faults that are more " +
			"frequent, or longer runs, would tell")
	}
	markBest(offers)
	for i := range offers {
		c.all.meet(offers[i].key)
	}
	c.Title = "Storage overhead and durability of " + bare(scope)
	c.Subtitle = fmt.Sprintf("Bytes kept for each byte of data, and the probability that none of it is lost within the "+
		"horizon, with %s confidence intervals. The steps join those that nobody beats: none is as safe for less.",
		unit.Ratio(losses[0].Confidence).Percent())
	c.drawOffers(offers, "bytes kept for each byte of data", "probability of no loss",
		allowance{loss: math.NaN()})
	return nil
}
