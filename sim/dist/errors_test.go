package dist

import (
	"strings"
	"testing"

	"nines/sim/unit"
)

// refusals are configurations without a law, each with a piece of the message that must say why.
func refusals() []refusal {
	zero, half, one, none, no := 0.0, 0.5, 1.0, unit.Duration(0), 0
	minute, hour, day := unit.Minute, unit.Hour, unit.Day
	hourAndABit, rate, never := hour+1, unit.Rate(1), unit.Rate(0)
	exponential, _ := NewExponential(1)
	return []refusal{
		{exponentialConfig{&hour, &rate}, "cannot be made from mean and rate; give mean, or rate"},
		{exponentialConfig{Rate: &never}, "1/rate is +Inf s"},
		{weibullConfig{}, "from no parameter; give mean and sd, or mean and cv, or shape and scale"},
		{weibullConfig{Shape: &one, Mean: &hour, P95: &day}, "from shape, mean and p95; give"},
		{weibullConfig{Shape: &zero, Mean: &hour}, "shape is 0; write a number from 0.003 to 1e+06"},
		{weibullConfig{Mean: &none, P95: &hour}, "mean is 0 s; write a duration from 1e-15 s to 1e10 y"},
		{weibullConfig{Mean: &minute, P95: &hour}, "a p95 of 60 times its mean; the most is 4.67"},
		{weibullConfig{Mean: &minute, Median: &hour}, "a mean of only 0.0166667 times its median; the least is 0.985719"},
		{weibullConfig{Median: &hour, P95: &minute}, "p95 1m is not above the median 1h"},
		{lognormalConfig{Mean: &minute, P95: &hour}, "a p95 of 60 times its mean; the most is 3.868"},
		{lognormalConfig{Mean: &minute, Median: &hour}, "mean 1m is not above the median 1h"},
		{lognormalConfig{Mean: &hour, Sigma: &one, Unit: &minute}, "unit says what mu is the logarithm of"},
		{lognormalConfig{Mu: &one, Sigma: &one}, "in some unit, and so useless without it: add unit: 1h"},
		{lognormalConfig{Mean: &hour, SD: &none}, "standard deviation is 0 s"},
		{lognormalConfig{Mean: &hour, SD: &hour, CV: &one}, "from mean, sd and cv; give mean and sd, or mean and cv"},
		{normalConfig{Mean: &hour, CV: &one}, "sd 1h is 1 times the mean 1h; of a normal law cut at 0"},
		{normalConfig{Mean: &hour}, "normal cannot be made from mean; give mean and sd, or mean and cv"},
		{lognormalConfig{Mean: &hour, Sigma: &zero}, "sigma is 0; write a number"},
		{gammaConfig{Shape: &zero, Mean: &hour}, "shape is 0; write a number from 0.003 to 1e+06"},
		{gammaConfig{Mean: &minute, P95: &hour}, "a p95 of 60 times its mean; the most is 5.8"},
		{gammaConfig{Mean: &hour, P95: &hourAndABit}, "no gamma law of shape 0.003 to 1e+06 has"},
		{gammaConfig{Median: &minute, P95: &minute}, "p95 1m is not above the median 1m"},
		{erlangConfig{&no, &hour}, "stages is 0; write a whole number"},
		{uniformConfig{&hour, &hour}, "min 1h is not below max 1h"},
		{triangularConfig{&hour, &minute, &day}, "do not rise; order them"},
		{constantConfig{}, "constant cannot be made from no parameter; give value"},
		{paretoConfig{Shape: &half, Mean: &hour}, "shape is 0.5, where the mean is infinite"},
		{logLogisticConfig{Shape: &one, Mean: &hour}, "shape is 1, where the mean is infinite"},
		{hyperexponentialConfig{[]Phase{{0.5, hour}, {0.1, day}}}, "the weights sum to 60 %; make them sum to 100 %"},
		{bathtubConfig{}, "has no risk; give early, rate or wear"},
		{bathtubConfig{Early: &Ageing{1, hour}}, "the shape of early is 1; write a number from 0.1 to below 1"},
		{bathtubConfig{Wear: &Ageing{0.5, hour}}, "the shape of wear is 0.5; write a number from above 1"},
		{bathtubConfig{Wear: &Ageing{2, none}}, "a scale, or 1/rate, is 0 s"},
		{ageTableConfig{}, "has 1 to 1000 rates, got 0"},
		{ageTableConfig{[]AgeRate{{hour, rate}}}, "the last rate of an age table has no end; leave"},
		{ageTableConfig{[]AgeRate{{Rate: never}}}, "is 0/s and holds for ever; write one above 0"},
		{ageTableConfig{[]AgeRate{{Rate: rate}, {Rate: rate}}}, "rate 1 of an age table has no end; write until"},
		{ageTableConfig{[]AgeRate{{day, rate}, {hour, rate}, {Rate: rate}}}, "ends at 1h, the one before at 1d"},
		{mixtureConfig{}, "there are no components"},
		{mixtureConfig{[]Component{{2, exponential}}}, "a weight is 2; write a share"},
		{empiricalConfig{Unit: 1}, "file has no durations"},
		{empiricalConfig{Samples{Ended: []float64{1, -1}}, 1}, "duration 2 of the file is -1 s; write a duration from 0 s"},
		{empiricalConfig{Samples{Ended: []float64{0, 0}}, 1}, "the mean of the file's durations is 0 s"},
		{empiricalConfig{Samples{Ended: []float64{1}}, 0}, "unit is 0 s"},
		{empiricalConfig{Samples{Cut: []float64{1}}, 1}, "no duration of the file ended"},
	}
}

type refusal struct {
	config configuration
	want   string
}

// Messages say what was given, what is allowed, and where no law exists.
func TestRefusals(t *testing.T) {
	for _, c := range refusals() {
		law, err := c.config.law()
		if err == nil {
			t.Errorf("%q: got %s", c.want, law)
		} else if !strings.Contains(err.Error(), c.want) || law != nil {
			t.Errorf("%q: got %v", c.want, err)
		}
	}
}
