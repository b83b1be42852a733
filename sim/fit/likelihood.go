package fit

import (
	"math"

	"gonum.org/v1/gonum/optimize"

	"nines/sim/dist"
)

// LogLikelihood is that of a law: the logarithm of the density of what ended and of the survival of what was cut. −Inf
// where the law cannot have given the sample.
func (s *Sample) LogLikelihood(law dist.Law) float64 {
	sum := 0.0
	for _, p := range s.points {
		alive := math.Log(law.Survival(p.x))
		sum += (p.ended + p.cut) * alive
		if p.ended > 0 {
			sum += p.ended * math.Log(law.Hazard(p.x))
		}
	}
	if math.IsNaN(sum) {
		return math.Inf(-1)
	}
	return sum
}

// at is the logarithm of the likelihood of a family at the logarithms of its parameters.
func (f *family) at(s *Sample, logs []float64) float64 {
	p := make([]float64, len(logs))
	for i, x := range logs {
		p[i] = math.Exp(x)
	}
	law, err := f.law(p)
	if err != nil {
		return math.Inf(-1)
	}
	return s.LogLikelihood(law)
}

// maximize finds the logarithms of the most likely parameters, from those near by: by the simplex of J. A. Nelder and
// R. Mead (1965), which needs no derivatives and takes a law that does not exist for an unlikely one.
func (f *family) maximize(s *Sample, from []float64, size float64) (logs []float64, most float64) {
	problem := optimize.Problem{Func: func(x []float64) float64 { return -f.at(s, x) }}
	settings := &optimize.Settings{FuncEvaluations: 2000,
		Converger: &optimize.FunctionConverge{Absolute: 1e-9, Iterations: 12}}
	found, err := optimize.Minimize(problem, from, settings, &optimize.NelderMead{SimplexSize: size})
	if found == nil || err != nil && math.IsInf(found.F, 1) {
		return from, math.Inf(-1)
	}
	return found.X, -found.F
}

// begin are the logarithms from which a search starts.
func (f *family) begin(s *Sample) []float64 {
	logs := f.start(s)
	for i := range logs {
		logs[i] = math.Log(logs[i])
	}
	return logs
}
