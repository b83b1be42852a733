package detection

import (
	"fmt"
	"math"
	"testing"

	"nines/models/exact"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// Of 1000 members 50 are silent. While nobody knows it, a member is suspected falsely 0.001071 times in a period at a
// loss of 5 %: 949 of 999 others probe it, directly in vain with 0.0975, and each of three different helpers fails with
// 0.1855 or, 50 of 998, surely (0.001073 if one might be asked twice). Once they are known to be dead it is 0.000622
// again, as of any large group. The sum over how many helpers live is exact's, the policy draws one after the other.
func TestSwimSilentMembers(t *testing.T) {
	bare := swimOf(t, 1000, func(c *SwimConfig) { c.Multiplier, c.Loss = 0, 0.05 })
	for _, c := range []struct {
		members, silent int
		want            float64
	}{{1000, 50, 0.001071}, {1000, 0, 0.000622}, {950, 0, 0.000622}} {
		got := bare.Errs(c.members, c.silent)
		if math.Abs(got-c.want) > 5e-7 {
			t.Errorf("%d members, %d silent: %.6f a period, want %.6f", c.members, c.silent, got, c.want)
		}
		exactly := 1 / exact.SWIM{Members: c.members, Indirect: 3, Dead: c.silent, Loss: 0.05}.SuspicionRecurrence()
		if math.Abs(got/exactly-1) > 1e-9 {
			t.Errorf("%d members, %d silent: %g a period, exactly %g", c.members, c.silent, got, exactly)
		}
	}
	for _, c := range []struct{ members, silent int }{{1000, 999}, {1, 0}, {2, 1}} {
		if got := bare.Errs(c.members, c.silent); got != 0 {
			t.Errorf("%d members, %d silent: nobody probes, and errs %g times", c.members, c.silent, got)
		}
	}
}

// Periods played choice by choice and message by message: of a group with silent members, how often one that is well
// comes to be suspected. Helpers who all answer, and silent members who probe, would ring.
func TestSwimSilentMembersArePlayed(t *testing.T) {
	const loss = 0.2
	for i, c := range []struct{ members, silent, indirect int }{{12, 4, 3}, {6, 3, 3}, {4, 2, 3}, {3, 0, 1}} {
		bare := swimOf(t, c.members, func(s *SwimConfig) { s.Multiplier, s.Loss, s.Indirect = 0, loss, c.indirect })
		played := drawn(100_000, uint64(190+i), func(s *rng.Stream) float64 {
			suspected := 0.0
			for prober := 1; prober < c.members-c.silent; prober++ { // the last ones are silent; 0 is probed
				if swimChooses(s, c.members, prober) == 0 && swimProbeFails(s, c.members, c.silent, c.indirect, prober, loss) {
					suspected++
				}
			}
			return suspected
		})
		name := fmt.Sprint("suspicions of ", c)
		stattest.Check(t, name, stattest.Mean(played, bare.Errs(c.members, c.silent)))
		if c.indirect < c.members-2 {
			stattest.Alarm(t, name, stattest.Mean(played, bare.Errs(c.members, 0)))
		}
	}
}

// swimChooses is whom a member probes: any other.
func swimChooses(s *rng.Stream, members, prober int) int {
	return (prober + 1 + s.IntN(members-1)) % members
}

// swimProbeFails plays one probe of member 0.
func swimProbeFails(s *rng.Stream, members, silent, indirect, prober int, loss float64) bool {
	arrive := func(messages int) bool {
		all := true
		for range messages {
			all = !s.Bernoulli(loss) && all
		}
		return all
	}
	if arrive(2) {
		return false
	}
	asked := map[int]bool{0: true, prober: true}
	for range min(indirect, members-2) {
		helper := s.IntN(members)
		for asked[helper] {
			helper = s.IntN(members)
		}
		asked[helper] = true
		if helper < members-silent && arrive(4) {
			return false
		}
	}
	return true
}
