package plots_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/plots"
)

// crowds are charts of 1, 2, 7, 12, 40 and 200 series: whatever their number, a chart must stay legible.
func crowds() map[string]picture {
	all := map[string]picture{}
	for _, n := range []int{1, 2, 7, 12, 40, 200} {
		var x tables
		var downtimes []result.HistogramRow
		var values []string
		for i := range n {
			values = append(values, strconv.Itoa(i+1))
			k := key(i, "", "resources.crews.hands.count", values[i])
			for _, r := range years(i, "", 30, 9000/float64(1+i%9), 0.8, 0) {
				r.Key = k
				downtimes = append(downtimes, r)
			}
			x.histograms = append(x.histograms, outages(k, "service:api", 30+i, 400, 1)...)
			x.compare = append(x.compare, difference(fmt.Sprintf("policy-%d", i+1), float64(300*i%17-200), 90, 1e-3))
		}
		for chart, data := range map[string]tables{
			"downtime":        {histograms: downtimes},
			"time-to-recover": {histograms: x.histograms},
			"forest":          {compare: x.compare},
			"phases":          {estimates: spentBy(n)},
			"phases-faults":   {estimates: faultRows(n)},
			"detectors":       {estimates: detectorsBy(n)},
			"timeline":        {timelines: story(n)},
			"sweep-names": {estimates: grid(named(values), []string{"few", "many"}, func(i, j int) float64 {
				return 3e-3 / float64(1+i%5+j)
			})},
			"sweep": {estimates: grid(lives, values, func(i, j int) float64 {
				return 3e-3 / math.Pow(2.1, float64(i)) / (1 + 2*float64(j%4))
			})},
		} {
			if one := n == 1 && chart == "detectors"; !one { // is no chart
				all[fmt.Sprintf("%s-of-%d", chart, n)] = picture{chartOf(chart), data}
			}
		}
	}
	return all
}

// chartOf is the chart of a picture's name.
func chartOf(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, "-names"), "-faults")
}

// named makes names of numbers.
func named(numbers []string) []string {
	var names []string
	for _, n := range numbers {
		names = append(names, "policy-"+n)
	}
	return names
}

// A chart of many series shows some, says how many of how many, and where the others are.
func TestCrowdsAreSampled(t *testing.T) {
	if testing.Short() {
		t.Skip("writes large tables")
	}
	all := crowds()
	for name, want := range map[string]string{
		"downtime-of-7":         "",
		"downtime-of-12":        "8 of 12 configurations, evenly chosen; the others are in histograms.csv.",
		"time-to-recover-of-40": "8 of 40 configurations with outages, evenly chosen; the others are in histograms.csv.",
		"sweep-of-200":          "8 of 200 curves, evenly chosen; the others are in summary.csv.",
		"sweep-names-of-12":     "8 of 12 values, evenly chosen; the others are in summary.csv.",
		"phases-of-40":          "30 of 40 bars, evenly chosen; the others are in summary.csv.",
		"phases-faults-of-200":  "30 of 201 bars, those that take longest; the others are in summary.csv.",
		"timeline-of-40":        "36 of 41 lanes, those with the most time in incidents; the others are in timeline.csv.",
		"timeline-of-7":         "Of 14 incidents the longest 7 are recorded.",
		"detectors-of-40":       "8 of 40 detectors in color, evenly chosen; the others in gray, without intervals.",
		"forest-of-40":          "30 of 40 variants, those with the largest differences; the others are in compare.csv.",
	} {
		c, err := drawer(t, all[name].chart, plots.Options{Point: -1})(all[name].data.open(t))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(c.Subtitle, want) || want == "" && strings.Contains(c.Subtitle, "the others") {
			t.Errorf("%s: subtitle %q, want %q in it", name, c.Subtitle, want)
		}
	}
}

// What people call a parameter, and not its path, stands on axes and in titles, legends and footers; the footer keeps
// to one line whatever the hash.
func TestAxesAreCalledByTheirLabels(t *testing.T) {
	data := tables{estimates: grid(lives, []string{"1", "2"}, func(i, j int) float64 { return 1e-3 })}
	data.estimates[3].N = 2000
	data.manifest.Axes = []result.Axis{{Path: "faults.crash.time_to_failure", Label: "mean time to failure"},
		{Path: "resources.crews.hands.count", Label: "crews"}}
	data.manifest.ScenarioHash = strings.Repeat("9be2c44f", 8)
	svg := svgOf(t, "sweep", data)
	for _, want := range []string{">Unavailability against mean time to failure: ", ">mean time to failure (logarithmic)<",
		">crews<", "12 configurations · 300 to 2000 replications each of 1 y", "scenario 9be2c44f9be2 ·"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the chart does not say %q", want)
		}
	}
	if strings.Contains(svg, "count") {
		t.Error("the chart shows a path")
	}
}

