package dist

import (
	"fmt"

	"nines/sim/unit"
)

// maxStages bounds the stages of an Erlang law; at a million its coefficient of variation is a thousandth.
const maxStages = 1_000_000

// Erlang is the gamma law whose shape is a whole number: so many exponential stages, one after the other.
type Erlang struct{ Gamma }

// NewErlang returns the law of the sum of 1 to a million exponential stages that together last mean seconds.
func NewErlang(stages int, mean float64) (Erlang, error) {
	if stages < 1 || stages > maxStages {
		return Erlang{}, fmt.Errorf("stages is %d; write a whole number from 1 to %d", stages, maxStages)
	}
	law, err := NewGamma(float64(stages), mean/float64(stages))
	return Erlang{law}, first(checkSpan("mean", mean), err)
}

func (l Erlang) String() string {
	return fmt.Sprintf("erlang(stages %.0f, mean %s)", l.shape, span(l.Mean()))
}

type erlangConfig struct {
	Stages *int           `key:"stages" doc:"number of exponential stages in a row, from 1 to a million"`
	Mean   *unit.Duration `key:"mean" doc:"mean of the whole duration, above 0"`
}

func (c erlangConfig) law() (Law, error) {
	return determine("erlang", c, way[erlangConfig]{"stages and mean", func(c erlangConfig) (Law, error) {
		return as(NewErlang(*c.Stages, float64(*c.Mean)))
	}})
}
