package scenario

import (
	"math"
	"strings"
	"testing"
)

const effectsVary = `vary:
  - { path: faults.crash.lemons, range: 0..1 }
  - { path: topology.node.classes.web, range: 14..26 step 4 }
  - { path: faults.crash.repair.mean, range: 10m..100m, scale: log }
`

// Each walk takes one step in each dimension, of two thirds of it, up or down, and never leaves it.
func TestWalks(t *testing.T) {
	study, err := sweptFrom(t, "design: morris\npoints: 43\n"+effectsVary)
	if err != nil {
		t.Fatal(err)
	}
	if len(study.Shares) != 40 || len(study.Vary[0].Values) != 40 || !study.Listed() {
		t.Fatalf("%d shares, %d values of 10 walks of 4 points", len(study.Shares), len(study.Vary[0].Values))
	}
	down := 0
	for i, at := range study.Shares {
		moved := map[int]bool{}
		for d, u := range at {
			if u < -1e-12 || u > 1+1e-12 {
				t.Errorf("point %d leaves dimension %d: %g", i, d, u)
			}
			if i%4 > 0 {
				if step := u - study.Shares[i-1][d]; step != 0 {
					if moved[d] = true; math.Abs(math.Abs(step)-2.0/3) > 1e-12 {
						t.Errorf("a step of %g", step)
					}
					if step < 0 {
						down++
					}
				}
			}
		}
		if want := min(i%4, 1); len(moved) != want {
			t.Errorf("point %d moves in %d dimensions, want %d", i, len(moved), want)
		}
	}
	if down < 5 || down > 25 {
		t.Errorf("%d of 30 steps lead down", down)
	}
}

// A block has a point, another one, and for each dimension the first with that of the other.
func TestBlocks(t *testing.T) {
	study, err := sweptFrom(t, "design: sobol\npoints: 52\n"+effectsVary)
	if err != nil {
		t.Fatal(err)
	}
	if len(study.Shares) != 50 {
		t.Fatalf("%d points of 10 blocks of 5", len(study.Shares))
	}
	for i := 0; i < len(study.Shares); i += 5 {
		for d := range 3 {
			for other := range 3 {
				want := study.Vary[other].Values[i]
				if other == d {
					want = study.Vary[other].Values[i+1]
				}
				if got := study.Vary[other].Values[i+2+d]; got != want {
					t.Errorf("block %d, point %d has %s in dimension %d, want %s", i/5, d, got, other, want)
				}
			}
		}
	}
}

// A tornado has the base, and each dimension at both ends of its range or values.
func TestSwings(t *testing.T) {
	study, err := sweptFrom(t, `design: tornado
vary:
  - { path: faults.crash.repair.mean, range: 10m..100m }
  - { path: balancing.policy, values: [ random, weighted ] }
`)
	if err != nil {
		t.Fatal(err)
	}
	points, _, err := study.Points(base(t, study.Base))
	if err != nil || len(points) != 5 {
		t.Fatalf("%v, %v", points, err)
	}
	usual := points[0]
	for i, want := range []Setting{{"faults.crash.repair.mean", "10m"}, {"faults.crash.repair.mean", "100m"},
		{"balancing.policy", "random"}, {"balancing.policy", "weighted"}} {
		if got := points[i+1]; got[i/2] != want || got[1-i/2] != usual[1-i/2] {
			t.Errorf("point %d is %v, want %v beside %v", i+1, got, want, usual)
		}
	}
}

func TestEffectsRefuse(t *testing.T) {
	for text, want := range map[string]string{
		"design: morris\npoints: 7\n" + effectsVary: "needs at least 8 points",
		"design: sobol\npoints: 9\n" + effectsVary:  "needs at least 10 points",
		"design: sobol\n" + effectsVary:             "design sobol needs points",
		"design: tornado\npoints: 9\nvary: [{path: faults.crash.lemons, range: 0..1}]\n": "whose points follow from the " +
			"values",
		"design: morris\npoints: 20\nwhere: [ \"faults.crash.lemons > 0\" ]\n" + effectsVary: "none can be left out",
		"design: tornado\nvary: [{path: faults.crash.fixes, range: 0..1}]\n":                 "nothing at faults.crash.fixes",
		"design: tornado\nvary: [{path: faults.crash.lemons, values: [0, 1, 2]}]\n":          "a tornado goes to two",
		"design: sobol\npoints: 9\nvary: [{path: faults.crash.lemons, values: [1]}]\n":       "has one value",
	} {
		study, err := sweptFrom(t, text)
		if err == nil {
			_, _, err = study.Points(base(t, study.Base))
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s%v\nlacks %s", text, err, want)
			continue
		}
		checkPlaces(t, err)
	}
}
