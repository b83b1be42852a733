package plots_test

import "nines/experiments/result"

// standing are the groups of a store over time: of so many a few lack one of two fragments that they may, more of them
// and worse after a burst, after which some are lost.
func standing(n int, lost float64) []result.SeriesRow {
	var rows []result.SeriesRow
	for i := range 200 {
		one, none, gone := 0.5+float64(i%5)/10, 0.0, 0.0
		if i > 80 && i < 90 {
			one, none, gone = 40/float64(i-80), 4/float64(i-80), lost
		}
		for metric, groups := range map[string]float64{"groups_bearing_0": none, "groups_bearing_1": one,
			"groups_bearing_2": 1000 - one - none - gone, "groups_gone": gone} {
			rows = append(rows, result.SeriesRow{Key: key(0, ""), T: float64(i+1) * year / 200, Scope: "data:files",
				Metric: metric, Unit: "count", N: n, Mean: groups})
		}
	}
	result.Series.Sort(rows)
	return rows
}
