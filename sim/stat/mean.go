package stat

import (
	"fmt"
	"math"

	"nines/sim/num"
)

const (
	studentMethod = "Student t"
	logMethod     = "skew-corrected t, log scale"
	logitMethod   = "skew-corrected t, logit scale"
)

// Skewness γ beyond √n over these is warned of: there the measured coverage of a 95 % interval falls below 93 %,
// whether n is 10, 40 or 100. (Cochran's rule for the plain t, n > 25γ², is slightly stricter.)
const (
	plainBears     = 4
	correctedBears = 3
)

// fewReplications is the number below which an interval is too uncertain itself to judge the assumption behind it.
const fewReplications = 10

// Mean estimates the mean of independent values from anywhere on the real line: Student's t. It assumes that the mean
// of n such values is about normal, and warns if their skewness speaks against it.
func Mean(xs []float64, confidence float64) Estimate {
	e, m, ok := begin(xs, confidence, studentMethod, math.Inf(-1), math.Inf(1))
	if !ok {
		return e
	}
	margin := float64(StudentQuantile((1+confidence)/2, m.n-1) * m.se())
	e.Low, e.High = m.mean-margin, m.mean+margin
	return e.judge(m, plainBears, math.NaN())
}

// PositiveMean estimates the mean of independent values ≥ 0 that may be right-skewed, such as downtime per year: the
// wider of Hall's skew-corrected t and the t-interval on the logarithmic scale, so Low > 0. If every value is 0,
// nothing bounds the mean above, and High is +Inf. A negative value panics.
//
// Coverage of 95 % intervals in per cent, in 4000 experiments of n replications, each the sum of Poisson(k) lognormal
// repairs whose logarithm has standard deviation σ; in brackets that of the plain t; last, the share of the experiments
// that warn of skewness or few replications. The standard error is 0.4.
//
//	  n   k   σ = 0.5          σ = 1            σ = 1.5          σ = 2
//	 10   1   97.0 (91.5) 44   95.3 (85.8) 72   90.6 (73.7) 87   81.1 (59.0) 93
//	 10   5   96.5 (94.2) 18   95.0 (92.1) 37   92.7 (84.9) 62   89.0 (74.1) 78
//	 10  20   96.2 (94.9) 14   95.6 (94.1) 22   94.2 (90.9) 44   89.5 (81.6) 64
//	 10 100   95.8 (94.8) 12   95.9 (94.5) 14   95.3 (93.4) 29   91.6 (87.0) 50
//	 40   1   95.3 (94.2)  7   93.5 (90.2) 52   92.5 (82.5) 85   88.7 (69.5) 96
//	 40   5   95.3 (94.7)  0   95.6 (94.4) 13   92.8 (89.1) 53   90.4 (81.0) 81
//	 40  20   95.9 (95.3)  0   95.5 (94.7)  2   94.5 (91.8) 27   91.8 (86.0) 63
//	 40 100   95.5 (95.0)  0   95.8 (95.3)  0   94.8 (93.8) 11   94.0 (91.1) 40
//	100   1   95.5 (94.6)  0   94.6 (92.9) 24   93.0 (86.7) 72   88.7 (75.9) 92
//	100   5   95.0 (94.9)  0   94.7 (94.2)  3   94.2 (92.2) 36   90.8 (83.3) 72
//	100  20   95.7 (95.5)  0   95.1 (94.7)  0   95.3 (93.9) 15   92.3 (88.1) 53
//	100 100   95.3 (95.2)  0   95.1 (95.1)  0   95.2 (94.8)  5   94.3 (91.9) 31
//
// A bootstrap-t of 199 resamples covered less than Hall's transformation in the heavy-tailed cases (n = 40, k = 1,
// σ = 2: 85.7 against 88.2) and cost a hundred times as much. No interval sees a tail that no replication has drawn.
func PositiveMean(xs []float64, confidence float64) Estimate {
	return linkedMean(xs, confidence, logMethod, logLink)
}

