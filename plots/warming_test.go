package plots_test

import (
	"math"

	"nines/experiments/result"
)

// warming is the course of a system that settles within some days, in its warm-up of 30 days, if it has one, and for a
// year after it: of the share of time that the service is down, and of the nodes that are up.
func warming(warmup float64, down float64) (opening, series []result.SeriesRow) {
	row := func(t float64, metric, scope, unit string, mean float64) result.SeriesRow {
		return result.SeriesRow{Key: key(0, ""), T: t, Metric: metric, Scope: scope, Unit: unit, Mean: mean, N: 40}
	}
	at := func(t float64) (unavailability, up float64) {
		settled := 1 - math.Exp(-(t+warmup)/(8*day))
		return down * settled * (1 + 0.2*math.Sin(t/day)), 20 - 3*settled*(1+0.1*math.Sin(t/day/3))
	}
	for _, metric := range []string{"nodes_up", "unavailability"} {
		for i := 1; warmup > 0 && i <= 50; i++ {
			t := warmup * (float64(i)/50 - 1)
			if u, up := at(t); metric == "nodes_up" {
				opening = append(opening, row(t, metric, "fleet", "count", up))
			} else {
				opening = append(opening, row(t, metric, "service:api", "ratio", u))
			}
		}
	}
	var ups []result.SeriesRow
	lost := 0.0
	for i := 1; i <= 200; i++ {
		t := year * float64(i) / 200
		u, up := at(t)
		lost += u * year / 200
		series = append(series, row(t, "availability", "service:api", "ratio", 1-lost/t))
		ups = append(ups, row(t, "nodes_up", "fleet", "count", up))
	}
	return opening, append(series, ups...)
}

// warmed is a folder of it.
func warmed(warmup, down float64) tables {
	opening, series := warming(warmup, down)
	return tables{opening: opening, series: series}
}
