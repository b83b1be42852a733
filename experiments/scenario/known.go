package scenario

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"nines/sim/fit"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// knownSpec says what is known of a value that is not known exactly: one of four kinds, each a law of the value. All
// are given by their quantiles, by which a design that spreads points evenly spreads them over the law.
//
// Counts give the posterior of Jeffreys' prior, which says as little as can be and whose central intervals hold the
// true value about as often as they say: of a rate the gamma law of events + ½ and the time, of a probability the beta
// law of successes + ½ and failures + ½ (Jeffreys, 1946; Brown, Cai and DasGupta, Statistical Science 16, 2001). Exact
// intervals are wider, since they promise to hold it at least as often: ten events are 5.14 to 17.74 at 95 % here, and
// 4.80 to 18.39 by Garwood. A law of counts is exact for events without memory, as those of a constant rate.
//
// A mean of observations is lognormal about it with the variance of the logarithm ln(1 + cv²/n), which is right where
// n is large beside cv² (delta method). An interval is that of a lognormal law or, of a probability, of one whose logit
// is normal.
type knownSpec struct {
	Events       *unit.Count    `key:"events"`
	In           *unit.Duration `key:"in"`
	Successes    *unit.Count    `key:"successes"`
	Of           *unit.Count    `key:"of"`
	Mean         string         `key:"mean"`
	CV           *float64       `key:"cv"`
	Observations *unit.Count    `key:"observations"`
	Low          string         `key:"low"`
	High         string         `key:"high"`
	Confidence   *unit.Ratio    `key:"confidence"` // nil: 90 %
}

func (knownSpec) notes() notes {
	const jeffreys = " The law of what is not known is the posterior of Jeffreys' prior: "
	return notes{
		"events": {"How often something happened, of which a rate or a mean time is known; with in." + jeffreys +
			"gamma with the shape events + 1/2, exact for a constant rate. A path that ends in rate takes the rate, any " +
			"other the time in between.", "10", "0 or more"},
		"in": {"The time in which it happened, of all together that it could have happened to: 20 nodes in 2 years are " +
			"40y.", "40y", "above 0s"},
		"successes": {"How many trials succeeded, of which a probability is known; with of." + jeffreys +
			"beta with the parameters successes + 1/2 and failures + 1/2.", "45", "0 or more"},
		"of": {"How many trials there were.", "50", "1 or more"},
		"mean": {"The mean of some observations; with cv and observations. What is not known is lognormal about it, with " +
			"the variance ln(1 + cv²/observations) of the logarithm: right for many observations.", "4h", ""},
		"cv": {"The coefficient of variation of these observations, their standard deviation over their mean.", "1.2",
			"from 0.001 to 100"},
		"observations": {"How many there were.", "25", "2 or more"},
		"low": {"The lower end of an interval that an expert, a paper or a fit gives; with high. What is not known is " +
			"lognormal or, of a probability in percent, has a logit that is normal.", "2h", ""},
		"high": {"The upper end of the interval.", "6h", ""},
		"confidence": {"With how much confidence the value is between low and high: half of the rest is below, half above. " +
			"90% if not given.", "95%", "50% or more, below 100%"},
	}
}

// kinds are what may be known, each by the keys that say it.
var kinds = []struct {
	keys    []string
	example string
}{
	{[]string{"events", "in"}, "{ events: 10, in: 40y }"},
	{[]string{"successes", "of"}, "{ successes: 45, of: 50 }"},
	{[]string{"mean", "cv", "observations"}, "{ mean: 4h, cv: 1.2, observations: 25 }"},
	{[]string{"low", "high"}, "{ low: 2h, high: 6h }"},
}

// quantiles are a law by what it stays below with a given probability, inside (0, 1), written as a scenario has it.
type quantiles func(u float64) string

// knowledge understands what is known of what stands at target; path leads to that in the file.
func (c *compiler) knowledge(k *knownSpec, target, path string) quantiles {
	kind, ok := c.kindOfKnown(path)
	if !ok {
		return nil
	}
	switch kind {
	case 0:
		return k.counted(target)
	case 1:
		if *k.Successes > *k.Of {
			c.failAt(join(path, "successes"), "write for example { successes: 45, of: 50 }",
				"%s: %d trials cannot have %d successes", path, *k.Of, *k.Successes)
			return nil
		}
		a, b := float64(*k.Successes)+0.5, float64(*k.Of-*k.Successes)+0.5
		return func(u float64) string { return percent(num.BetaIInv(a, b, u)) }
	case 2:
		return c.observed(k, path)
	}
	return c.ranged(k, path)
}

