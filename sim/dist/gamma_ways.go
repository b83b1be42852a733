package dist

import (
	"fmt"

	"nines/sim/num"
	"nines/sim/unit"
)

type gammaConfig struct {
	Shape  *float64       `key:"shape" doc:"shape, above 0: below 1 more spread than the exponential, above 1 less"`
	Scale  *unit.Duration `key:"scale" doc:"mean divided by shape, above 0"`
	Mean   *unit.Duration `key:"mean" doc:"mean, above 0"`
	Median *unit.Duration `key:"median" doc:"median, above 0"`
	P95    *unit.Duration `key:"p95" doc:"duration that one in twenty exceeds, above 0"`
	SD     *unit.Duration `key:"sd" doc:"standard deviation, above 0"`
	CV     *float64       `key:"cv" doc:"standard deviation over the mean, above 0"`
}

func (c gammaConfig) moments() (mean, sd float64) { return spreadOf(c.Mean, c.SD, c.CV) }

func (c gammaConfig) law() (Law, error) {
	type ways = way[gammaConfig]
	return determine("gamma", c, append(byMoments[gammaConfig](gammaWithMoments),
		ways{"shape and scale", func(c gammaConfig) (Law, error) { return as(NewGamma(*c.Shape, float64(*c.Scale))) }},
		ways{"shape and mean", func(c gammaConfig) (Law, error) { return gammaWithMean(*c.Shape, *c.Mean) }},
		ways{"shape and median", func(c gammaConfig) (Law, error) { return gammaWithMedian(*c.Shape, *c.Median) }},
		ways{"mean and p95", gammaConfig.fromMeanAndP95},
		ways{"median and p95", gammaConfig.fromMedianAndP95},
	)...)
}

func gammaWithMoments(mean, sd float64) (Law, error) {
	shape := (mean / sd) * (mean / sd)
	return gammaWithMean(shape, unit.Duration(mean))
}

func gammaWithMean(shape float64, mean unit.Duration) (Law, error) {
	law, err := NewGamma(shape, float64(mean)/shape)
	return as(law, first(checkShape(shape), checkSpan("mean", float64(mean)), err))
}

func gammaWithMedian(shape float64, median unit.Duration) (Law, error) {
	if err := first(checkShape(shape), checkSpan("median", float64(median))); err != nil {
		return nil, err
	}
	law, err := NewGamma(shape, float64(median)/gammaQuantile(shape, 0.5))
	return as(law, err)
}

// fromMeanAndP95 solves for the shape. The ratio p95/mean rises from 0 to its peak of 5.83 (near shape 0.088) and falls
// to 1 after it; on the falling side the law is the less spread of the two, and it is the one taken.
func (c gammaConfig) fromMeanAndP95() (Law, error) {
	if _, err := logRatio("p95", *c.P95, "mean", *c.Mean); err != nil {
		return nil, err
	}
	at := func(shape float64) float64 { return gammaQuantile(shape, 0.95) / shape }
	ratio, top := float64(*c.P95 / *c.Mean), peak(leastShape, 1, at)
	switch {
	case ratio > at(top):
		return nil, fmt.Errorf("no gamma law has a p95 of %s times its mean; the most is %s",
			number(ratio), number(at(top)))
	case ratio < at(leastShape), ratio > 1 && ratio < at(mostShape):
		return nil, fmt.Errorf("no gamma law of shape %g to %g has a p95 of %s times its mean",
			leastShape, mostShape, number(ratio))
	case ratio > 1:
		return gammaWithMean(num.Smallest(top, mostShape, func(k float64) bool { return at(k) <= ratio }), *c.Mean)
	}
	return gammaWithMean(num.Smallest(leastShape, top, func(k float64) bool { return at(k) >= ratio }), *c.Mean)
}

// fromMedianAndP95 solves for the shape, in which the ratio p95/median falls to 1.
func (c gammaConfig) fromMedianAndP95() (Law, error) {
	ratio, err := spread("median", *c.Median, *c.P95)
	if err != nil {
		return nil, err
	}
	at := func(shape float64) float64 {
		return num.Log(gammaQuantile(shape, 0.95) / gammaQuantile(shape, 0.5))
	}
	if ratio > at(leastShape) || ratio < at(mostShape) {
		return nil, fmt.Errorf("no gamma law of shape %g to %g has a p95 of %s times its median",
			leastShape, mostShape, number(num.Exp(ratio)))
	}
	return gammaWithMedian(num.Smallest(leastShape, mostShape, func(k float64) bool { return at(k) <= ratio }), *c.Median)
}