// ShareMean estimates the mean of independent values in [0, 1], such as unavailability: PositiveMean with the logit
// scale, so 0 < Low and High < 1, and the interval of availability is the mirror of that of unavailability. If every
// value is 0, the mean is at most the chance of a value above 0, which gives a one-sided bound; if every value is 1,
// likewise below. A value outside [0, 1] panics.
func ShareMean(xs []float64, confidence float64) Estimate {
	return linkedMean(xs, confidence, logitMethod, logitLink)
}

func linkedMean(xs []float64, confidence float64, method string, k link) Estimate {
	e, m, ok := begin(xs, confidence, method, k.floor, k.ceiling)
	if !ok {
		return e
	}
	return e.linked(m, k)
}

// begin checks what all means have in common. ok is false if the estimate is already final.
func begin(xs []float64, confidence float64, method string, low, high float64) (e Estimate, m moments, ok bool) {
	mustConfidence(confidence)
	e = Estimate{N: len(xs), Point: math.NaN(), SD: math.NaN(), Low: low, High: high,
		Confidence: confidence, Method: method}
	if len(xs) == 0 {
		return e.warn("no value to estimate from; at least 2 replications are needed"), m, false
	}
	m = momentsOf(xs)
	e.Point = m.mean
	switch {
	case math.IsNaN(m.mean) || math.IsInf(m.mean, 0):
		return e.warn("a replication gave %v; leave out what is undefined and say how often", m.mean), m, false
	case m.smallest < low || m.largest > high:
		panic(fmt.Sprintf("stat: values from %v to %v lie outside [%v, %v]", m.smallest, m.largest, low, high))
	case len(xs) == 1:
		return e.warn("one replication has no interval; at least 2 are needed"), m, false
	}
	e.SD = m.sd
	return e, m, true
}

// linked gives e its interval on the scale of k and the warnings.
func (e Estimate) linked(m moments, k link) Estimate {
	if e.Point == k.floor || e.Point == k.ceiling {
		return e.atBound(k)
	}
	e.Low, e.High = m.bounded(e.Point, e.Confidence, k)
	return e.judge(m, correctedBears, m.largest/(m.mean*float64(m.n)))
}

// atBound is the estimate when every value is at the floor or at the ceiling.
func (e Estimate) atBound(k link) Estimate {
	e.Low, e.High = k.floor, k.ceiling
	if math.IsInf(k.ceiling, 1) {
		return e.warn("every replication gave 0, which bounds nothing above; simulate longer or more replications")
	}
	e.Method = "exact bound on the share of replications, one-sided"
	unseen := 1 - num.Pow(1-e.Confidence, 1/float64(e.N))
	if e.Point == k.floor {
		e.High = unseen
	} else {
		e.Low = 1 - unseen
	}
	return e.warn("every replication gave %v: the bound allows for the worst in a replication that was not seen; "+
		"simulate longer or more replications", e.Point)
}

// judge adds the warnings about a sample whose interval stands. bears is how much skewness the method withstands;
// worst is the largest value's share of the total, NaN where a total means nothing.
func (e Estimate) judge(m moments, bears, worst float64) Estimate {
	switch {
	case m.constant():
		e.Low, e.High = e.Point, e.Point
		return e.warn("every replication gave the same value; check that anything is random")
	case m.n < fewReplications && m.silent > 0:
		e = e.warn("only %d of %d replications have something to tell; run at least %.0f", m.n, m.n+m.silent,
			m.scaled(fewReplications))
	case m.n < fewReplications:
		e = e.warn("only %d replications; run at least %d", m.n, fewReplications)
	}
	if math.Abs(m.skew) <= math.Sqrt(float64(m.n))/bears {
		return e
	}
	carries := ""
	if m.skew > 0 && !math.IsNaN(worst) {
		carries = fmt.Sprintf(" (the worst replication carries %.0f %% of the total)", 100*worst)
	}
	need := math.Ceil(bears * bears * m.skew * m.skew)
	return e.warn("the replications are skewed%s and the interval may be too narrow; run at least %.0f replications",
		carries, m.scaled(max(need, 2*float64(m.n))))
}

// scaled is how many replications it takes for so many that have something to tell.
func (m moments) scaled(n float64) float64 {
	return math.Ceil(n * float64(m.n+m.silent) / float64(m.n))
}