// A line that stands for an objective must stand where its bound is, 5.256 min/y where 99.999 % are, and be called as
// its author does; the strictest wins.
func TestObjectivesBecomeLines(t *testing.T) {
	downtime := objective(315.36)
	downtime.Metric, downtime.Unit = "downtime", "s/y"
	drawn := func(estimates ...result.Estimate) string {
		return svgOf(t, "availability-fan", tables{series: settling(4e-4, 40, 300), estimates: estimates})
	}
	height := regexp.MustCompile(`(?i)<path d="M[\d.]+,([\d.]+)L[\d.]+,[\d.]+" style="[^"]*stroke:#b02a1e`)
	want := height.FindStringSubmatch(drawn(objective(0.99999)))
	if want == nil {
		t.Fatal("no line at 99.999 %")
	}
	for name, svg := range map[string]string{"alone": drawn(downtime),
		"beside a looser one": drawn(downtime, objective(0.99))} {
		if got := height.FindStringSubmatch(svg); got == nil || got[1] != want[1] ||
			!strings.Contains(svg, ">objective 5.26 min/y<") {
			t.Errorf("%s: the line of 5.256 min/y stands at %q, that of 99.999 %% at %q", name, got, want[1])
		}
	}
	one, two := objective(0.999), objective(0.9999)
	two.Point = 1
	svg := svgOf(t, "downtime", tables{estimates: []result.Estimate{one, two},
		histograms: append(years(0, "", 30, 900, 1, 0), years(1, "", 30, 900, 1, 0)...)})
	if strings.Contains(svg, "objective") {
		t.Error("one line for two objectives")
	}
}

// What was found the best, what it is compared with, and what a plan has chosen are always among the shown; one number
// of replications is not that of all.
func TestSamplesKeepWhatMatters(t *testing.T) {
	var x tables
	for i := range 20 {
		rows := dying(0, "policy-"+strconv.Itoa(i), 90*day)
		for j := range rows {
			rows[j].N = 40 + i
		}
		x.survivals = append(x.survivals, rows...)
	}
	best := x
	best.choices = []result.ChoiceRow{{Variant: "policy-4", Standing: "best"}, {Variant: "policy-5", Standing: "open"}}
	best.compare = []result.CompareRow{{Variant: "policy-1", Baseline: "policy-12"},
		{Variant: "policy-1", Baseline: "policy-13"}}
	plan := x
	for i, role := range []string{"", "chosen", "runner-up"} {
		plan.plans = append(plan.plans, result.PlanRow{Key: key(0, "policy-"+strconv.Itoa(6+i)), Role: role})
	}
	for _, want := range []struct {
		data tables
		says string
		in   []string
	}{
		{x, "8 of 20 curves, evenly chosen; ", []string{"policy-0", "policy-19"}},
		{best, "the baselines and the best among them", []string{"policy-4", "policy-12", "policy-13"}},
		{plan, "the chosen and the runner-up among them", []string{"policy-7", "policy-8"}},
	} {
		c, err := drawer(t, "survival", plots.Options{Point: -1})(want.data.open(t))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(c.Subtitle, want.says) || !strings.Contains(c.Subtitle, "Share of 40 to 59 replications") {
			t.Errorf("subtitle %q, want %q in it", c.Subtitle, want.says)
		}
		svg := svgOf(t, "survival", want.data)
		for _, name := range want.in {
			if !strings.Contains(svg, ">"+name+"</text>") {
				t.Errorf("%s: %s is not shown", want.says, name)
			}
		}
		if n := strings.Count(svg, ">policy-"); n != 8 {
			t.Errorf("%d curves, want 8", n)
		}
	}
}

// Points at which nothing about a detector differs are no chart of detectors, those of a design no offers.
func TestNoChartOfWhatIsNoChoice(t *testing.T) {
	alike := tables{}
	for i := range 6 {
		alike.estimates = append(alike.estimates, watched(key(i, "", "topology.rack.count", strconv.Itoa(i)), "a", 9, 1)...)
	}
	drawn := tables{effects: swings(), estimates: offered(lives, []string{"1", "2"},
		func(i, j int) float64 { return 1e-3 / float64(i+1) })}
	for chart, want := range map[string]struct {
		data tables
		says string
	}{
		"detectors": {alike, "nothing about detection was varied, and detector a does alike in all 6 configurations"},
		"frontier":  {drawn, "no offers"},
	} {
		_, err := drawer(t, chart, plots.Options{Point: -1})(want.data.open(t))
		if err == nil || !strings.Contains(err.Error(), want.says) {
			t.Errorf("%s: error %v, want %q in it", chart, err, want.says)
		}
	}
}

// An outage that began without a fault is said to have, and one that began with one is not.
func TestOutagesWithoutFaults(t *testing.T) {
	row := func(incident int, component, stage string, start, end float64) result.TimelineRow {
		return result.TimelineRow{Key: key(0, ""), Incident: incident, Component: component, Stage: stage, Start: start,
			End: end, Among: 1}
	}
	outage := row(0, "service:api", "outage", 10*day, 12*day)
	for start, want := range map[float64]bool{9 * day: false, 11 * day: true} {
		data := tables{timelines: []result.TimelineRow{outage, row(1, "rack-1/web-1", "repair", start, start+2*day)}}
		c, err := drawer(t, "timeline", plots.Options{Point: -1})(data.open(t))
		if err != nil || strings.Contains(c.Subtitle, "began without a fault") != want {
			t.Errorf("a fault on day %v: subtitle %q, error %v", start/day, c.Subtitle, err)
		}
	}
}