// kindOfKnown is which of the kinds is given, and that alone, with all of its keys.
func (c *compiler) kindOfKnown(path string) (kind int, ok bool) {
	kind = -1
	given := func(key string) bool { return c.given[join(path, key)] != nil }
	for i, k := range kinds {
		for _, key := range k.keys {
			switch {
			case !given(key):
			case kind >= 0 && kind != i:
				c.failAt(path, "say one of them", "%s says %s and %s, which are two ways to know it", path,
					strings.Join(kinds[kind].keys, ", "), strings.Join(k.keys, ", "))
				return 0, false
			default:
				kind = i
			}
		}
	}
	if kind < 0 {
		var examples []string
		for _, k := range kinds {
			examples = append(examples, k.example)
		}
		c.failAt(path, "write one of "+strings.Join(examples, ", "), "%s says nothing of what is known", path)
		return 0, false
	}
	for _, key := range kinds[kind].keys {
		if !given(key) {
			c.failAt(path, "write for example "+kinds[kind].example, "%s needs the key %q as well", path, key)
			return 0, false
		}
	}
	if kind != 3 && given("confidence") {
		c.failAt(join(path, "confidence"), "leave it out", "%s: confidence is of low and high", path)
		return 0, false
	}
	return kind, !c.isBad(c.node(path))
}

// counted is the rate of what was counted, or the mean time from one to the next.
func (k *knownSpec) counted(target string) quantiles {
	shape, time := float64(*k.Events)+0.5, float64(*k.In)
	if target[strings.LastIndexByte(target, '.')+1:] == "rate" {
		return func(u float64) string { return perYear(num.GammaPInv(shape, u) / time * float64(unit.Year)) }
	}
	return func(u float64) string { return fit.Span(time/num.GammaQInv(shape, u), figures) }
}

// observed is a mean by some observations.
func (c *compiler) observed(k *knownSpec, path string) quantiles {
	mean, ok := c.amount(k.Mean, join(path, "mean"))
	if ok && mean.share {
		c.failAt(join(path, "mean"), "write for example { successes: 45, of: 50 } or { low: 80%, high: 95% }",
			"%s: a probability is no mean of observations with a cv", path)
		return nil
	}
	if !ok {
		return nil
	}
	sigma := math.Sqrt(num.Log1p(*k.CV * *k.CV / float64(*k.Observations)))
	return func(u float64) string { return mean.write(mean.x * num.Exp(sigma*rng.NormQuantile(u))) }
}

// usualConfidence is that of an interval of which nothing is said.
const usualConfidence = 0.9

// ranged is what lies in an interval with some confidence.
func (c *compiler) ranged(k *knownSpec, path string) quantiles {
	low, ok := c.amount(k.Low, join(path, "low"))
	high, fine := c.amount(k.High, join(path, "high"))
	switch {
	case !ok || !fine:
		return nil
	case low.share != high.share || !(low.x < high.x):
		c.failAt(path, "write the smaller one first, in the same unit, as in { low: 2h, high: 6h }",
			"%s: %s to %s is no interval", path, k.Low, k.High)
		return nil
	case low.share && high.x >= 1:
		c.failAt(join(path, "high"), "write less than 100%", "%s: no probability with a normal logit reaches 100 %%", path)
		return nil
	}
	confidence := usualConfidence
	if k.Confidence != nil {
		confidence = float64(*k.Confidence)
	}
	to, from := num.Log, num.Exp
	if low.share {
		to = func(p float64) float64 { return num.Log(p) - num.Log(1-p) }
		from = func(x float64) float64 { return 1 / (1 + num.Exp(-x)) }
	}
	middle := (to(low.x) + to(high.x)) / 2
	sigma := (to(high.x) - middle) / rng.NormQuantile((1+confidence)/2)
	return func(u float64) string { return low.write(from(middle + float64(sigma*rng.NormQuantile(u)))) }
}

// amount is a positive duration, rate, share in percent or plain number, with how its like are written.
type amount struct {
	x     float64
	write func(float64) string
	share bool
}

func (c *compiler) amount(text, path string) (a amount, ok bool) {
	text = strings.TrimSpace(text)
	x, err := strconv.ParseFloat(text, 64)
	a = amount{x: x, write: digits}
	switch {
	case err == nil:
	case strings.HasSuffix(text, "%"):
		share, bad := unit.ParseRatio(text)
		a, err = amount{float64(share), percent, true}, bad
	case strings.Contains(text, "/"):
		rate, bad := unit.ParseRate(text)
		a, err = amount{x: float64(rate) * float64(unit.Year), write: perYear}, bad
	default:
		span, bad := unit.ParseDuration(text)
		a, err = amount{x: float64(span), write: func(x float64) string { return fit.Span(x, figures) }}, bad
	}
	if err != nil || !(a.x > 0) || math.IsInf(a.x, 0) {
		c.failAt(path, "write for example 2h, 3/y, 90% or 1.5", "%s: %s is no duration, rate, share or number above 0", path,
			quote(text))
		return a, false
	}
	return a, true
}

// figures are those of a value that is drawn. Neither they nor how functions round move a point between machines: all
// of package num has the same bits everywhere.
const figures = 6

// digits writes a number to so many figures.
func digits(x float64) string { return strconv.FormatFloat(x, 'g', figures, 64) }

// perYear writes a rate.
func perYear(x float64) string { return digits(x) + "/y" }

// percent writes a share so that both it and what it lacks have so many figures.
func percent(p float64) string {
	least := cmp.Or(min(p, 1-p), p)
	places := max(0, figures-3-int(math.Floor(num.Log10(max(least, 1e-15)))))
	return trimmed(strconv.FormatFloat(100*p, 'f', places, 64)) + "%"
}
