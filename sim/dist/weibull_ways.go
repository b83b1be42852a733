package dist

import (
	"fmt"

	"nines/sim/num"
	"nines/sim/unit"
)

type weibullConfig struct {
	Shape  *float64       `key:"shape" doc:"shape, above 0: below 1 the hazard falls with age, above 1 it rises"`
	Scale  *unit.Duration `key:"scale" doc:"age that 36.8 % survive, above 0; not the mean"`
	Mean   *unit.Duration `key:"mean" doc:"mean, above 0"`
	Median *unit.Duration `key:"median" doc:"median, above 0"`
	P95    *unit.Duration `key:"p95" doc:"duration that one in twenty exceeds, above 0"`
	SD     *unit.Duration `key:"sd" doc:"standard deviation, above 0"`
	CV     *float64       `key:"cv" doc:"standard deviation over the mean, above 0"`
}

func (c weibullConfig) moments() (mean, sd float64) { return spreadOf(c.Mean, c.SD, c.CV) }

func (c weibullConfig) law() (Law, error) {
	type ways = way[weibullConfig]
	return determine("weibull", c, append(byMoments[weibullConfig](weibullWithMoments),
		ways{"shape and scale", func(c weibullConfig) (Law, error) { return as(NewWeibull(*c.Shape, float64(*c.Scale))) }},
		ways{"shape and mean", func(c weibullConfig) (Law, error) {
			return weibullFrom(1 / *c.Shape, "mean", *c.Mean, weibullMean)
		}},
		ways{"shape and median", func(c weibullConfig) (Law, error) {
			return weibullFrom(1 / *c.Shape, "median", *c.Median, weibullMedian)
		}},
		ways{"shape and p95", func(c weibullConfig) (Law, error) {
			return weibullFrom(1 / *c.Shape, "p95", *c.P95, weibullP95)
		}},
		ways{"mean and median", weibullConfig.fromMeanAndMedian},
		ways{"mean and p95", weibullConfig.fromMeanAndP95},
		ways{"median and p95", func(c weibullConfig) (Law, error) {
			ratio, err := spread("median", *c.Median, *c.P95)
			if err != nil {
				return nil, err
			}
			return weibullFrom(ratio/(logHazard95-logHazard50), "median", *c.Median, weibullMedian)
		}},
	)...)
}

func weibullWithMoments(mean, sd float64) (Law, error) {
	wanted := num.Log1p((sd / mean) * (sd / mean))
	// log(1 + cv²), rising in 1/shape
	at := func(t float64) float64 { return weibullMean(2*t) - float64(2*weibullMean(t)) }
	if wanted > at(largestInverse) {
		return nil, fmt.Errorf("no weibull law has an sd of %s times its mean", number(sd/mean))
	}
	inverse := num.Smallest(1/mostShape, largestInverse, func(t float64) bool { return at(t) >= wanted })
	return weibullFrom(inverse, "mean", unit.Duration(mean), weibullMean)
}

// Logarithms of the cumulative hazards at the median and at the 95th percentile: log(log 2) and log(log 20).
const (
	logHazard50 = -0.366512920581664327012439158232669
	logHazard95 = 1.09718870036494870294567956946945
)

// largestInverse bounds 1/shape where a mean is to be matched: beyond, the gamma function overflows.
const largestInverse = 170

// Logarithms of the mean and of two quantiles at scale 1, as functions of 1/shape.
func weibullMean(inverse float64) float64 {
	y := num.Lgamma(1 + inverse)
	return y
}
func weibullMedian(inverse float64) float64 { return float64(inverse * logHazard50) }
func weibullP95(inverse float64) float64    { return float64(inverse * logHazard95) }

// weibullFrom gives the law whose named figure has that value; atScale1 is the figure's logarithm at scale 1.
func weibullFrom(inverse float64, name string, value unit.Duration, atScale1 func(float64) float64) (Law, error) {
	shape := 1 / inverse
	if err := first(checkShape(shape), checkSpan(name, float64(value))); err != nil {
		return nil, err
	}
	scale := float64(value) * num.Exp(-atScale1(inverse))
	if checkSpan("scale", scale) != nil {
		return nil, fmt.Errorf("shape %s is too small for a weibull law with %s %s; give shape and scale",
			number(shape), name, span(float64(value)))
	}
	return as(NewWeibull(shape, scale))
}

// fromMeanAndP95 solves for 1/shape. The ratio p95/mean rises from 1 to its peak of 4.67 (at shape 0.403) and falls to
// 0 after it; on the rising side the law is the less spread of the two, and it is the one taken.
func (c weibullConfig) fromMeanAndP95() (Law, error) {
	ratio, err := logRatio("p95", *c.P95, "mean", *c.Mean)
	if err != nil {
		return nil, err
	}
	at := func(t float64) float64 { return weibullP95(t) - weibullMean(t) }
	top := num.Smallest(0, largestInverse, func(t float64) bool { return num.Digamma(1+t) >= logHazard95 })
	switch {
	case ratio > at(top):
		return nil, fmt.Errorf("no weibull law has a p95 of %s times its mean; the most is %s",
			number(num.Exp(ratio)), number(num.Exp(at(top))))
	case ratio < at(largestInverse):
		return nil, fmt.Errorf("no weibull law has a p95 of only %s times its mean", number(num.Exp(ratio)))
	case ratio > 0:
		inverse := num.Smallest(0, top, func(t float64) bool { return at(t) >= ratio })
		return weibullFrom(inverse, "mean", *c.Mean, weibullMean)
	}
	inverse := num.Smallest(top, largestInverse, func(t float64) bool { return at(t) <= ratio })
	return weibullFrom(inverse, "mean", *c.Mean, weibullMean)
}

// fromMeanAndMedian solves for 1/shape. The ratio mean/median falls from 1 to its least of 0.986 (at shape 7.09) and
// rises without bound after it; on the falling side the law is the less spread of the two, and it is the one taken.
func (c weibullConfig) fromMeanAndMedian() (Law, error) {
	ratio, err := logRatio("mean", *c.Mean, "median", *c.Median)
	if err != nil {
		return nil, err
	}
	at := func(t float64) float64 { return weibullMean(t) - weibullMedian(t) }
	bottom := num.Smallest(0, largestInverse, func(t float64) bool { return num.Digamma(1+t) >= logHazard50 })
	switch {
	case ratio < at(bottom):
		return nil, fmt.Errorf("no weibull law has a mean of only %s times its median; the least is %s",
			number(num.Exp(ratio)), number(num.Exp(at(bottom))))
	case ratio > at(largestInverse):
		return nil, fmt.Errorf("no weibull law has a mean of %s times its median", number(num.Exp(ratio)))
	case ratio < 0:
		inverse := num.Smallest(0, bottom, func(t float64) bool { return at(t) <= ratio })
		return weibullFrom(inverse, "mean", *c.Mean, weibullMean)
	}
	inverse := num.Smallest(bottom, largestInverse, func(t float64) bool { return at(t) >= ratio })
	return weibullFrom(inverse, "mean", *c.Mean, weibullMean)
}

// logRatio is log(a/b) for two durations that must be positive.
func logRatio(nameA string, a unit.Duration, nameB string, b unit.Duration) (float64, error) {
	err := first(checkSpan(nameA, float64(a)), checkSpan(nameB, float64(b)))
	return num.Log(float64(a / b)), err
}
