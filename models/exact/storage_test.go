package exact

import "testing"

// TestParity holds closed forms of the literature: the mean time until a mirror is lost, (3λ + μ)/2λ², that of five
// disks with one parity, whose rebuild is the same serially, and the durability of 17 + 3 disks in a year:
// of its window method as published (to two digits), of which the chain gives four times as much.
func TestParity(t *testing.T) {
	mirror := Parity{Fragments: 2, Bears: 1, Life: 500, Rebuild: 50}
	near(t, "mirror", mirror.MeanLoss(), (3.0/500+1.0/50)/(2.0/500/500), 1e-12)
	five := Parity{Fragments: 5, Bears: 1, Life: 500, Rebuild: 50}
	serial := five
	serial.Serial = true
	near(t, "five disks", five.MeanLoss(), (9.0/500+1.0/50)/(5*4.0/500/500), 1e-12)
	near(t, "five disks, serial", serial.MeanLoss(), five.MeanLoss(), 1e-12)
	const day = 1 / 365.0 // years
	for afr, want := range map[float64]float64{0.0041: 7.7e-12, 0.0081: 1.2e-10, 0.0136: 9.3e-10} {
		near(t, "windows", Parity{Fragments: 20, Bears: 3, Life: 1 / afr, Rebuild: 6.5 * day}.Window(1), want, 0.03)
	}
	near(t, "chain", 1/Parity{Fragments: 20, Bears: 3, Life: 1 / 0.0041, Rebuild: 6.5 * day}.MeanLoss(), 3.1e-11, 0.02)
}

// TestMeanPerLoss holds what runs of some length tell of the mean time to loss to that of a single copy, whose loss
// has no memory, and to the mean itself in runs that all end with a loss.
func TestMeanPerLoss(t *testing.T) {
	for _, length := range []float64{1, 10, 100} {
		near(t, "one copy", Parity{Fragments: 1, Life: 20, Rebuild: 1}.MeanPerLoss(length), 20, 1e-9)
	}
	code := Parity{Fragments: 6, Bears: 2, Life: 60, Rebuild: 8}
	near(t, "code, long", code.MeanPerLoss(6000), code.MeanLoss(), 1e-9)
	if short := code.MeanPerLoss(300); short < code.MeanLoss() {
		t.Errorf("a code that is whole at first is lost after %g of %g", short, code.MeanLoss())
	}
}

// TestRefilled holds the long run of a refilled group to renewal theory: a loss ends the time until the first, from a
// group that is whole, and then the time until it is whole again, so that losses come 1/(both) as often.
func TestRefilled(t *testing.T) {
	for _, p := range []Parity{
		{Fragments: 2, Bears: 1, Life: 500, Rebuild: 50}, {Fragments: 6, Bears: 2, Life: 100, Rebuild: 30},
		{Fragments: 6, Bears: 2, Life: 100, Rebuild: 30, Serial: true}, {Fragments: 3, Bears: 0, Life: 10, Rebuild: 1},
	} {
		whole := p.Refilled().MeanHit(func(state int) bool { return state == 0 })[2*p.Bears+1]
		near(t, "rate of losses", p.LossRate(), 1/(p.MeanLoss()+whole), 1e-12)
		lost, missing := p.Missing()
		near(t, "all of the time", lost+sum(missing), 1, 1e-12)
		near(t, "time lost", lost, whole*p.LossRate(), 1e-12)
	}
}
