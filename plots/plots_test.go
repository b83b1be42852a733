package plots_test

import (
	"bytes"
	"errors"
	"flag"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/plots"
)

var (
	look   = flag.String("look", "", "folder in which to leave every chart as PNG, to be looked at")
	update = flag.Bool("update", false, "rewrite the golden files")
)

var lives = []string{"30d", "60d", "120d", "240d", "1y", "2y"}

type picture struct {
	chart string
	data  tables
}

// pictures are all charts on well-behaved and on ugly input.
func pictures() map[string]picture {
	falling := func(i, j int) float64 { return 3e-3 / math.Pow(2.1, float64(i)) / (1 + 2*float64(j)) }
	return map[string]picture{
		"fan": {"availability-fan", tables{series: settling(4e-4, 40, 300),
			estimates: []result.Estimate{objective(0.9995)}}},
		"fan-constant": {"availability-fan", tables{series: flat(0.9999, 300, 10*day, 200*day, year)}},
		"fan-lossless": {"availability-fan", tables{series: flat(1, 300, 10*day, 200*day, year),
			estimates: []result.Estimate{objective(0.9995)}}},
		"fan-one-run":   {"availability-fan", tables{series: settling(4e-2, 0, 1)}},
		"fan-one-point": {"availability-fan", tables{series: settling(4e-4, 0, 300)[:1]}},
		"fan-huge":      {"availability-fan", tables{series: slices.Concat(flat(0, 300, day), settling(1e-9, 20, 300))}},

		"capacity":         {"capacity", tables{series: reaching(300, 0, 8000)}},
		"capacity-swings":  {"capacity", tables{series: reaching(300, 1500, 6000)}},
		"capacity-one-run": {"capacity", tables{series: reaching(1, 0, 9800)}},
		"at-risk":          {"groups-at-risk", tables{series: standing(40, 0.02)}},
		"capacity-none":    {"capacity", tables{series: reaching(300, 0, 0)}},

		"runway": {"runway", tables{runways: growing(36, "6", "8", "10", "12", "14", "16", "18", "20"),
			manifest: result.Manifest{Axes: []result.Axis{{Path: "topology.node.count", Label: "nodes per zone"}}}}},
		"runway-one":  {"runway", tables{runways: growing(12, "20")}},
		"runway-many": {"runway", tables{runways: growing(100, strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12 13 14")...)}},

		"survival": {"survival", tables{survivals: slices.Concat(dying(0, "replicas: 2", 90*day), dying(1, "6+3", 700*day),
			dying(2, "replicas: 3", 4000*day))}},
		"survival-one":  {"survival", tables{survivals: dying(0, "", 200*day)}},
		"survival-once": {"survival", tables{survivals: dying(0, "", 200*day)[:1]}},
		"survival-at-0": {"survival", tables{survivals: []result.SurvivalRow{{Key: key(0, ""), N: 40,
			Metric: "time_to_data_loss", Scope: "data:files", Low: 0, High: 0.09, Steady: nan, Confidence: 0.95}}}},

		"durability":      {"durability", schemes()},
		"durability-sure": {"durability", schemesSure()},

		"concurrent": {"concurrent", tables{histograms: crowded(0, 1800, 0.002, 600, 1e-3),
			estimates: fleetOf(0, 1800, 0.002+600*1e-3/1800)}},
		"concurrent-few": {"concurrent", tables{
			histograms: slices.Concat(crowded(0, 9, 0.1, 3, 1e-2), crowded(1, 9, 0.1, 3, 0)),
			estimates:  slices.Concat(fleetOf(0, 9, 0.1+3*1e-2/9), fleetOf(1, 9, 0.1))}},
		"concurrent-two": {"concurrent", tables{histograms: crowded(0, 2, 0.1, 0, 0), estimates: fleetOf(0, 2, 0.1)}},

		"sweep":       {"sweep", tables{estimates: grid(lives, []string{"1", "2", "4"}, falling)}},
		"sweep-zeros": {"sweep", tables{estimates: withZeros(grid(lives, []string{"1", "2"}, falling))}},
		"sweep-huge": {"sweep", tables{estimates: grid([]string{"1s", "1m", "1h", "1d", "10y"}, []string{"1"},
			func(i, j int) float64 { return math.Pow(10, float64(-2*i)) })}},
		"sweep-scattered": {"sweep", tables{estimates: scattered(25)}},
		"sweep-one-point": {"sweep", tables{estimates: grid([]string{"30d"}, []string{"1", "2"}, falling)}},
		"sweep-constant": {"sweep", tables{estimates: grid([]string{"10", "20", "30"}, []string{"1", "2"},
			func(i, j int) float64 { return 1e-4 })}},
		"sweep-names": {"sweep", tables{estimates: grid([]string{"random", "round-robin", "weighted"},
			[]string{"few", "many"}, falling)}},
		"sweep-of-cost": {"sweep", tables{estimates: priced(lives, []string{"1", "2", "4"}),
			manifest: result.Manifest{Metrics: []string{"cost", "nodes_up"}}}},
		"sweep-of-wide": {"sweep", tables{estimates: metricGrid("mttr", "fleet", "s", lives, []string{"1", "2"},
			func(i, j int) float64 { return 60 * math.Pow(6, float64(i)) / float64(1+j) }),
			manifest: result.Manifest{Metrics: []string{"mttr"}}}},
		"sweep-coinciding": {"sweep", tables{estimates: grid(lives, []string{"1", "2", "4"},
			func(i, j int) float64 { return 1e-3 / float64(1+i+j/2) })}},
		"fleet": {"fleet", tables{estimates: priced(lives, []string{"1", "2", "4"})}},
		"sweep-many": {"sweep", tables{estimates: grid(lives,
			strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18"), falling)}},

		"frontier": {"frontier", tables{estimates: offered(lives, []string{"1", "2", "4"}, falling),
			plans: []result.PlanRow{{Key: grid(lives, []string{"1", "2", "4"}, falling)[6].Key, Role: "chosen",
				Standing: "feasible"}}}},
		"frontier-lossless": {"frontier", tables{estimates: offered(lives, []string{"1", "2"},
			func(i, j int) float64 { return max(0, falling(i, j)-2e-4) })}},
		"frontier-huge": {"frontier", tables{estimates: offered([]string{"1s", "1m", "1h", "1d", "10y"}, []string{"1"},
			func(i, j int) float64 { return math.Pow(10, float64(-2*i)) })}},

		"forest": {"forest", tables{compare: []result.CompareRow{difference("weighted", -2400, 500, 1e-6),
			difference("random", 80, 300, 0.6), difference("sticky", 1500, 700, 1e-4),
			difference("least-loaded with two choices and slow start", -900, 400, 1e-3)}}},
		"forest-baselines": {"forest", tables{compare: slices.Concat([]result.CompareRow{
			difference("cheap", 900, 300, 1e-6), difference("weighted", -2400, 500, 1e-6)},
			lessCheap(difference("weighted", -3300, 400, 1e-6), difference("sticky", 200, 700, 0.4)))}},
		"forest-unpaired": {"forest", tables{compare: unpaired(difference("weighted", -2400, 900, 1e-6))}},
		"effects-tornado": {"effects", tables{effects: swings()}},
		"effects-shares":  {"effects", tables{effects: shares()}},
		"effects-inputs":  {"effects", known(60)},
		"inputs":          {"inputs", known(60)},
		"inputs-one":      {"inputs", known(1)},
		"forest-one":      {"forest", tables{compare: []result.CompareRow{difference("weighted", 0, 0, nan)}}},
		"forest-latency": {"forest", tables{compare: []result.CompareRow{latencyDifference("least", -0.31, 0.02, 1e-6),
			latencyDifference("random", -3.9e-7, 0.013, 0.99)}}},
		"forest-nan": {"forest", tables{compare: []result.CompareRow{difference("weighted", nan, nan, nan),
			difference("b", 1, nan, nan)}}},
		"forest-huge": {"forest", tables{compare: []result.CompareRow{difference("a", 1e7, 1e5, 0),
			difference("b", -1e-3, 1e-4, 0)}}},

		"downtime": {"downtime", tables{histograms: slices.Concat(years(0, "equal", 300, 9000, 0.8, 0),
			years(1, "weighted", 300, 5000, 0.9, 0.04))}},
		"downtime-zeros":    {"downtime", tables{histograms: years(0, "", 300, 1200, 1.2, 0.7)}},
		"downtime-one-run":  {"downtime", tables{histograms: years(0, "", 1, 1200, 1.2, 0)}},
		"downtime-constant": {"downtime", tables{histograms: years(0, "", 40, 3600, 0, 0)}},
		"downtime-huge":     {"downtime", tables{histograms: years(0, "", 100, 100, 6, 0)}},
		"recover": {"time-to-recover", tables{histograms: slices.Concat(
			outages(key(0, ""), "service:api", 6100, 400, 1),
			outages(key(0, ""), "fault:zone-net", 590, 2100, 0.8),
			outages(key(0, ""), "fault:crash", 80000, 360, 0.6))}},
		"recover-variants": {"time-to-recover", tables{histograms: slices.Concat(
			outages(key(0, "equal"), "service:api", 6000, 400, 1),
			outages(key(1, "weighted"), "service:api", 500, 300, 1.2))}},
		"recover-one": {"time-to-recover", tables{histograms: outages(key(0, ""), "service:api", 1, 400, 1)}},
		"recover-zero": {"time-to-recover", tables{histograms: []result.HistogramRow{{Key: key(0, ""), Metric: "mttr",
			Scope: "service:api", Unit: "s", Lower: 0, Upper: 0, Weight: 5}, {Key: key(0, ""), Metric: "mttr",
			Scope: "service:api", Unit: "s", Lower: 60, Upper: 60, Weight: 5}, {Key: key(0, ""), Metric: "mttr",
			Scope: "service:api", Unit: "s", Lower: 1e9, Upper: math.Inf(1), Weight: 1}}}},
		"causes": {"causes", tables{estimates: []result.Estimate{share("zone-net", 0.46), share("rack-power", 0.21),
			share("bad-deploy", 0.17), share("gray", 0.11), share("crash", 0.05)}}},
		"importance": {"importance", tables{estimates: slices.Concat(weighed("crash", 0.14, 0.99, 0.64),
			weighed("zone-outage", 0.86, 1, 0.36), weighed("gray", 0, 0, 0))}},
		"importance-nothing": {"importance", tables{estimates: slices.Concat(weighed("crash", 0.5, 0.02, 1),
			[]result.Estimate{{Key: key(0, ""), Metric: "risk_reduction", Scope: "level:rack", Unit: "ratio", Mean: 0.07,
				Low: nan, High: nan, SLOBound: nan}})}},
		"causes-many":   {"causes", tables{estimates: manyCauses()}},
		"causes-one":    {"causes", tables{estimates: []result.Estimate{share("crash", 1)}}},
		"phases":        {"phases", tables{estimates: spentBy(3)}},
		"phases-faults": {"phases", tables{estimates: faultRows(5)}},
		"phases-huge": {"phases", tables{estimates: slices.Concat(spent(key(0, "a"), "fleet", 1e-3, 0, 0, 0),
			spent(key(1, "b"), "fleet", 1e3, 1e9, 0, 1e-6))}},
		"phases-none": {"phases", tables{estimates: slices.Concat(
			spent(key(0, "a"), "fleet", 5, 60, 0, 900), []result.Estimate{{Key: key(1, "b"), Metric: "mttr", Scope: "fleet",
				Unit: "s", Mean: math.Inf(1), Low: 1e9, High: math.Inf(1), SLOBound: nan}})}},
		"detectors": {"detectors", tables{estimates: timeouts("5s", "10s", "15s", "20s", "30s", "45s")}},
		"detectors-huge": {"detectors", tables{estimates: slices.Concat(watched(key(0, ""), "a", 1e-9, 1e-3),
			watched(key(0, ""), "b", 1e6, 1e8), watched(key(0, ""), "c", 3, 0), watched(key(0, ""), "blind", 3, nan))}},
		"knee":      {"latency-against-load", tables{estimates: bearing([]string{"random", "least-connections"})}},
		"knee-one":  {"latency-against-load", tables{estimates: bearing([]string{"random"})}},
		"knee-many": {"latency-against-load", tables{estimates: bearing(strings.Fields("a b c d e f g h i j"))}},
		"knee-lost": {"latency-against-load", tables{estimates: lost(bearing([]string{"a", "b"}))}},

		"spectrum": {"latency-spectrum", tables{histograms: slow(key(0, ""), "service:api", 2e6, 0.02, 0),
			estimates: percentiles(key(0, ""), 0.02, 0.5), manifest: result.Manifest{Entry: "service:api", Fast: 0.1}}},
		"spectrum-variants": {"latency-spectrum", tables{
			histograms: slices.Concat(slow(key(0, "random"), "service:api", 1e5, 0.03, 0.002),
				slow(key(1, "least-connections"), "service:api", 1e5, 0.01, 0)),
			estimates: slices.Concat(percentiles(key(0, "random"), 0.03, nan), percentiles(key(1, "least-connections"), 0.01,
				nan))}},
		"spectrum-services": {"latency-spectrum", tables{
			histograms: slices.Concat(slow(key(0, ""), "service:api", 1e5, 0.03, 0),
				slow(key(0, ""), "service:search", 3e3, 0.3, 0))}},
		"spectrum-few": {"latency-spectrum", tables{histograms: slow(key(0, ""), "service:api", 40, 0.02, 0)}},
		"spectrum-ugly": {"latency-spectrum", tables{histograms: []result.HistogramRow{
			{Key: key(0, ""), Metric: "latency", Scope: "service:api", Unit: "s", Weight: 5e9},
			{Key: key(0, ""), Metric: "latency", Scope: "service:api", Unit: "s", Lower: 1e-9, Upper: 1e-9, Weight: 4e9},
			{Key: key(0, ""), Metric: "latency", Scope: "service:api", Unit: "s", Lower: 1e9, Upper: 2e9, Weight: 1e3},
			{Key: key(0, ""), Metric: "latency", Scope: "service:api", Unit: "s", Lower: math.Inf(1), Upper: math.Inf(1),
				Weight: 11}}}},
		"storm":          {"retry-storm", tables{series: collapse("", 40, 1)}},
		"storm-one-run":  {"retry-storm", tables{series: collapse("", 1, 1)}},
		"storm-no-fault": {"retry-storm", tables{series: collapse("", 40, 0)}},
		"slowness":       {"latency-over-time", tables{series: slowed("", 40)}},
		"slowness-one":   {"latency-over-time", tables{series: slowed("", 1)}},
		"slowness-both":  {"latency-over-time", tables{series: slices.Concat(slowed("none", 40), slowed("budget", 40))}},
		"storm-seldom":   {"retry-storm", tables{series: collapse("", 40, 0.3)}},
		"storm-variants": {"retry-storm", tables{series: slices.Concat(collapse("none", 40, 1), collapse("budget", 40, 1))}},

		"precision": {"precision", tables{downtimes: uneven(300), estimates: meanDowntime(uneven(300), 800),
			manifest: result.Manifest{Precision: &result.Goal{Metric: "downtime", Relative: 0.05}}}},
		"precision-few": {"precision", tables{downtimes: uneven(3), estimates: meanDowntime(uneven(3), 9e9),
			manifest: result.Manifest{Precision: &result.Goal{Metric: "downtime", Relative: 1e-9}}}},
		"precision-unknown": {"precision", tables{downtimes: uneven(40), estimates: meanDowntime(uneven(40), nan),
			manifest: result.Manifest{Precision: &result.Goal{Metric: "downtime", Relative: 0.05}}}},

		"welch":           {"welch", warmed(30*day, 0.02)},
		"welch-overrun":   {"welch", overrun(30 * day)},
		"welch-cold":      {"welch", warmed(0, 0.02)},
		"welch-seldom":    {"welch", warmed(30*day, 0)},
		"timeline":        {"timeline", tables{timelines: story(9)}},
		"timeline-one":    {"timeline", tables{timelines: story(1)[1:]}},
		"timeline-open":   {"timeline", tables{timelines: siege()}},
		"timeline-outage": {"timeline", tables{timelines: story(0)}},
		"causes-nan": {"causes", tables{estimates: []result.Estimate{{Key: key(0, ""), Metric: "downtime_share",
			Scope: "fault:a", Mean: 1, Low: nan, High: nan, SLOBound: nan}, share("b", nan), share("c", 0)}}},
	}
}

// withZeros is a sweep whose last points saw no loss, one of them without even a bound.
func withZeros(rows []result.Estimate) []result.Estimate {
	for i := range rows[8:] {
		e := &rows[8+i]
		e.Mean, e.Low, e.High = 0, 0, 1.2e-5
	}
	rows[len(rows)-1].High = nan
	return rows
}

func drawer(t *testing.T, name string, o plots.Options) plots.Drawer {
	t.Helper()
	row, ok := plots.Table().Find(name)
	if !ok {
		t.Fatalf("no chart %q", name)
	}
	d, err := row.Build(func(config any) error { *config.(*plots.Options) = o; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryChartDrawsUglyInput(t *testing.T) {
	all, crowd := pictures(), map[string]picture{}
	if !testing.Short() {
		crowd = crowds()
	}
	maps.Copy(all, crowd)
	for name, p := range all {
		t.Run(name, func(t *testing.T) {
			c, err := drawer(t, p.chart, plots.Options{Point: -1})(p.data.open(t))
			if err != nil {
				t.Fatal(err)
			}
			var svg bytes.Buffer
			widths := []int{plots.LeastWidth, plots.MostWidth, plots.UsualWidth}
			if _, usual := crowd[name]; usual {
				widths = widths[2:]
			}
			for _, c.Width = range widths {
				if err := c.WriteSVG(&svg); err != nil {
					t.Fatal(err)
				}
			}
			for _, bad := range []string{"NaN", "Inf", "%!"} {
				if strings.Contains(svg.String(), bad) {
					t.Errorf("the SVG holds %q", bad)
				}
			}
			if *look != "" {
				if err := plots.Save(c, filepath.Join(*look, name+".png")); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Every chart says in a sentence what it misses, for folders without the table and for tables without usable rows.
func TestNoDataIsASentence(t *testing.T) {
	unusable := tables{
		series:    flat(nan, 0, day),
		estimates: []result.Estimate{unavailability(key(0, ""), 1, nan, nan, nan), share("crash", nan)},
	}
	lossless := tables{
		estimates: append(grid(lives, []string{"1"}, func(i, j int) float64 { return 0 }), share("crash", 0)),
		histograms: append(years(0, "", 50, 100, 1, 1), result.HistogramRow{Key: key(0, ""), Metric: "mttr",
			Scope: "service:api", Unit: "s", Weight: 3}),
	}
	lossless.estimates[len(lossless.estimates)-1].Params = lossless.estimates[0].Params
	for _, row := range plots.Table().Rows() {
		draw := drawer(t, row.Name(), plots.Options{Point: -1})
		for name, data := range map[string]tables{"empty": {}, "unusable": unusable, "lossless": lossless} {
			_, err := draw(data.open(t))
			var missing *plots.NoData
			if !errors.As(err, &missing) || len(missing.Reason) < 30 {
				t.Errorf("%s of %s folder: error %v, want a *NoData with a reason", row.Name(), name, err)
			}
		}
	}
}

func TestOptionsChoose(t *testing.T) {
	data := tables{estimates: grid(lives, []string{"1", "2"}, func(i, j int) float64 { return 1e-3 })}
	o := plots.Options{Point: -1, Against: "resources.crews.hands.count"}
	c, err := drawer(t, "sweep", o)(data.open(t))
	if err != nil || !strings.HasPrefix(c.Title, "Unavailability against hands count") {
		t.Errorf("title %q, error %v", c.Title, err)
	}
	o.Against = "no.such.path"
	_, err = drawer(t, "sweep", o)(data.open(t))
	if err == nil || !strings.Contains(err.Error(), `"no.such.path" was not varied`) {
		t.Errorf("error %v", err)
	}
	_, err = drawer(t, "availability-fan", plots.Options{Point: 7})(tables{series: flat(1, 1, day)}.open(t))
	if err == nil || !strings.Contains(err.Error(), "point 7") {
		t.Errorf("error %v", err)
	}
}

// A sweep of more curves than there is room for shows the base all the same.
func TestTheBaseIsAlwaysDrawn(t *testing.T) {
	crews := strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18")
	loss := func(i, j int) float64 { return 1e-3 / float64(1+i+j) }
	for n := range crews {
		data := tables{estimates: grid(lives, crews, loss), manifest: result.Manifest{Base: &result.Base{Point: n}}}
		svg := svgOf(t, "sweep", data)
		data.estimates = priced(lives, crews)
		if !strings.Contains(svgOf(t, "fleet", data), "8 of 18 curves") {
			t.Error("the fleet's chart does not say that it shows 8 of 18 curves")
		}
		if !strings.Contains(svg, ">"+crews[n]+"</text>") || strings.Count(svg, "8 of 18 curves") != 1 {
			t.Errorf("%s hands, the base, is not among the curves", crews[n])
		}
	}
}

// What was asked for comes first, and what was not measured is said.
func TestMetricsOfASweep(t *testing.T) {
	data := tables{estimates: append(priced(lives, []string{"1"}), grid(lives, []string{"1"},
		func(i, j int) float64 { return 1e-3 })...), manifest: result.Manifest{Metrics: []string{"cost"}}}
	for metric, want := range map[string]string{"": "Cost against", "nodes_up": "Nodes up against",
		"unavailability": "Unavailability against"} {
		c, err := drawer(t, "sweep", plots.Options{Point: -1, Metric: metric})(data.open(t))
		if err != nil || !strings.HasPrefix(c.Title, want) {
			t.Errorf("%q: title %q, error %v", metric, c.Title, err)
		}
	}
	_, err := drawer(t, "sweep", plots.Options{Point: -1, Metric: "mttr"})(data.open(t))
	if err == nil || !strings.Contains(err.Error(), "estimates of mttr") {
		t.Errorf("error %v", err)
	}
}

// Differences of latencies are read in the unit that fits them, and one without evidence is no more than its interval.
func TestSmallDifferences(t *testing.T) {
	svg := svgOf(t, "forest", pictures()["forest-latency"].data)
	for _, want := range []string{"milliseconds", ">−310.0", ">~\u00a00.0\u00a0["} {
		if !strings.Contains(svg, want) {
			t.Errorf("the chart does not say %q", want)
		}
	}
	if strings.Contains(svg, "e−0") {
		t.Error("the chart writes a power of ten")
	}
}

func TestCoincidingCurvesAreSaid(t *testing.T) {
	c, err := drawer(t, "sweep", plots.Options{Point: -1})(pictures()["sweep-coinciding"].data.open(t))
	if err != nil || !strings.Contains(c.Subtitle, "These coincide: 1 and 2.") {
		t.Errorf("subtitle %q, error %v", c.Subtitle, err)
	}
}

// A point where nothing was lost has a bound and no band: the mark stands at the bound.
func TestABoundIsNoBand(t *testing.T) {
	zero := func(i, j int) float64 { return 1e-3 * float64(i%2) }
	rows := grid(lives, []string{"1"}, zero)
	for i := range rows {
		if rows[i].Mean == 0 {
			rows[i].High = 0.4
		}
	}
	svg := svgOf(t, "sweep", tables{estimates: rows})
	if filled := strings.Count(svg, "fill-opacity:0.15"); filled > 0 {
		t.Errorf("%d bands between points that have no neighbor with an interval", filled)
	}
	if !strings.Contains(svg, ">50 %<") {
		t.Error("the bound of 40 % is off the axis")
	}
}

func TestSave(t *testing.T) {
	c, err := drawer(t, "causes", plots.Options{Point: -1})(pictures()["causes-one"].data.open(t))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, magic := range map[string]string{"a.svg": "<?xml", "a.PNG": "\x89PNG"} {
		if err := plots.Save(c, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		data, _ := os.ReadFile(filepath.Join(dir, name))
		if !bytes.HasPrefix(data, []byte(magic)) {
			t.Errorf("%s begins %q", name, data[:8])
		}
	}
	if err := plots.Save(c, "a.pdf"); err == nil || !strings.Contains(err.Error(), "known are svg, png") {
		t.Errorf("pdf: %v", err)
	}
}
