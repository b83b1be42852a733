package policytest

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// Discipline holds a discipline of queues to its port: it serves somebody at once in a short line, sooner or later in
// any, and sheds nobody where it says so; one that is steady always says the same. It keeps numbers only, decides alike
// in like situations, says what it does, and allocates nothing.
func Discipline(t testing.TB, d models.Discipline) {
	if d.String() == "" {
		t.Error("it does not say who is next")
	}
	if turn := d.Next(new(models.LineMemory), models.Line{Waiting: 1}); turn == models.TurnedAway {
		t.Error("it sheds the first request that ever waits")
	}
	first := turns(t, d)
	if again := turns(t, d); first != again {
		t.Errorf("asked the same again, it says %v instead of %v", again, first)
	}
	if models.Keeps(d) && first[models.TurnedAway] > 0 {
		t.Errorf("it keeps all, and sheds %d", first[models.TurnedAway])
	}
	if first[models.FirstCome]+first[models.LastCome] == 0 {
		t.Error("it serves nobody")
	}
	if steady, ok := d.(models.Steady); ok && first[steady.Steady()] != turnsAsked {
		t.Errorf("it always says %v, and says %v", steady.Steady(), first)
	}
	m := new(models.LineMemory)
	allocates(t, func() { d.Next(m, models.Line{Now: 5, Waiting: 3, Waited: 1}) })
}

const turnsAsked = 20_000

// turns counts what it says of a line that grows and shrinks.
func turns(t testing.TB, d models.Discipline) (counts [3]int) {
	m, s, now := new(models.LineMemory), rng.Open(rng.Key{Seed: 5}), sim.Time(0)
	for n := range turnsAsked {
		now += sim.Time(s.Float64()) / 50
		long := 1 + math.Sin(float64(n)/300)
		turn := d.Next(m, models.Line{Now: now, Waiting: 1 + s.IntN(1+int(40*long)),
			Waited: sim.Duration(long * s.Float64())})
		counts[turn]++
		for _, x := range m {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("at %v it remembers %v", now, m)
			}
		}
	}
	return counts
}
