package scenario

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sweptFrom understands a sweep of testdata/web.yaml, whose first lines are given.
func sweptFrom(t *testing.T, text string) (*Sweep, error) {
	t.Helper()
	d, err := Parse("testdata/s.yaml", []byte("version: 1\nbase: web.yaml\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return d.Sweep()
}

// numbers are values as numbers, without a unit of one letter.
func numbers(t *testing.T, values []string) []float64 {
	t.Helper()
	var all []float64
	for _, v := range values {
		x, err := strconv.ParseFloat(strings.TrimRight(v, "smhd"), 64)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	return all
}

// A Latin hypercube has one point in every n-th part of every dimension, whatever the scale; a value of a list, or a
// step of a range, comes as often as every other.
func TestLatinHypercube(t *testing.T) {
	study, err := sweptFrom(t, `design: lhs
points: 12
vary:
  - { path: faults.crash.lemons, range: 2..8 }
  - { path: faults.crash.repair.mean, range: 10m..1000m, scale: log }
  - { path: topology.node.classes.web, range: 14..20 step 2 }
  - { path: balancing.policy, values: [random, round-robin, weighted] }
`)
	if err != nil {
		t.Fatal(err)
	}
	part := []func(x float64) float64{
		func(x float64) float64 { return 12 * (x - 2) / 6 },
		func(x float64) float64 { return 12 * math.Log10(x/10) / 2 },
	}
	for i, at := range part {
		seen := map[int]int{}
		for _, x := range numbers(t, study.Vary[i].Values) {
			seen[int(at(x))]++
		}
		if len(seen) != 12 {
			t.Errorf("dimension %d: of 12 parts %d are used: %v", i, len(seen), study.Vary[i].Values)
		}
	}
	for i, want := range map[int]int{2: 12 / 4, 3: 12 / 3} {
		times := map[string]int{}
		for _, v := range study.Vary[i].Values {
			times[v]++
		}
		for v, n := range times {
			if n != want {
				t.Errorf("%s comes %d times, want %d", v, n, want)
			}
		}
	}
	if slices.IsSorted(numbers(t, study.Vary[0].Values)) || !study.Listed() {
		t.Error("the points are not shuffled, or are a grid")
	}
}

// Another seed is another hypercube, the same one the same; a further dimension changes nothing of the others.
func TestLatinHypercubeIsDrawnByNames(t *testing.T) {
	const one = "  - { path: faults.crash.lemons, range: 0..1 }\n"
	const two = "  - { path: faults.crash.repair.mean, range: 1h..9h }\n"
	values := func(seed, vary string) []string {
		study, err := sweptFrom(t, "design: lhs\npoints: 20\nseed: "+seed+"\nvary:\n"+vary)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range study.Vary {
			if v.Path == "faults.crash.lemons" {
				return v.Values
			}
		}
		return nil
	}
	usual := values("1", one)
	if !slices.Equal(usual, values("1", two+one)) {
		t.Error("a further dimension changes the values")
	}
	if slices.Equal(usual, values("2", one)) {
		t.Error("another seed changes nothing")
	}
}

// The first points of the sequence are those of van der Corput in base 2, and in base 3 with the digits 1 and 2
// exchanged.
func TestHalton(t *testing.T) {
	if got, want := halton(0, 7), []float64{0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875}; !slices.Equal(got, want) {
		t.Errorf("base 2: %v, want %v", got, want)
	}
	for i, want := range []float64{2.0 / 3, 1.0 / 3, 2.0 / 9, 8.0 / 9, 5.0 / 9, 1.0 / 9, 7.0 / 9, 4.0 / 9} {
		if got := halton(1, 8)[i]; math.Abs(got-want) > 1e-15 {
			t.Errorf("base 3, point %d: %g, want %g", i, got, want)
		}
	}
	for d := range primes { // no two dimensions go up together, as those without exchanged digits do
		for other := range d {
			if r := correlated(halton(d, 500), halton(other, 500)); math.Abs(r) > 0.2 {
				t.Errorf("dimensions %d and %d correlate by %.2f", d, other, r)
			}
		}
	}
}

func correlated(x, y []float64) float64 {
	mean := func(v []float64) (sum float64) {
		for _, a := range v {
			sum += a / float64(len(v))
		}
		return sum
	}
	mx, my, xy, xx, yy := mean(x), mean(y), 0.0, 0.0, 0.0
	for i := range x {
		xy += (x[i] - mx) * (y[i] - my)
		xx += (x[i] - mx) * (x[i] - mx)
		yy += (y[i] - my) * (y[i] - my)
	}
	return xy / math.Sqrt(xx*yy)
}

// Point k of a list takes the k-th value of each dimension.
func TestListedPoints(t *testing.T) {
	study, err := sweptFrom(t, `design: list
vary:
  - { path: faults.crash.lemons, values: [0, 0, 1] }
  - { path: balancing.policy, values: [random, weighted, random] }
`)
	if err != nil {
		t.Fatal(err)
	}
	points, leftOut, err := study.Points(base(t, study.Base))
	if err != nil || leftOut != 0 || len(points) != 3 || points[1][0].Value != "0" || points[1][1].Value != "weighted" {
		t.Errorf("%v, %d left out, %v", points, leftOut, err)
	}
}

func base(t *testing.T, d *Document) *Scenario {
	t.Helper()
	s, err := d.CompilePoint(DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Conditions see what the point sets, what its scenario says, and what holds where it says nothing.
func TestWhere(t *testing.T) {
	for where, want := range map[string]int{
		`"topology.node.classes.web <= 16"`: 8, `"faults.crash.lemons < topology.node.classes.web - 15"`: 6,
		`"balancing.policy == weighted or topology.node.classes.web == 14", "faults.crash.lemons == 0"`: 4,
		`"run.confidence == 95%"`:                   12, // a default
		`"topology.node.classes.web * 2 / 2 > 1"`:   12,
		`"not balancing.policy == random"`:          6,
		`"time.horizon / faults.crash.repair > -1"`: -1,
	} {
		study, err := sweptFrom(t, "vary:\n  - { path: topology.node.classes.web, range: 14..18 step 2 }\n"+
			"  - { path: balancing.policy, values: [random, weighted] }\n"+
			"  - { path: faults.crash.lemons, range: 0..1 }\nwhere: [ "+where+" ]\n")
		if err != nil {
			t.Fatal(err)
		}
		points, leftOut, err := study.Points(base(t, study.Base))
		if want < 0 {
			if err == nil || !strings.Contains(err.Error(), "/ cannot stand between a time and the word") {
				t.Errorf("%s: %v", where, err)
			}
			checkPlaces(t, err)
			continue
		}
		if err != nil || len(points) != want || leftOut != 12-want {
			t.Errorf("%s: %d points, %d left out, %v; want %d", where, len(points), leftOut, err, want)
		}
	}
}

func TestDesignErrors(t *testing.T) {
	const vary = "vary: [ { path: faults.crash.lemons, range: 0..1 } ]\n"
	for _, x := range [][2]string{
		{"design: lhs\n" + vary, "design lhs needs points, which says how many"},
		{"design: lhs\npoints: 1\n" + vary, "from 2 to 10000"},
		{"design: lhs\npoints: 20000\n" + vary, "from 2 to 10000"},
		{"points: 20\n" + vary, "the design is grid, whose points follow from the values"},
		{"design: halton\npoints: 9\nseed: 2\n" + vary, "only designs lhs, morris, sobol and inputs draw their points"},
		{"design: sobol\n" + vary, "sobol"},
		{"design: lhs\npoints: 9\nvary: [ { path: a, range: 1h..0h } ]\n", "1h to 0h is no range"},
		{"design: lhs\npoints: 9\nvary: [ { path: a, range: 1h..90m } ]\n", "1h to 90m is no range"},
		{"design: lhs\npoints: 9\nvary: [ { path: a, range: 0s..9s, scale: log } ]\n", "no ratio leads from 0s to 9s"},
		{"design: lhs\npoints: 9\nvary: [ { path: a, range: 1e-300s..1e300s, scale: log } ]\n", "no ratio leads from"},
		{"vary: [ { path: a, range: 0..9, scale: log } ]\n", "ranges without steps"},
		{"vary: [ { path: a, range: 0..9, label: x }, { path: b, range: 0..9, label: x } ]\n", `two are labeled "x"`},
		{vary + "where: [ \"1 / (faults.crash.lemons - faults.crash.lemons) > 5\" ]\n", "divides by 0"},
		{"design: list\nvary: [{path: a, values: [1, 2]}, {path: b, values: [1]}]\n", `"a" has 2 values and "b" has 1`},
		{vary + "where: [ \"faults.crash.lemons >> 1\" ]\n", "a name or a quantity is wanted"},
		{vary + "where: [ \"faults.crash.lemons > 5\" ]\n", "where leaves none of 2 points"},
		{vary + "where: [ \"faults.crush.lemons > 5\" ]\n", "nothing at faults.crush.lemons"},
	} {
		text, want := x[0], x[1]
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

// A design that is none is told once, and not by what does not go with it.
func TestUnknownDesignIsToldOnce(t *testing.T) {
	_, err := sweptFrom(t, "design: latin\npoints: 4\nvary: [ { path: faults.crash.lemons, range: 0..1 } ]\n")
	problems, _ := err.(Problems)
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "latin") {
		t.Errorf("design: latin is told as\n%v", err)
	}
}
