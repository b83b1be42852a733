package scenario

import (
	"math"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/num"
)

// lives are the occasions that draw the time to the next strike from a law.
func lives() []occasion {
	keys := []string{"time_to_failure", "rate", "probability"}
	ways := make([]occasion, len(keys))
	for i, key := range keys {
		ways[i] = occasion{key: key, compile: func(c *compiler, f *FaultSpec, out *models.Fault, path string) {
			c.renewal(f, out, key, path)
		}}
	}
	return ways
}

// renewal is a fault that strikes at the end of a life, which is given in some way.
func (c *compiler) renewal(f *FaultSpec, out *models.Fault, way, path string) {
	if c.given[join(path, "for")] != nil {
		c.failAt(join(path, "for"), "say how long with repair or heals", "for belongs to at and every")
	}
	c.lastingRepair(f, path)
	life := c.life(f, path)
	start := c.spec.Time.Start
	if life == nil {
		return
	}
	if life.Mean() == 0 {
		c.failAt(join(path, way), "write a time above 0; for what is always down, leave its nodes out",
			"%s strikes again the moment it is over", path)
	}
	if start.Start == failure.Equilibrium && math.IsInf(life.Mean(), 1) {
		c.failAt(join(path, way), "choose a law with a finite mean, or start: new",
			"%s has an infinite mean, so there is no equilibrium to start from", life)
	}
	out.Failure = c.aged(f, failure.Renewal{Life: life, Start: start.Start, Age: sim.Duration(start.Age)}, path)
}

// lastingRepair warns where repairs are so heavy-tailed that nothing settles.
func (c *compiler) lastingRepair(f *FaultSpec, path string) {
	shortest, at := math.Inf(1), join(path, "heals")
	if f.Heals != nil {
		shortest = f.Heals.Mean()
	}
	if f.Repair != nil {
		shortest, at = min(shortest, f.Repair.Mean()), join(path, "repair")
	}
	if (f.Repair != nil || f.Heals != nil) && math.IsInf(shortest, 1) {
		c.warnAt(at, "choose a law with a finite mean, such as pareto with a shape above 1",
			"%s takes infinitely long on average: availability has no steady state and falls with the horizon", at)
	}
}

// life is the law of the time to failure, in whichever of three ways it is given; nil after an error.
func (c *compiler) life(f *FaultSpec, path string) dist.Law {
	mean := 0.0
	switch {
	case f.Life != nil:
		return f.Life
	case f.Rate != nil:
		mean = 1 / float64(*f.Rate)
	case f.Probability != nil:
		mean = -float64(f.Probability.Per) / num.Log1p(-float64(f.Probability.Share))
	}
	law, err := dist.NewExponential(mean)
	switch {
	case err == nil:
		return law
	case f.Rate != nil && *f.Rate > 1:
		c.failAt(join(path, "rate"), "write for example 4/y", "%s strikes too often: %s", path, *f.Rate)
	case f.Rate != nil:
		c.failAt(join(path, "rate"), "write for example 4/y, or leave the fault out", "%s never strikes", path)
	case f.Probability != nil:
		c.failAt(join(path, "probability"), "write a share between 0% and 100%, as in 4% per 1y",
			"no life has a probability of exactly %s", f.Probability.Share)
	}
	return nil // a time_to_failure that could not be read is reported already
}
