package plots_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
)

// slowed is the latency around the fault of a collapse: of requests that are served, so that it ends with it, but for a
// budget.
func slowed(variant string, n int) []result.SeriesRow {
	rows := collapse(variant, n, 1)
	for _, r := range slices.Clone(rows) {
		for i, metric := range []string{"latency_p50", "latency_p99"} {
			if r.Metric == "goodput" && r.Mean > 0 {
				x := r
				slow := []float64{0.05, 0.4}[i] * (1 + 2*math.Exp(-math.Abs(r.T-120)/30))
				x.Metric, x.Unit = metric, "s"
				x.Mean, x.P05, x.P25, x.P50, x.P75, x.P95 = slow, 0.8*slow, 0.9*slow, slow, 1.1*slow, 1.3*slow
				rows = append(rows, x)
			}
		}
	}
	return rows
}

// collapse is ten minutes of requests that a fault of a minute, which a share of n replications have, makes fail; with
// a budget of retries they recover.
func collapse(variant string, n int, share float64) []result.SeriesRow {
	var rows []result.SeriesRow
	k := key(0, variant)
	if variant == "budget" {
		k.Point = 1
	}
	add := func(t, mean, spread float64, metric, scope, unit string) {
		at := func(z float64) float64 { return math.Max(0, mean+z*spread) }
		rows = append(rows, result.SeriesRow{Key: k, T: t, Metric: metric, Scope: scope, Unit: unit, Mean: mean,
			P05: at(-1.64), P25: at(-0.67), P50: at(0), P75: at(0.67), P95: at(1.64), N: n})
	}
	for i := range 200 {
		t := 3 * float64(i+1)
		wave := math.Sin(float64(i) / 3)
		came, tries, served, active := 60+wave, 60.0, 60-wave, 0.0
		if t > 120 && t <= 180 {
			active = share
		}
		if over := t > 120; over && (variant != "budget" || t < 210) {
			tries, served = 240, 0
		}
		add(t, came, 4, "arrival_rate", "service:api", "1/s")
		add(t, tries, 10, "try_rate", "service:api", "1/s")
		add(t, served, 4, "goodput", "service:api", "1/s")
		if share > 0 {
			rows = append(rows, result.SeriesRow{Key: k, T: t, Metric: "faults_active", Scope: "fault:slowness",
				Unit: "count", Mean: active, P50: math.Round(active), P95: math.Ceil(active), N: n})
		}
	}
	return rows
}

// slow is the latencies of n requests, exponential but for a share of them that takes a second more.
func slow(k result.Key, scope string, n, mean, late float64) []result.HistogramRow {
	beyond := func(t float64) float64 {
		return (1-late)*math.Exp(-t/mean) + late*math.Min(1, math.Exp(-(t-1)/mean))
	}
	var rows []result.HistogramRow
	left := n
	for low := 1e-4; left > 0; low *= 1.03 {
		if next := math.Round(n * beyond(low*1.03)); next < left {
			rows = append(rows, result.HistogramRow{Key: k, Metric: "latency", Scope: scope, Unit: "s", Lower: low,
				Upper: low * 1.03, Weight: left - next})
			left = next
		}
	}
	return rows
}

// percentiles are those of exponential latencies, with a bound of that of 99 %.
func percentiles(k result.Key, mean, bound float64) []result.Estimate {
	rows := []result.Estimate{{Key: k, Metric: "request_success", Scope: "service:api", Unit: "ratio", N: 40,
		Mean: 0.995, Low: 0.99, High: 0.999, Confidence: 0.95, SLOBound: nan}}
	for metric, beyond := range map[string]float64{"latency_p50": 0.5, "latency_p99": 0.01, "latency_p9999": 1e-4} {
		at := -mean * math.Log(beyond)
		e := result.Estimate{Key: k, Metric: metric, Scope: "service:api", Unit: "s", N: 40, Mean: at, Low: 0.8 * at,
			High: 1.3 * at, Confidence: 0.95, SLOBound: nan}
		if metric == "latency_p99" {
			e.SLOBound = bound
		}
		rows = append(rows, e)
	}
	return rows
}

// bearing is a sweep of the load of ten servers under several balancers, the later the better.
func bearing(balancers []string) []result.Estimate {
	var rows []result.Estimate
	for b, balancer := range balancers {
		for i, load := range []float64{200, 400, 600, 800, 900, 950, 1100} {
			k := key(b*7+i, "", "balancing.policy", balancer, "traffic.arrivals.rate", fmt.Sprintf("%g/s", load))
			idle := math.Max(1-load/1000, 0.005)
			p50 := 0.007 + 0.003/idle/float64(b+1)
			served := math.Min(1, 1000/load*0.9+0.1)
			for metric, at := range map[string]float64{"latency_p50": p50, "latency_p99": 6 * p50,
				"goodput": served * load, "request_success": served} {
				u := map[string]string{"goodput": "1/s", "request_success": "ratio"}[metric]
				rows = append(rows, result.Estimate{Key: k, Metric: metric, Scope: "service:api", Unit: cmp.Or(u, "s"), N: 40,
					Mean: at, Low: at * 0.95, High: at + 0.05*math.Min(at, math.Abs(1-at)), Confidence: 0.95, SLOBound: nan})
			}
		}
	}
	return rows
}

// lost is a sweep in the last points of which no request was served, so that nobody knows how long they take.
func lost(rows []result.Estimate) []result.Estimate {
	for i := range rows {
		if e := &rows[i]; e.Point%7 > 4 {
			if e.Low = 0; e.Unit == "s" {
				e.Mean, e.Low, e.High = nan, nan, nan
			}
		}
	}
	return rows
}

// latencyDifference is a paired difference in a latency, in seconds.
func latencyDifference(variant string, diff, half, p float64) result.CompareRow {
	r := difference(variant, diff, half, p)
	r.Metric, r.Unit = "latency_p99", "s"
	return r
}

// reaching is a year of the throughput of a service, of which zones are lost now and then, and of a demand that swings.
func reaching(n int, swing, demand float64) []result.SeriesRow {
	var rows []result.SeriesRow
	for i := range 200 {
		t := float64(i+1) * year / 200
		row := result.SeriesRow{Key: key(0, ""), T: t, Scope: "service:api", Unit: "1/s", N: n}
		row.Metric, row.P05, row.P50, row.P95 = "capacity", 9500-float64(i%7)*100, 9900, 10_000
		if i > 60 && i < 66 {
			row.P05 = 6000
		}
		rows = append(rows, row)
		asked := demand + swing*math.Sin(2*math.Pi*t/day)
		row.Metric, row.Mean, row.P05, row.P50, row.P95, row.N = "demand", asked, asked, asked, asked, 1
		rows = append(rows, row)
	}
	return rows
}
