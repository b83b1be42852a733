package dist

import (
	"strings"

	"nines/sim/unit"
)

// Phase is one exponential of a hyperexponential law and the share of durations that follow it.
type Phase struct {
	Weight unit.Ratio    `key:"weight" doc:"share of the durations, from 0 % to 100 %"`
	Mean   unit.Duration `key:"mean" doc:"their mean, above 0"`
}

// Hyperexponential is a mixture of exponential laws: most durations short, some long, by means that differ.
type Hyperexponential struct{ Mixture }

// NewHyperexponential returns the mixture of at least one exponential law, with weights that sum to 1 within 1e-9.
func NewHyperexponential(phases []Phase) (Hyperexponential, error) {
	components := make([]Component, len(phases))
	for i, p := range phases {
		law, err := NewExponential(float64(p.Mean))
		if err != nil {
			return Hyperexponential{}, err
		}
		components[i] = Component{p.Weight, law}
	}
	mixture, err := NewMixture(components)
	return Hyperexponential{mixture}, err
}

func (l Hyperexponential) String() string {
	texts := make([]string, len(l.parts))
	for i, p := range l.parts {
		texts[i] = number(100*p.weight) + "% mean " + span(p.law.Mean())
	}
	return "hyperexponential(" + strings.Join(texts, ", ") + ")"
}

type hyperexponentialConfig struct {
	Of []Phase `key:"of" doc:"list of exponential phases; the weights sum to 100 %"`
}

func (c hyperexponentialConfig) law() (Law, error) { return as(NewHyperexponential(c.Of)) }
