package dist

import (
	"errors"
	"fmt"
	"math"

	"nines/sim/num"
	"nines/sim/unit"
)

type lognormalConfig struct {
	Mu     *float64       `key:"mu" doc:"mean of the logarithm of the duration, measured in unit"`
	Sigma  *float64       `key:"sigma" doc:"standard deviation of the logarithm of the duration, above 0"`
	Mean   *unit.Duration `key:"mean" doc:"mean, above 0"`
	Median *unit.Duration `key:"median" doc:"median, above 0"`
	P95    *unit.Duration `key:"p95" doc:"duration that one in twenty exceeds, above 0"`
	Unit   *unit.Duration `key:"unit" doc:"unit of the duration whose logarithm mu is about, as 1h; there is no default"`
	SD     *unit.Duration `key:"sd" doc:"standard deviation, above 0"`
	CV     *float64       `key:"cv" doc:"standard deviation over the mean, above 0"`
}

func (c lognormalConfig) moments() (mean, sd float64) { return spreadOf(c.Mean, c.SD, c.CV) }

func (c lognormalConfig) law() (Law, error) {
	switch {
	case c.Mu == nil && c.Unit != nil:
		return nil, errors.New("unit says what mu is the logarithm of; leave it out, or give mu and sigma")
	case c.Mu != nil && c.Unit == nil:
		return nil, errors.New("mu is the mean of the logarithm of a duration in some unit, and so useless without it: " +
			"add unit: 1h for a fit made in hours, unit: 1s for one made in seconds")
	}
	type ways = way[lognormalConfig]
	return determine("lognormal", c, append(byMoments[lognormalConfig](lognormalWithMoments),
		ways{"mu, sigma and unit", func(c lognormalConfig) (Law, error) {
			law, err := NewLognormal(*c.Mu+num.Log(float64(*c.Unit)), *c.Sigma)
			return as(law, first(checkSpan("unit", float64(*c.Unit)), err))
		}},
		ways{"sigma and mean", func(c lognormalConfig) (Law, error) { return lognormalWithMean(*c.Mean, *c.Sigma) }},
		ways{"sigma and median", func(c lognormalConfig) (Law, error) { return lognormalWithMedian(*c.Median, *c.Sigma) }},
		ways{"mean and median", lognormalConfig.fromMeanAndMedian},
		ways{"mean and p95", lognormalConfig.fromMeanAndP95},
		ways{"median and p95", func(c lognormalConfig) (Law, error) {
			ratio, err := spread("median", *c.Median, *c.P95)
			if err != nil {
				return nil, err
			}
			return lognormalWithMedian(*c.Median, ratio/z95)
		}},
	)...)
}

func lognormalWithMoments(mean, sd float64) (Law, error) {
	cv := sd / mean
	return lognormalWithMean(unit.Duration(mean), math.Sqrt(num.Log1p(cv*cv)))
}

// z95 is the 95th percentile of the standard normal law.
const z95 = 1.6448536269514722

func lognormalWithMean(mean unit.Duration, sigma float64) (Law, error) {
	law, err := NewLognormal(num.Log(float64(mean))-float64(sigma*sigma/2), sigma)
	return as(law, first(checkSpan("mean", float64(mean)), checkSigma(sigma), err))
}

func lognormalWithMedian(median unit.Duration, sigma float64) (Law, error) {
	law, err := NewLognormal(num.Log(float64(median)), sigma)
	return as(law, first(checkSpan("median", float64(median)), err))
}

func (c lognormalConfig) fromMeanAndMedian() (Law, error) {
	ratio, err := logRatio("mean", *c.Mean, "median", *c.Median)
	switch {
	case err != nil:
		return nil, err
	case ratio <= 0:
		return nil, fmt.Errorf("mean %s is not above the median %s, as in every lognormal law",
			span(float64(*c.Mean)), span(float64(*c.Median)))
	}
	return lognormalWithMedian(*c.Median, math.Sqrt(2*ratio))
}

// fromMeanAndP95 solves z95·sigma − sigma²/2 = log(p95/mean). Of two positive solutions the smaller is taken; where p95
// does not exceed the mean there is only the larger, a law with an extreme tail.
func (c lognormalConfig) fromMeanAndP95() (Law, error) {
	ratio, err := logRatio("p95", *c.P95, "mean", *c.Mean)
	if err != nil {
		return nil, err
	}
	discriminant := z95*z95 - float64(2*ratio)
	if discriminant < 0 {
		return nil, fmt.Errorf("no lognormal law has a p95 of %s times its mean; the most is %s",
			number(num.Exp(ratio)), number(num.Exp(z95*z95/2)))
	}
	sigma := z95 + math.Sqrt(discriminant)
	if ratio > 0 {
		sigma = 2 * ratio / sigma // the other root, from their product, without cancellation
	}
	return lognormalWithMean(*c.Mean, sigma)
}
