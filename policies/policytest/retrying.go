package policytest

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// Backoff holds a back-off to its port: waits are finite and not negative however often one has tried, they depend on
// what they are told and on the stream alone, and none allocates.
func Backoff(t testing.TB, b models.Backoff) {
	waits := func(s rng.Stream) (list [100]sim.Duration) {
		before := sim.Duration(0)
		for n := range list {
			before = b.After(n+1, before, &s)
			if !(before >= 0) || math.IsInf(float64(before), 1) {
				t.Errorf("after %d tries it waits %v", n+1, before)
			}
			list[n] = before
		}
		return list
	}
	s := rng.Open(rng.Key{Seed: 7})
	if waits(s) != waits(s) {
		t.Error("asked the same again, it waits for other times")
	}
	allocates(t, func() { b.After(3, 1, &s) })
}

// RetryBudget holds a budget to its port: what is left stays a number between none and what there was at first, a retry
// adds nothing, there is a retry at first, and after any number of failures there is again one once enough requests
// have come and been answered; none allocates.
func RetryBudget(t testing.TB, b models.RetryBudget) {
	const many = 100_000
	left := b.Full()
	within := func(what string, now float64) {
		if !(now >= 0 && now <= b.Full()) {
			t.Errorf("after %s %g are left, of %g at first", what, now, b.Full())
		}
		left = now
	}
	if _, may := b.Spend(b.Fails(b.Comes(left))); !may {
		t.Error("there is no retry at first")
	}
	allowed := 0
	for range many {
		within("a request", b.Comes(left))
		within("a failure", b.Fails(left))
		now, may := b.Spend(left)
		if now > left {
			t.Errorf("a retry adds %g", now-left)
		}
		if within("a retry", now); may {
			allowed++
		}
	}
	if allowed == many {
		t.Error("it never refuses a retry")
	}
	for range many {
		within("a request", b.Comes(left))
		within("an answer", b.Succeeds(left))
	}
	if _, may := b.Spend(b.Fails(left)); !may {
		t.Error("it never allows a retry again")
	}
	allocates(t, func() { left, _ = b.Spend(b.Fails(b.Succeeds(b.Comes(left)))) })
}
