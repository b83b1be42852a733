package disttest

import (
	"fmt"
	"reflect"

	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Example is a law of the table with parameters.
type Example struct {
	Row    string
	Params Params
}

// Params are values under the keys of a row's configuration; pointers are made where the configuration has them.
type Params map[string]any

// Law builds the example from its row in dist.Table.
func (e Example) Law() (dist.Law, error) {
	row, found := dist.Table().Find(e.Row)
	if !found {
		return nil, fmt.Errorf("there is no law %q", e.Row)
	}
	return row.Build(e.Params.Fill)
}

// Fill writes the values into a configuration. A key that it does not have, or a value of another type, is an error.
func (p Params) Fill(config any) error {
	v := reflect.ValueOf(config).Elem()
	filled := 0
	for i, param := range catalog.ParamsOf(config) {
		value, given := p[param.Key]
		if !given {
			continue
		}
		filled++
		field := v.Field(i)
		if field.Kind() == reflect.Pointer {
			field.Set(reflect.New(field.Type().Elem()))
			field = field.Elem()
		}
		if reflect.TypeOf(value) != field.Type() {
			return fmt.Errorf("%s is a %s, not a %T", param.Key, field.Type(), value)
		}
		field.Set(reflect.ValueOf(value))
	}
	if filled != len(p) {
		return fmt.Errorf("%d of the keys %v are unknown", len(p)-filled, p)
	}
	return nil
}

// Examples has every family at least once, and on both sides where its draws take different paths: shapes below and
// above 1, tails with and without a variance or a mean.
func Examples() []Example {
	return []Example{
		{"exponential", Params{"mean": 180 * unit.Day}},
		{"weibull", Params{"shape": 0.7, "mean": 180 * unit.Day}},
		{"weibull", Params{"shape": 3.0, "scale": 5 * unit.Year}},
		{"lognormal", Params{"mean": 6 * unit.Minute, "p95": 20 * unit.Minute}},
		{"lognormal", Params{"mu": 4.6475, "sigma": 2.1888, "unit": unit.Minute}},
		{"normal", Params{"mean": 4 * unit.Hour, "sd": 30 * unit.Minute}},
		{"normal", Params{"mean": 4 * unit.Hour, "cv": 0.7}},
		{"gamma", Params{"shape": 0.3, "mean": 9 * unit.Hour}},
		{"gamma", Params{"shape": 2.5, "scale": unit.Hour}},
		{"gamma", Params{"shape": 200.0, "mean": 9 * unit.Hour}},
		{"erlang", Params{"stages": 4, "mean": unit.Hour}},
		{"uniform", Params{"min": 10 * unit.Minute, "max": unit.Hour}},
		{"triangular", Params{"min": 5 * unit.Minute, "mode": 10 * unit.Minute, "max": unit.Hour}},
		{"triangular", Params{"min": unit.Duration(0), "mode": unit.Duration(0), "max": unit.Hour}},
		{"constant", Params{"value": 5 * unit.Minute}},
		{"pareto", Params{"shape": 2.5, "scale": unit.Minute}},
		{"pareto", Params{"shape": 0.9, "scale": unit.Minute}},
		{"log-logistic", Params{"shape": 4.0, "scale": unit.Hour}},
		{"log-logistic", Params{"shape": 1.5, "mean": unit.Hour}},
		{"hyperexponential", Params{"of": []dist.Phase{{Weight: 0.9, Mean: unit.Minute}, {Weight: 0.1, Mean: unit.Day}}}},
		{"mixture", Params{"of": bootOrReplace()}},
		{"empirical", Params{"file": fortyDurations()}},
		{"bathtub", Params{"early": dist.Ageing{Shape: 0.5, Scale: 40 * unit.Year}, "rate": unit.Rate(1 / (50 * unit.Year)),
			"wear": dist.Ageing{Shape: 4, Scale: 9 * unit.Year}}},
		{"bathtub", Params{"early": dist.Ageing{Shape: 0.2, Scale: unit.Day},
			"wear": dist.Ageing{Shape: 60, Scale: unit.Day}}},
		{"age-table", Params{"rates": ratesByAge()}},
		{"age-table", Params{"rates": []dist.AgeRate{{Rate: unit.Rate(1 / unit.Year)}}}},
	}
}

// bootOrReplace is a mixture of a constant and two continuous laws, one of them without a variance.
func bootOrReplace() []dist.Component {
	boot, _ := dist.NewConstant(300)
	repair, _ := dist.NewLognormal(8, 1)
	ship, _ := dist.NewPareto(1.8, 40_000)
	return []dist.Component{{Weight: 0.5, Law: boot}, {Weight: 0.3, Law: repair}, {Weight: 0.2, Law: ship}}
}

// fortyDurations are unsorted, with ties and a zero.
func fortyDurations() dist.Samples {
	samples := make([]float64, 40)
	for i := range samples {
		k := (i*7 + 3) % 37
		samples[i] = float64(k * k)
	}
	return dist.Samples{Ended: samples}
}

// ratesByAge has a step without failures, and ends that are binary fractions of nothing.
func ratesByAge() []dist.AgeRate {
	percent := func(x float64) unit.Rate { return unit.Rate(x / 100 / float64(unit.Year)) }
	return []dist.AgeRate{{Until: unit.Year, Rate: percent(9)}, {Until: 3 * unit.Year, Rate: 0},
		{Until: 5 * unit.Year, Rate: percent(3)}, {Until: 8 * unit.Year, Rate: percent(25)}, {Rate: percent(80)}}
}
