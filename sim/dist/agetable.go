package dist

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// AgeRate is one step of an age table: the hazard up to an age.
type AgeRate struct {
	Until unit.Duration `key:"until" omit:"zero" doc:"age at which the rate ends; left out of the last, which has no end"`
	Rate  unit.Rate     `key:"rate" required:"true" doc:"failures per component and time, as 1.3%/y or 4/y"`
}

// AgeTable is the law of a hazard that is constant between ages: a table of annual failure rates, as operators of disks
// publish them. The last rate holds for all ages beyond.
type AgeTable struct {
	steps []ageStep
	mean  float64
}

// ageStep holds, besides where a step begins and its hazard, the cumulative hazard there and the share of the mean that
// lies in the steps up to and including this one, by which a random time falls into a step.
type ageStep struct{ from, rate, hazard, meanUpTo float64 }

// maxSteps bounds a table; a table by the week has as many rows in twenty years.
const maxSteps = 1000

// NewAgeTable returns the law of at least one step with rising ends; all but the last have one. Rates may be 0, only
// not the last, beyond which a component would never fail.
func NewAgeTable(rates []AgeRate) (AgeTable, error) {
	if err := checkSteps(rates); err != nil {
		return AgeTable{}, err
	}
	l := AgeTable{steps: make([]ageStep, len(rates))}
	for i, r := range rates {
		step := &l.steps[i]
		if step.rate = float64(r.Rate); i > 0 {
			before := &l.steps[i-1]
			step.from = float64(rates[i-1].Until)
			step.hazard = before.hazard + float64(before.rate*(step.from-before.from))
		}
	}
	for i := range l.steps {
		l.mean += float64(num.Exp(-l.steps[i].hazard) * l.meanWithin(i))
		l.steps[i].meanUpTo = l.mean
	}
	for i := range l.steps {
		l.steps[i].meanUpTo /= l.mean
	}
	return l, checkSpan("the mean of the table", l.mean)
}

func checkSteps(rates []AgeRate) error {
	if n := len(rates); n == 0 || n > maxSteps {
		return fmt.Errorf("an age table has 1 to %d rates, got %d; list them as { until: 1y, rate: 1.3%%/y }", maxSteps, n)
	}
	before := unit.Duration(0)
	for i, r := range rates {
		switch last := i == len(rates)-1; {
		case last && r.Until != 0:
			return errors.New("the last rate of an age table has no end; leave its until out")
		case last && checkSpan("1/rate", 1/float64(r.Rate)) != nil:
			return fmt.Errorf("the last rate of an age table is %s and holds for ever; write one above 0", r.Rate)
		case !last && checkSpan("until", float64(r.Until)) != nil:
			return fmt.Errorf("rate %d of an age table has no end; write until: 1y, for example", i+1)
		case !last && r.Until <= before:
			return fmt.Errorf("rate %d of an age table ends at %s, the one before at %s; list them by age", i+1, r.Until,
				before)
		case !(r.Rate >= 0 && r.Rate <= 1/leastSpan):
			return fmt.Errorf("rate %d of an age table is %g/s; write one from 0/y to 1e15/s", i+1, float64(r.Rate))
		}
		before = r.Until
	}
	return nil
}

// width of a step; +Inf for the last.
func (l *AgeTable) width(i int) float64 {
	if i == len(l.steps)-1 {
		return math.Inf(1)
	}
	return l.steps[i+1].from - l.steps[i].from
}

// meanWithin is the mean time in a step of one who has reached it.
func (l *AgeTable) meanWithin(i int) float64 {
	rate, width := l.steps[i].rate, l.width(i)
	if rate == 0 {
		return width
	}
	return -num.Expm1(-rate*width) / rate
}

// at is the step that holds an age.
func (l *AgeTable) at(age float64) int {
	i := 0
	for i+1 < len(l.steps) && l.steps[i+1].from <= age {
		i++
	}
	return i
}

// Sample solves for the age at which the cumulative hazard is a standard exponential.
func (l AgeTable) Sample(s *rng.Stream) float64 { return l.Residual(s, 0) }

// Residual spends a standard exponential on the hazard from the age on, step by step.
func (l AgeTable) Residual(s *rng.Stream, age float64) float64 {
	i, left, hazard := l.at(age), 0.0, s.Exp()
	for inside := age - l.steps[i].from; ; inside = 0 {
		width, rate := l.width(i)-inside, l.steps[i].rate
		if cost := float64(rate * width); hazard > cost {
			hazard -= cost
			left += width
			i++
		} else {
			return left + hazard/rate
		}
	}
}

// Equilibrium chooses a step by its share of the mean and inverts the exponential that is cut off at its end.
func (l AgeTable) Equilibrium(s *rng.Stream) float64 {
	u, i := s.Float64(), 0
	for i+1 < len(l.steps) && u >= l.steps[i].meanUpTo {
		i++
	}
	from, rate, width := l.steps[i].from, l.steps[i].rate, l.width(i)
	if rate*width < 1e-12 {
		return from + float64(width*s.Float64())
	}
	return from - num.Log1p(s.Float64()*num.Expm1(-rate*width))/rate
}

// Survival is exp(−cumulative hazard).
func (l AgeTable) Survival(x float64) float64 {
	step := &l.steps[l.at(x)]
	return num.Exp(-step.hazard - float64(step.rate*(max(x, 0)-step.from)))
}

// Hazard is read off the table.
func (l AgeTable) Hazard(x float64) float64 {
	if x < 0 {
		return 0
	}
	return l.steps[l.at(x)].rate
}

// Quantile inverts the cumulative hazard.
func (l AgeTable) Quantile(p float64) float64 {
	hazard := hazardAt(p)
	i := 0
	for i+1 < len(l.steps) && l.steps[i+1].hazard < hazard {
		i++
	}
	step := &l.steps[i]
	if hazard == step.hazard || math.IsNaN(hazard) {
		return step.from + (hazard - step.hazard)
	}
	return step.from + (hazard-step.hazard)/step.rate
}

// Mean is the integral of the survival function, in closed form.
func (l AgeTable) Mean() float64 { return l.mean }

func (l AgeTable) String() string {
	texts := make([]string, len(l.steps))
	for i, step := range l.steps {
		texts[i] = unit.Rate(step.rate).String()
		if i < len(l.steps)-1 {
			texts[i] += " until " + span(l.steps[i+1].from)
		}
	}
	if n := len(texts); n > 4 {
		texts = append(texts[:2:2], "…", texts[n-1])
	}
	return "age-table(" + strings.Join(texts, ", ") + ")"
}

type ageTableConfig struct {
	Rates []AgeRate `key:"rates" doc:"list of { until: AGE, rate: HAZARD } by age; the last holds beyond and has no until"`
}

func (c ageTableConfig) law() (Law, error) { return as(NewAgeTable(c.Rates)) }
