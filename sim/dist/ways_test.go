package dist

import (
	"math"
	"testing"

	"nines/sim/unit"
)

// figures are what a law is determined by, taken from a law that is known.
type figures struct{ mean, median, p95 unit.Duration }

func figuresOf(l Law) figures {
	return figures{unit.Duration(l.Mean()), unit.Duration(l.Quantile(0.5)), unit.Duration(l.Quantile(0.95))}
}

// sameFigures demands ten digits of whatever figures want has; the others are 0.
func sameFigures(t *testing.T, what string, l Law, want figures) {
	t.Helper()
	got := figuresOf(l)
	for _, c := range [][2]unit.Duration{{got.mean, want.mean}, {got.median, want.median}, {got.p95, want.p95}} {
		if c[1] != 0 && math.Abs(float64(c[0]/c[1])-1) > 1e-10 {
			t.Errorf("%s: %s has %.12g s for %.12g s", what, l, float64(c[0]), float64(c[1]))
		}
	}
}

// configuration is what every family's configuration has in common.
type configuration interface{ law() (Law, error) }

// build fails the test where there is no law.
func build(t *testing.T, what string, c configuration) Law {
	t.Helper()
	l, err := c.law()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return l
}

// Every pair of figures gives back a law with those figures, and among two such laws the less spread, so the shape
// found is never below the one that the figures came from.
func TestWeibullWays(t *testing.T) {
	for _, shape := range []float64{0.17, 0.3, 0.5, 0.9, 1, 1.7, 3, 4, 20, 500} {
		scale := unit.Duration(3600)
		l, _ := NewWeibull(shape, float64(scale))
		f := figuresOf(l)
		for what, c := range map[string]weibullConfig{
			"shape and scale":  {Shape: &shape, Scale: &scale},
			"shape and mean":   {Shape: &shape, Mean: &f.mean},
			"shape and median": {Shape: &shape, Median: &f.median},
			"shape and p95":    {Shape: &shape, P95: &f.p95},
			"median and p95":   {Median: &f.median, P95: &f.p95},
		} {
			sameFigures(t, what, build(t, what, c), f)
		}
		spread := build(t, "mean and p95", weibullConfig{Mean: &f.mean, P95: &f.p95})
		sameFigures(t, "mean and p95", spread, figures{mean: f.mean, p95: f.p95})
		middle := build(t, "mean and median", weibullConfig{Mean: &f.mean, Median: &f.median})
		sameFigures(t, "mean and median", middle, figures{mean: f.mean, median: f.median})
		for _, got := range []Law{spread, middle} {
			if got.(Weibull).shape < shape*(1-1e-9) {
				t.Errorf("shape %g came back as the more spread %s", shape, got)
			}
		}
	}
}

func TestLognormalWays(t *testing.T) {
	for _, sigma := range []float64{0.01, 0.3, 1, 1.6, 2.2, 4} {
		l, _ := NewLognormal(8, sigma)
		f, mu, minute := figuresOf(l), 8-math.Log(60), unit.Minute
		for what, c := range map[string]lognormalConfig{
			"mu, sigma, unit":  {Mu: &mu, Sigma: &sigma, Unit: &minute},
			"sigma and mean":   {Sigma: &sigma, Mean: &f.mean},
			"sigma and median": {Sigma: &sigma, Median: &f.median},
			"mean and median":  {Mean: &f.mean, Median: &f.median},
			"median and p95":   {Median: &f.median, P95: &f.p95},
		} {
			sameFigures(t, what, build(t, what, c), f)
		}
		got := build(t, "mean and p95", lognormalConfig{Mean: &f.mean, P95: &f.p95})
		sameFigures(t, "mean and p95", got, figures{mean: f.mean, p95: f.p95})
		if got.(Lognormal).sigma > sigma*(1+1e-9) {
			t.Errorf("sigma %g came back as the more spread %s", sigma, got)
		}
	}
}

func TestGammaWays(t *testing.T) {
	for _, shape := range []float64{0.02, 0.3, 1, 4, 2000} {
		scale := unit.Duration(3600)
		l, _ := NewGamma(shape, float64(scale))
		f := figuresOf(l)
		for what, c := range map[string]gammaConfig{
			"shape and scale":  {Shape: &shape, Scale: &scale},
			"shape and mean":   {Shape: &shape, Mean: &f.mean},
			"shape and median": {Shape: &shape, Median: &f.median},
			"median and p95":   {Median: &f.median, P95: &f.p95},
		} {
			sameFigures(t, what, build(t, what, c), f)
		}
		got := build(t, "mean and p95", gammaConfig{Mean: &f.mean, P95: &f.p95})
		sameFigures(t, "mean and p95", got, figures{mean: f.mean, p95: f.p95})
		if got.(Gamma).shape < shape*(1-1e-9) {
			t.Errorf("shape %g came back as the more spread %s", shape, got)
		}
	}
}

