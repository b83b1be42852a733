package plots_test

import (
	"math"

	"nines/experiments/result"
)

// dying is a store that loses data after a time of a Weibull law with shape 1.5 and such a scale, in runs of a year.
func dying(point int, variant string, scale float64) (rows []result.SurvivalRow) {
	const falls = 40
	at := func(t float64) result.SurvivalRow {
		p := math.Exp(-math.Pow(t/scale, 1.5))
		half := 1.96*math.Sqrt(p*(1-p)/300) + 0.003
		return result.SurvivalRow{Key: key(point, variant), Metric: "time_to_data_loss", Scope: "data:files", T: t,
			N: 300, Share: p, Low: math.Max(0, p-half), High: math.Min(1, p+half), Steady: math.Exp(-t / scale),
			Confidence: 0.95, Method: "Clopper–Pearson"}
	}
	for i := range falls {
		t := scale * math.Pow(-math.Log(1-(float64(i)+0.5)/falls), 1/1.5)
		if t >= year {
			break
		}
		rows = append(rows, at(t))
	}
	return append(rows, at(year))
}
