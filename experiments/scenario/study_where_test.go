package scenario

import (
	"fmt"
	"strings"
	"testing"
)

// plannedFrom is a plan of web.yaml.
func plannedFrom(t *testing.T, text string) (*Plan, error) {
	t.Helper()
	d, err := Parse("testdata/p.yaml", []byte("version: 1\nbase: web.yaml\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return d.Planning()
}

// settled are variables of which two stand in one section, and one that is a word.
const settled = `decide:
  - { path: topology.node.classes.web, range: 14..20 }
  - { path: topology.rack.count, range: 1..4 }
  - { path: faults.crash.lemons, range: 0..3 }
  - { path: balancing.policy, values: [random, weighted] }
`

// Of every point the admission says what all conditions say of the scenario with its settings, and it counts right,
// although it looks at combinations of what is tied alone.
func TestAdmissionIsWhatConditionsSay(t *testing.T) {
	for where, ties := range map[string]int{
		`topology.node.classes.web <= 16`:                                                         1,
		`faults.crash.lemons < topology.node.classes.web - 15`:                                    1,
		`faults.crash.lemons <= 1", "topology.rack.count * topology.node.classes.web >= 40`:       2,
		`faults.crash.lemons == topology.rack.count", "balancing.policy == random`:                2,
		`faults.crash.lemons <= 2", "balancing.policy == random", "not faults.crash.lemons == 1`:  2,
		`balancing.policy == weighted or topology.rack.count == 3", "run.confidence == 95%`:       2,
		`topology.0.count == 3 or faults.crash.lemons == 2", "topology.2.classes.web != 15`:       1,
		`topology.rack.count > 1", "1 / (topology.rack.count - 1) < 1", "faults.crash.lemons > 0`: 2,
	} {
		study, err := plannedFrom(t, settled+"where: [ \""+where+"\" ]\n")
		if err != nil {
			t.Fatal(err)
		}
		system := base(t, study.Base)
		a, err := study.Admission(system)
		if err != nil {
			t.Errorf("%s: %v", where, err)
			continue
		}
		left, first, last := 0, "", ""
		for n := range 7 * 4 * 4 * 2 {
			point := []int{n / 32, n / 8 % 4, n / 2 % 4, n % 2}
			var set []Setting
			for i, v := range study.Decide {
				set = append(set, Setting{v.Path, v.Values[point[i]]})
			}
			want, err := study.Excludes(set, system)
			if err != nil {
				t.Fatal(err)
			}
			by, out := a.Excludes(point)
			if out != want || out != (len(by) > 0) {
				t.Errorf("%s: %v is excluded: %t by %v, want %t", where, set, out, by, want)
			}
			if !out {
				left++
				if last = fmt.Sprint(point); first == "" {
					first = last
				}
			}
		}
		if a.Count() != float64(left) || left == 0 || left == 7*4*4*2 {
			t.Errorf("%s: %g are left, want %d", where, a.Count(), left)
		}
		for _, end := range [][]int{a.Least(-1, 0), a.Most(), a.Least(3, 0)} {
			if _, out := a.Excludes(end); end != nil && out {
				t.Errorf("%s: the end %v is excluded", where, end)
			}
		}
		if len(a.ties) != ties {
			t.Errorf("%s: %d ties, want %d", where, len(a.ties), ties)
		}
	}
}

// A plan without conditions has no admission, and one whose conditions leave nothing, cannot be worked out or tie too
// much together is told so where they stand.
func TestAdmissionErrors(t *testing.T) {
	study, err := plannedFrom(t, settled)
	if a, wrong := study.Admission(base(t, study.Base)); a != nil || err != nil || wrong != nil {
		t.Errorf("%v, %v, %v", a, err, wrong)
	}
	for _, x := range [][2]string{
		{`"topology.rack.count > 4"`, "where.0 leaves none of 28 combinations"},
		{`"faults.crash.lemons > 1", "faults.crash.lemons < 2"`, "where.1 leaves none of the 2 combinations"},
		{`"run.confidence == 90%"`, "where.0 does not hold, whatever is decided"},
		{`"faults.crush.lemons > 5"`, "nothing at faults.crush.lemons"},
		{`"topology.rack.count >> 1"`, "a name or a quantity is wanted"},
		{`"1 / (topology.rack.count - 1) > 0"`, "divides by 0"},
	} {
		study, err := plannedFrom(t, settled+"where: [ "+x[0]+" ]\n")
		if err == nil {
			_, err = study.Admission(base(t, study.Base))
		}
		if err == nil || !strings.Contains(err.Error(), x[1]) {
			t.Errorf("%s: %v\nlacks %s", x[0], err, x[1])
			continue
		}
		checkPlaces(t, err)
	}
	study, err = plannedFrom(t, `decide:
  - { path: topology.node.classes.web, range: 1..1000 }
  - { path: faults.crash.lemons, range: 1..1000 }
  - { path: topology.rack.count, range: 1..3 }
where: [ "faults.crash.lemons == topology.node.classes.web" ]
`)
	if err == nil {
		_, err = study.Admission(base(t, study.Base))
	}
	if err == nil || !strings.Contains(err.Error(), "combinations, of which at most 200") {
		t.Error(err)
	}
	checkPlaces(t, err)
}
