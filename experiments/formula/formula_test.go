package formula

import (
	"math"
	"strings"
	"testing"
)

// settings are what the formulas of the tests are about.
var settings = map[string]string{
	"detection.beat.timeout": "10s", "detection.beat.interval": "3s", "topology.node.count": "24", "racks": "6",
	"balancing.policy": "least-work", "faults.rack-power.repair": "2h", "traffic.arrivals.rate": "420k/s",
	"faults.disk.hits": "10%", "classes.web.cost": "310/month", "storage.size": "4GiB", "storage.speed": "100MB/s",
	"faults.crash.repair": "{dist: gamma, shape: 2, mean: 9h}", "odds": "1e-3",
}

func at(path string) (string, bool) {
	text, ok := settings[path]
	return text, ok
}

func TestHolds(t *testing.T) {
	for text, want := range map[string]bool{
		"detection.beat.timeout >= 3 * detection.beat.interval":                     true,
		"detection.beat.timeout >= 4 * detection.beat.interval":                     false,
		"topology.node.count / racks == 4":                                          true,
		"topology.node.count/racks == 4":                                            true,
		"24/topology.node.count == 1":                                               true,
		"topology.node.count - racks - 6 == 12":                                     true, // from the left
		"2 + 3 * 4 == 14 and (2 + 3) * 4 == 20":                                     true,
		"balancing.policy == least-work":                                            true,
		"balancing.policy != 'least-work' or racks < 7":                             true,
		"not balancing.policy == random and racks == 6":                             true, // not binds closer
		"not (balancing.policy == random or racks == 6)":                            false,
		"faults.rack-power.repair == 120m":                                          true,
		"traffic.arrivals.rate * 1h == 1.512e9":                                     true,
		"traffic.arrivals.rate == 420000/s":                                         true,
		"faults.disk.hits <= 0.1 and odds < 1%":                                     true,
		"storage.size / storage.speed < 1m":                                         true,
		"classes.web.cost < 1/h and classes.web.cost * 1d > 10":                     true,
		"-detection.beat.timeout < 0s":                                              true,
		"racks == 6 or balancing.choices == 2":                                      true, // which is not there
		"balancing.policy == power-of-choices and balancing.choices == 2":           false,
		"detection.beat.timeout / detection.beat.interval > 3 and 1 != 2 and 5 > 4": true,
	} {
		f, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := f.Holds(at); err != nil || got != want {
			t.Errorf("%s: %t, %v", text, got, err)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "empty",
		"racks ==":               `ends after "=="`,
		"racks == 6 7":           `an operator is wanted where "7" stands`,
		"(racks == 6":            `")" is wanted`,
		"1 < racks < 7":          `an operator is wanted where "<" stands`,
		"racks = 6":              `cannot be read from "= 6" on`,
		"racks == * 2":           `a name or a quantity is wanted where "*" stands`,
		"racks":                  "a condition is wanted",
		"racks + 1":              "a condition is wanted",
		"racks == 5s":            "== cannot stand between a number and a time",
		"racks + 5s > 1":         "+ cannot stand between a number and a time",
		"detection.beat.x > 1s":  "nothing at detection.beat.x",
		"balancing.policy > abc": `> cannot stand between the word "least-work" and the word "abc"`,
		"faults.crash.repair > 1h": "> cannot stand between the word \"{dist: gamma, shape: 2, mean: 9h}\" " +
			"and a time",
		"racks / (racks - 6) > 1":         "divides by 0",
		"0 / 0 == 0 / 0":                  "divides by 0",
		"racks / 0s < 1/s":                "divides by 0",
		"1e300 * 1e300 > 1":               "more than a number can be",
		"racks and 1 == 1":                "and cannot stand between a number and a condition",
		"not racks":                       "not stands before a number",
		"5parsecs > 1":                    `"5parsecs" is no quantity`,
		strings.Repeat("(", 200) + "1":    "stand in one another",
		strings.Repeat("not ", 200):       "stand in one another",
		strings.Repeat("- ", 200) + "1":   "stand in one another",
		strings.Repeat("1 + ", 4000):      "longer than",
		"and == 1":                        `where "and" stands`,
		"traffic.arrivals.rate * 1h > 1h": "cannot stand between a number and a time",
	} {
		f, err := Parse(text)
		if err == nil {
			_, err = f.Holds(at)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v, want %s", text, err, want)
		}
	}
}

func TestQuantity(t *testing.T) {
	for text, want := range map[string]float64{
		"topology.node.count / racks": 4, "2 * detection.beat.timeout": 20, "-racks": -6, "- -3": 3, "1 / 4": 0.25,
	} {
		f, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := f.Quantity(at); err != nil || math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %g, %v", text, got, err)
		}
	}
	for _, text := range []string{"racks == 6", "balancing.policy"} {
		f, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Quantity(at); err == nil {
			t.Errorf("%s is a quantity", text)
		}
	}
}

// Whatever stands there, it is understood or refused in one line.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"a.b >= 3 * c", "not (x == 'y') or 5s/2 < 1h", "--1", "1/s/s", "é > 1", "3/month"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		formula, err := Parse(text)
		if err == nil {
			_, err = formula.Holds(at)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v", text, err)
		}
	})
}
