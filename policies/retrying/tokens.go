package retrying

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Tokens lets no request be tried again while too many tries fail: each that fails takes a token, each request that is
// served gives back a part of one, and there are retries only while more than half of the tokens are there (gRPC
// proposal A6, "Retry throttling"). While all requests fail, there is no retry once half of the tokens are gone.
type Tokens struct {
	Most   float64    `key:"most" doc:"tokens that there may be, as many as there are at first, from 1 to 1000"`
	Refund unit.Ratio `key:"refund" doc:"share of a token that a request gives back that is served, above 0"`
}

var _ models.RetryBudget = Tokens{}

var tokensRow = catalog.Define("tokens",
	"Each try that fails takes a token, a success gives a part back, and with half or fewer there are no retries (gRPC).",
	Tokens{Most: 10, Refund: 0.1}, func(b Tokens) (models.RetryBudget, error) {
		switch {
		case !(b.Most >= 1 && b.Most <= 1000):
			return nil, errors.New("most must be from 1 to 1000; write most: 10")
		case b.Refund <= 0:
			return nil, errors.New("refund must be above 0%, or no token ever comes back; write refund: 10%")
		}
		return b, nil
	}).WithExample("most: 10, refund: 10%")

// Full is the number of tokens at first.
func (b Tokens) Full() float64 { return b.Most }

// Comes changes nothing.
func (Tokens) Comes(left float64) float64 { return left }

// Succeeds gives a part of a token back.
func (b Tokens) Succeeds(left float64) float64 { return min(b.Most, left+float64(b.Refund)) }

// Fails takes a token.
func (Tokens) Fails(left float64) float64 { return max(0, left-1) }

// Spend asks whether enough are left.
func (b Tokens) Spend(left float64) (float64, bool) { return left, left > b.Most/2 }
