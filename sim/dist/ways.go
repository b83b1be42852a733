package dist

import (
	"fmt"
	"reflect"
	"strings"

	"nines/sim/catalog"
	"nines/sim/num"
	"nines/sim/unit"
)

// way is one combination of parameters that determines a law. keys names them in the order of the fields of C, as
// people write a list: "shape and mean".
type way[C any] struct {
	keys  string
	build func(C) (Law, error)
}

// determine builds the law by the one way whose parameters are exactly the given ones: the pointers of config that are
// not nil. Otherwise the error lists the ways.
func determine[C any](family string, config C, ways ...way[C]) (Law, error) {
	keys := given(config)
	allowed := make([]string, len(ways))
	for i, w := range ways {
		if w.keys == keys {
			return w.build(config)
		}
		allowed[i] = w.keys
	}
	if keys == "" {
		keys = "no parameter"
	}
	return nil, fmt.Errorf("%s cannot be made from %s; give %s", family, keys, strings.Join(allowed, ", or "))
}

// moments are the parameters that tell of the first two moments.
type moments interface{ moments() (mean, sd float64) }

// byMoments are the two ways that give the mean with the standard deviation, in time or in means.
func byMoments[C moments](build func(mean, sd float64) (Law, error)) []way[C] {
	made := func(c C) (Law, error) {
		mean, sd := c.moments()
		if err := first(checkSpan("mean", mean), checkSpan("the standard deviation", sd)); err != nil {
			return nil, err
		}
		return build(mean, sd)
	}
	return []way[C]{{"mean and sd", made}, {"mean and cv", made}}
}

// spreadOf is the mean and the standard deviation of one of these two ways.
func spreadOf(mean, sd *unit.Duration, cv *float64) (float64, float64) {
	if sd != nil {
		return float64(*mean), float64(*sd)
	}
	return float64(*mean), float64(*mean) * *cv
}

// given lists the keys of the pointers in config that are not nil.
func given(config any) string {
	v := reflect.ValueOf(config)
	var keys []string
	for i, p := range catalog.ParamsOf(config) {
		if f := v.Field(i); f.Kind() == reflect.Pointer && !f.IsNil() {
			keys = append(keys, p.Key)
		}
	}
	return list(keys)
}

// list joins as people write it: "a, b and c".
func list(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	final := len(items) - 1
	return strings.Join(items[:final], ", ") + " and " + items[final]
}

// as turns a constructor's pair into the pair of a build function: no law where there is an error.
func as[L Law](law L, err error) (Law, error) {
	if err != nil {
		return nil, err
	}
	return law, nil
}

// spread is log(p95/middle), for the families in which that alone fixes the shape.
func spread(name string, middle, p95 unit.Duration) (float64, error) {
	err := first(checkSpan(name, float64(middle)), checkSpan("p95", float64(p95)))
	if err == nil && p95 <= middle {
		err = fmt.Errorf("p95 %s is not above the %s %s", span(float64(p95)), name, span(float64(middle)))
	}
	return num.Log(float64(p95 / middle)), err
}
