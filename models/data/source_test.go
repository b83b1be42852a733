package data_test

import (
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// hub lays each group on the first node and one more, each on another, and makes what is gone on the node itself.
type hub struct{ wheel }

func (p hub) Prepare(*models.Ground, int) (models.Placer, error) { return p, nil }

// TestSources holds nodes that lose their fragments, all of which are made from what one node has, to the machine
// repairman: as many are made at a time as it serves.
func TestSources(t *testing.T) {
	const groups, life, takes = 6, 30.0, 10.0
	for _, perSource := range []int{1, 2, 0} {
		b := stored(1+groups, groups, models.Scheme{Data: 1, Global: 1}, hub{}, 4000, Crash(life, 1e-6))
		b.Time.Warmup = 400 * Hour
		b.Faults[0].Destroys, b.Faults[0].Targets = true, b.Topology.AtDepth(1)[1:]
		b.Stores[0].Rebuild = models.Rebuild{InPlace: true, Takes: Exponential(takes), Each: 1e9, Rate: 1e9,
			PerSource: perSource}
		missing := 0.0
		for n, p := range (exact.Repairman{Nodes: groups, Crews: perSource, MTTF: life, MTTR: takes}).Down() {
			missing += p * float64(n)
		}
		seen := Collect(t, b, 60, func(o *models.Outcome) float64 { return o.Stores[0].Degraded / (4000 * Hour) })
		stattest.Check(t, map[int]string{0: "any", 1: "one", 2: "two"}[perSource], stattest.Mean(seen, missing))
		t.Logf("%d from a source: %.3f missing, exact %.3f", perSource, Total(seen)/60, missing)
	}
}

// TestSourcesOfCodes would catch a source that serves more than it may, and one that waits for another: three fragments
// of a group of code 2+3 on as many nodes are lost at once. Each is made of two of the two that are left, one after the
// other where these serve one at a time.
func TestSourcesOfCodes(t *testing.T) {
	for perSource, want := range map[int]float64{0: 3, 1: 1 + 2 + 3, 2: 1 + 1 + 2} {
		b := stored(5, 1, models.Scheme{Data: 2, Global: 3}, first{}, 24, Crash(1, 1))
		b.Faults = nil
		for node := range 3 {
			gone := away(string(rune('a'+node)), node, 1, 1.0001)
			gone.Destroys = true
			b.Faults = append(b.Faults, gone)
		}
		b.Stores[0].Rebuild = models.Rebuild{InPlace: true, Takes: Constant(1), Each: 1e9, Rate: 1e9, PerSource: perSource}
		if got := First(t, b).Stores[0].Rebuilding / Hour; got < want-0.001 || got > want+0.001 {
			t.Errorf("%d from a source: %g fragment-hours, want %g", perSource, got, want)
		}
	}
}
