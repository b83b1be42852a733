package exact

import "testing"

// With a source that does not run dry, the waits are Cobham's: W₀/(1−ρ₁) and W₀/((1−ρ₁)(1−ρ₁−ρ₂)), where W₀ = Σλ/μ² is
// what is left of the repair under way. Classes that are alike wait, on average, as the machine repairman does.
func TestPriority(t *testing.T) {
	rates, ends := [2]float64{0.05, 0.2}, [2]float64{0.6, 2}
	q := queue{[2]int{16, 16}, func(class, _ int) float64 { return rates[class] }, ends}
	first, second := rates[0]/ends[0], rates[1]/ends[1]
	left := first/ends[0] + second/ends[1]
	_, wait := q.solve()
	near(t, "first", wait[0], left/(1-first), 1e-6)
	near(t, "second", wait[1], left/((1-first)*(1-first-second)), 1e-6)

	alike := Priority{Machines{4, 50, 6}, Machines{3, 50, 6}}
	down, _ := alike.Solve()
	near(t, "both", down[0]+down[1], MeanCount(Repairman{Nodes: 7, Crews: 1, MTTF: 50, MTTR: 6}.Down()), 1e-12)

}
