package plots_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nines/experiments/result"
)

const (
	day  = 86400.0
	year = 365 * day
)

var nan = math.NaN()

// tables is the content of a synthetic results folder.
type tables struct {
	estimates  []result.Estimate
	series     []result.SeriesRow
	opening    []result.SeriesRow
	histograms []result.HistogramRow
	compare    []result.CompareRow
	choices    []result.ChoiceRow
	timelines  []result.TimelineRow
	plans      []result.PlanRow
	downtimes  []float64 // of service:api, by replication, in s/y
	effects    []result.EffectRow
	runways    []result.RunwayRow
	survivals  []result.SurvivalRow
	manifest   result.Manifest // what is not set gets a usual value
}

// open writes the tables that have rows and opens the folder.
func (x tables) open(t *testing.T) *result.Folder {
	t.Helper()
	m := result.Manifest{ToolVersion: "0.1.0", Verb: "run", RunID: "3f9a1c", Scenario: "web-three-zones",
		Service: x.manifest.Service, Entry: x.manifest.Entry, Fast: x.manifest.Fast, Precision: x.manifest.Precision,
		ScenarioHash: cmp.Or(x.manifest.ScenarioHash, "9be2c44f"), Axes: x.manifest.Axes,
		Metrics: x.manifest.Metrics, Base: x.manifest.Base, Seed: 42, Horizon: year,
		Replications: 300, Confidence: 0.95, Status: result.Finished, Started: time.Unix(0, 0)}
	w, err := result.Create(filepath.Join(t.TempDir(), "web"), m.Head(), result.Fresh)
	if err != nil {
		t.Fatal(err)
	}
	save(t, w, result.Estimates, x.estimates)
	save(t, w, result.Series, x.series)
	save(t, w, result.Opening, x.opening)
	save(t, w, result.Histograms, x.histograms)
	save(t, w, result.Comparisons, x.compare)
	save(t, w, result.Choices, x.choices)
	save(t, w, result.Timelines, x.timelines)
	save(t, w, result.Plans, x.plans)
	x.play(t, w.Ledger())
	save(t, w, result.Effects, x.effects)
	save(t, w, result.Runways, x.runways)
	save(t, w, result.Survivals, x.survivals)
	if err := w.Publish(m); err != nil {
		t.Fatal(err)
	}
	f, err := result.Open(w.Dir())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// play enters the replications into the ledger.
func (x tables) play(t *testing.T, l *result.Ledger) {
	t.Helper()
	column := result.Column{Metric: "downtime", Scope: "service:api", Unit: "s/y"}
	if err := l.Name(result.Configuration{Columns: []result.Column{column}}); err != nil {
		t.Fatal(err)
	}
	for i, v := range x.downtimes {
		if err := l.Add(&result.Contribution{Replication: i, Numbers: []result.Number{{Top: v, Bottom: 1}}}); err != nil {
			t.Fatal(err)
		}
	}
}

// uneven are downtimes of so many replications around 5 h a year, none of them chosen by chance.
func uneven(n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = 18_000 * (1 + 0.6*math.Sin(float64(i*i)*1.7))
	}
	return values
}

// meanDowntime is their estimate.
func meanDowntime(values []float64, half float64) []result.Estimate {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	mean := sum / float64(len(values))
	return []result.Estimate{{Key: key(0, ""), Metric: "downtime", Scope: "service:api", Unit: "s/y", N: len(values),
		Mean: mean, Low: mean - half, High: mean + half*1.1, Confidence: 0.95, SLOBound: nan}}
}