// A law asked for by its first two moments has them, integrated from its survival: E X² is twice the integral of x·S.
func TestMoments(t *testing.T) {
	mean := unit.Hour
	for _, cv := range []float64{0.01, 0.2, 0.6, 0.75, 1, 1.8} {
		sd := unit.Duration(cv) * mean
		for name, c := range map[string][2]configuration{
			"lognormal": {lognormalConfig{Mean: &mean, CV: &cv}, lognormalConfig{Mean: &mean, SD: &sd}},
			"gamma":     {gammaConfig{Mean: &mean, CV: &cv}, gammaConfig{Mean: &mean, SD: &sd}},
			"weibull":   {weibullConfig{Mean: &mean, CV: &cv}, weibullConfig{Mean: &mean, SD: &sd}},
			"normal":    {normalConfig{Mean: &mean, CV: &cv}, normalConfig{Mean: &mean, SD: &sd}},
		} {
			if name == "normal" && cv > 0.75 {
				continue
			}
			l := build(t, name, c[0])
			if got := momentCV(l); math.Abs(got/cv-1) > 1e-4 {
				t.Errorf("%s has cv %.6g for %g", name, got, cv)
			}
			if got := l.Mean() / float64(mean); math.Abs(got-1) > 1e-9 {
				t.Errorf("%s of cv %g has a mean of %.12g for 1", name, cv, got)
			}
			if other := build(t, name, c[1]); math.Abs(other.Quantile(0.9)/l.Quantile(0.9)-1) > 1e-9 {
				t.Errorf("%s of cv %g: sd and cv differ: %s and %s", name, cv, other, l)
			}
		}
	}
}

// momentCV integrates over the logarithm of x, on which the trapezoidal rule converges at once.
func momentCV(l Law) float64 {
	const step = 0.0005
	first, second := 0.0, 0.0
	for y := -24.0; y < 8; y += step {
		x := l.Mean() * math.Exp(y)
		first += x * l.Survival(x) * step
		second += 2 * x * x * l.Survival(x) * step
	}
	return math.Sqrt(second-first*first) / first
}

func TestOtherWays(t *testing.T) {
	shape, stages, minute, hour := 2.5, 3, unit.Minute, unit.Hour
	rate := unit.Rate(1.0 / 3600)
	for what, c := range map[string]struct {
		config configuration
		want   figures
	}{
		"exponential mean":   {exponentialConfig{Mean: &hour}, figures{mean: hour}},
		"exponential rate":   {exponentialConfig{Rate: &rate}, figures{mean: hour}},
		"erlang":             {erlangConfig{Stages: &stages, Mean: &hour}, figures{mean: hour}},
		"uniform":            {uniformConfig{Min: &minute, Max: &hour}, figures{mean: 1830, median: 1830}},
		"triangular":         {triangularConfig{Min: &minute, Mode: &hour, Max: &hour}, figures{mean: 2420}},
		"constant":           {constantConfig{Value: &hour}, figures{hour, hour, hour}},
		"pareto scale":       {paretoConfig{Shape: &shape, Scale: &minute}, figures{mean: 100}},
		"pareto mean":        {paretoConfig{Shape: &shape, Mean: &hour}, figures{mean: hour}},
		"logistic scale":     {logLogisticConfig{Shape: &shape, Scale: &hour}, figures{median: hour}},
		"logistic median":    {logLogisticConfig{Shape: &shape, Median: &hour}, figures{median: hour}},
		"logistic mean":      {logLogisticConfig{Shape: &shape, Mean: &hour}, figures{mean: hour}},
		"logistic quantiles": {logLogisticConfig{Median: &minute, P95: &hour}, figures{median: minute, p95: hour}},
		"hyperexponential":   {hyperexponentialConfig{[]Phase{{0.75, minute}, {0.25, hour}}}, figures{mean: 945}},
		"empirical": {empiricalConfig{Samples{Ended: []float64{30, 10, 80}}, unit.Second},
			figures{mean: 40, median: 30}},
	} {
		sameFigures(t, what, build(t, what, c.config), c.want)
	}
}