func save[R any](t *testing.T, w *result.Writer, table *result.Table[R], rows []R) {
	t.Helper()
	if len(rows) == 0 {
		return
	}
	table.Sort(rows)
	if err := result.Save(w, table, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
}

func key(point int, variant string, params ...string) result.Key {
	k := result.Key{RunID: "3f9a1c", Scenario: "web-three-zones", Variant: variant, Point: point}
	for i := 0; i < len(params); i += 2 {
		k.Params = append(k.Params, result.Param{Path: params[i], Value: params[i+1]})
	}
	return k
}

// swings are the rows of a tornado, one setting of which does nothing.
func swings() []result.EffectRow {
	row := func(path, setting string, minutes, half float64) result.EffectRow {
		return result.EffectRow{Path: path, Label: path, Setting: setting, Metric: "downtime", Scope: "service:api",
			Unit: "s/y", Measure: "difference", Estimate: 60 * minutes, Low: 60 * (minutes - half),
			High: 60 * (minutes + half), N: 40}
	}
	return []result.EffectRow{row("crews", "1", 212, 40), row("crews", "4", -12, 30), row("timeout", "4s", -3, 0.5),
		row("timeout", "60s", 95, 8), row("policy", "random", 0, 0), row("policy", "weighted", 0, 0)}
}

// shares are Sobol' indices, one with an interval that goes far.
func shares() []result.EffectRow {
	row := func(path, measure string, share, low, high float64) result.EffectRow {
		return result.EffectRow{Path: path, Label: path, Metric: "downtime", Scope: "service:api", Unit: "share",
			Measure: measure, Estimate: share, Low: low, High: high, N: 200}
	}
	return []result.EffectRow{row("crews", "first", 0.3, 0.2, 0.4), row("crews", "total", 0.5, 0.4, 0.62),
		row("life", "first", 0.4, -9, 0.5), row("life", "total", 0.6, 0.5, 17), row("timeout", "first", -0.01, -0.1, 0.1),
		row("timeout", "total", 0.02, 0, 0.05)}
}

// known are what inputs that are not known exactly leave open, at so many points, one without any loss.
func known(points int) tables {
	x := tables{effects: []result.EffectRow{
		{Metric: "availability", Scope: "service:api", Unit: "ratio", Measure: "known", Estimate: 0.9988, Low: 0.9971,
			High: 0.99995, N: points},
		{Label: "noise of the simulation", Metric: "availability", Scope: "service:api", Unit: "share", Measure: "noise",
			Estimate: 0.12, Low: 0.08, High: 0.17, N: points},
		{Path: "life", Label: "life", Metric: "availability", Scope: "service:api", Unit: "share", Measure: "explained",
			Estimate: 0.81, Low: 0.7, High: 0.9, N: points},
		{Metric: "slo_met", Scope: "service:api@availability>=99.9%", Unit: "share", Measure: "met", Estimate: 0.4, Low: 0.3,
			High: 0.5, N: points}}}
	for i := range points {
		loss := 1e-3 * float64(i) / float64(points) * (1 + float64(i*37%points)/float64(points))
		x.estimates = append(x.estimates, result.Estimate{Key: key(i, "", "life", fmt.Sprint(i)), Metric: "availability",
			Scope: "service:api", Unit: "ratio", N: 10, Mean: 1 - loss, Low: 1 - 1.5*loss - 1e-4, High: 1 - 0.6*loss,
			Confidence: 0.95, SLOBound: 0.999, SLOVerdict: result.Met})
	}
	return x
}

// settling is an availability that settles around 1 − loss over a year, without loss until a given day.
func settling(loss float64, lossless float64, n int) []result.SeriesRow {
	var rows []result.SeriesRow
	for d := 5.0; d <= 365; d += 5 {
		spread := math.Sqrt(365/d) * 0.5
		at := func(z float64) float64 {
			if d < lossless*(1+z/2) {
				return 1
			}
			return 1 - math.Min(1, loss*math.Exp(-z*spread)*(1+0.15*math.Sin(d/17)))
		}
		rows = append(rows, result.SeriesRow{Key: key(0, ""), T: d * day, Metric: "availability", Scope: "service:api",
			Unit: "ratio", Mean: at(0), P05: at(-1.64), P25: at(-0.67), P50: at(0), P75: at(0.67), P95: at(1.64), N: n})
	}
	return rows
}

// flat is a series in which every quantile is the same.
func flat(value float64, n int, times ...float64) []result.SeriesRow {
	var rows []result.SeriesRow
	for _, t := range times {
		rows = append(rows, result.SeriesRow{Key: key(0, ""), T: t, Metric: "availability", Scope: "service:api",
			Unit: "ratio", Mean: value, P05: value, P25: value, P50: value, P75: value, P95: value, N: n})
	}
	return rows
}

func objective(bound float64) result.Estimate {
	return result.Estimate{Key: key(0, ""), Metric: "availability", Scope: "service:api", Unit: "ratio", N: 300,
		Mean: 0.9997, SLOBound: bound, SLOVerdict: result.Met, Confidence: 0.95}
}

func unavailability(k result.Key, n int, mean, low, high float64) result.Estimate {
	return result.Estimate{Key: k, Metric: "unavailability", Scope: "service:api", Unit: "ratio", N: n, Mean: mean,
		Low: low, High: high, Confidence: 0.95, SLOBound: nan}
}

// grid is a sweep of time to failure × crews.
func grid(ttf, crews []string, mean func(i, j int) float64) []result.Estimate {
	var rows []result.Estimate
	for i, life := range ttf {
		for j, hands := range crews {
			m := mean(i, j)
			k := key(len(rows), "", "faults.crash.time_to_failure", life, "resources.crews.hands.count", hands)
			rows = append(rows, unavailability(k, 300, m, m*0.8, m*1.25))
		}
	}
	return rows
}

// scattered is a sweep in which every parameter changes from point to point; the second one matters.
func scattered(points int) []result.Estimate {
	var rows []result.Estimate
	for i := range points {
		life, beat := 20+(37*i)%points, 1+(11*i)%points
		m := 1e-5 * float64(beat)
		k := key(i, "", "faults.crash.time_to_failure", fmt.Sprint(life, "d"), "detection.heartbeat.timeout",
			fmt.Sprint(beat, "s"))
		rows = append(rows, unavailability(k, 300, m, m*0.8, m*1.25))
	}
	return rows
}

// metricGrid is a sweep of time to failure × crews of any metric.
func metricGrid(metric, scope, unit string, ttf, crews []string, mean func(i, j int) float64) []result.Estimate {
	rows := grid(ttf, crews, mean)
	for i := range rows {
		rows[i].Metric, rows[i].Scope, rows[i].Unit = metric, scope, unit
	}
	return rows
}

// priced is a sweep of nodes up and of cost.
func priced(ttf, crews []string) []result.Estimate {
	up := metricGrid("nodes_up", "fleet", "count", ttf, crews, func(i, j int) float64 {
		return 12000 - 900/float64(1+i+j)
	})
	for i := range up {
		up[i].Low, up[i].High = up[i].Mean-20, up[i].Mean+30
	}
	cost := metricGrid("cost", "fleet", "money/y", ttf, crews, func(i, j int) float64 {
		return 2.6e7 + 4e5*float64(i) + 9e5*float64(j)
	})
	for i := range cost {
		cost[i].Low, cost[i].High = cost[i].Mean, cost[i].Mean
	}
	return append(up, cost...)
}

// offered is a sweep of cost and of availability, of which some have no loss.
func offered(ttf, crews []string, loss func(i, j int) float64) []result.Estimate {
	up := metricGrid("availability", "service:api", "ratio", ttf, crews, loss)
	for i := range up {
		e := &up[i]
		e.Mean, e.Low, e.High = 1-e.Mean, 1-1.6*e.Mean, 1-0.7*e.Mean
		if e.SLOBound = 0.999; e.Mean == 1 {
			e.Low = 1 - 2e-5
		}
	}
	return append(up, priced(ttf, crews)...)
}

// years is the downtime of n replications: lognormal with that median in seconds, a share of zeros.
func years(point int, variant string, n int, median, sigma, zeros float64) []result.HistogramRow {
	random := rand.New(rand.NewPCG(uint64(point), 7))
	var rows []result.HistogramRow
	for range n {
		v := median * math.Exp(sigma*random.NormFloat64())
		if random.Float64() < zeros {
			v = 0
		}
		rows = append(rows, result.HistogramRow{Key: key(point, variant), Metric: "downtime", Scope: "service:api",
			Unit: "s/y", Lower: v, Upper: v, Weight: 1})
	}
	return rows
}

// outages is a histogram of n lognormal durations in cells of a 32th of an octave.
func outages(k result.Key, scope string, n int, median, sigma float64) []result.HistogramRow {
	random := rand.New(rand.NewPCG(uint64(n), 9))
	counts := map[int]float64{}
	for range n {
		counts[int(math.Floor(32*math.Log2(median*math.Exp(sigma*random.NormFloat64()))))]++
	}
	var rows []result.HistogramRow
	for cell, count := range counts {
		rows = append(rows, result.HistogramRow{Key: k, Metric: "mttr", Scope: scope, Unit: "s",
			Lower: math.Exp2(float64(cell) / 32), Upper: math.Exp2(float64(cell+1) / 32), Weight: count})
	}
	return rows
}

func share(scope string, mean float64) result.Estimate {
	return result.Estimate{Key: key(0, ""), Metric: "downtime_share", Scope: "fault:" + scope, Unit: "ratio", N: 300,
		Mean: mean, Low: mean * 0.85, High: mean * 1.15, Confidence: 0.95, SLOBound: nan}
}

// weighed are the measures of importance of a fault: its share of the downtime, what would be gone without it, and the
// share of outages that it began.
func weighed(fault string, part, gone, begun float64) []result.Estimate {
	all := []result.Estimate{share(fault, part), share(fault, gone), share(fault, begun)}
	all[1].Metric, all[2].Metric = "risk_reduction", "outage_share"
	return all
}

// spent are the parts of the mean time to restore of a scope, in seconds, and their sum; NaN where a part is not there.
func spent(k result.Key, scope string, parts ...float64) []result.Estimate {
	var rows []result.Estimate
	total := 0.0
	row := func(metric string, mean float64) {
		if !math.IsNaN(mean) {
			rows = append(rows, result.Estimate{Key: k, Metric: metric, Scope: scope, Unit: "s", N: 300, Mean: mean,
				Low: 0.9 * mean, High: 1.12 * mean, Confidence: 0.95, SLOBound: nan})
			total += mean
		}
	}
	for i, metric := range []string{"detect", "locate", "wait", "repair", "verify"}[:len(parts)] {
		row(metric, parts[i])
	}
	row("mttr", total)
	return rows
}

// spentBy is a bar of every configuration.
func spentBy(n int) []result.Estimate {
	var rows []result.Estimate
	for i := range n {
		wait := 4000 / float64(1+i%7)
		rows = append(rows, spent(key(i, fmt.Sprintf("policy-%d", i+1)), "fleet", 12, 300+20*float64(i%5), wait, 3600, 90)...)
	}
	return rows
}

// faultRows are the parts of n faults and of all together.
func faultRows(n int) []result.Estimate {
	rows := spent(key(0, ""), "fleet", 20, 300, 1200, 3000, nan)
	for i := range n {
		rows = append(rows, spent(key(0, ""), fmt.Sprintf("fault:fault-%d", i+1), 5+float64(i), 200, 60*float64(i%9),
			900*float64(1+i%4))...)
	}
	return rows
}

// watched is the quality of service of a detector: false suspicions per day, 0 for none, and detection time in seconds.
func watched(k result.Key, detector string, perDay, delay float64) []result.Estimate {
	falsely := result.Estimate{Key: k, Metric: "false_alarms", Scope: "detector:" + detector, Unit: "1/y", N: 300,
		Mean: 365 * perDay, Low: 300 * perDay, High: 450 * perDay, Confidence: 0.95, SLOBound: nan}
	if perDay == 0 {
		falsely.High = 0.01
	}
	late := falsely
	late.Metric, late.Unit, late.Mean, late.Low, late.High = "detection_time", "s", delay, 0.95*delay, 1.06*delay
	return []result.Estimate{falsely, late}
}

// timeouts is a sweep of the timeout of a detector beside another that stays the same.
func timeouts(values ...string) []result.Estimate {
	var rows []result.Estimate
	for i, v := range values {
		k := key(i, "", "detection.beat.timeout", v)
		seconds, _ := strconv.ParseFloat(strings.TrimSuffix(v, "s"), 64)
		rate := 50 * math.Exp(-0.4*seconds)
		if rate < 1e-4 {
			rate = 0
		}
		rows = append(rows, watched(k, "beat", rate, 0.7*seconds)...)
		rows = append(rows, watched(k, "scrub", 0, 7*day)...)
	}
	return rows
}

// detectorsBy is one detector in n variants.
func detectorsBy(n int) []result.Estimate {
	var rows []result.Estimate
	for i := range n {
		rate := math.Pow(10, 2-float64(i%11)/2) * float64(i%4) // every fourth none
		rows = append(rows, watched(key(i, fmt.Sprintf("policy-%d", i+1)), "beat", rate, 2+float64(i*i%37))...)
	}
	return rows
}
