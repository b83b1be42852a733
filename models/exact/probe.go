package exact

import "math"

// Probe is the pull detector with rise and fall: a monitor probes a node every Interval; Fall failures in a row eject
// it, Rise answers in a row take it back. An answer comes at once; a failure is known Timeout after the probe was sent.
// A probe of a node that is down fails; one of a node that is up fails with probability Error, independently.
//
// Quality-of-service terms as in Heartbeat. The formulas are those of runs in Bernoulli trials (Feller, vol. 1,
// XIII.7).
type Probe struct {
	Interval float64 // I, positive
	Timeout  float64 // τ, 0 ≤ τ ≤ I
	Fall     int     // f ≥ 1
	Rise     int     // r ≥ 1
	Error    float64 // q, 0 ≤ q < 1
}

// trialsToRun returns the mean number of trials up to the end of the first run of the given length, each trial counting
// with probability p: (1 − pʳ)/((1−p)·pʳ), which is Σ p^(−i) over i = 1 … run.
func trialsToRun(p float64, run int) float64 {
	var trials float64
	for i := 1; i <= run; i++ {
		trials += math.Pow(p, -float64(i))
	}
	return trials
}

// ProbesToEjection returns the mean number of probes of a node that is up from its return to its next false ejection,
// (1 − q^f)/((1−q)·q^f). +Inf without errors.
func (p Probe) ProbesToEjection() float64 { return trialsToRun(p.Error, p.Fall) }

// MistakeDuration returns E[T_M], the mean duration of a false ejection: the probes until Rise answers in a row, less
// the timeout of the failure that caused it.
func (p Probe) MistakeDuration() float64 {
	return p.Interval*trialsToRun(1-p.Error, p.Rise) - p.Timeout
}

// GoodPeriod returns E[T_G], the mean time from the end of a false ejection to the beginning of the next.
func (p Probe) GoodPeriod() float64 { return p.Interval*p.ProbesToEjection() + p.Timeout }

// MistakeRecurrence returns E[T_MR], the mean time between the beginnings of false ejections.
func (p Probe) MistakeRecurrence() float64 { return p.GoodPeriod() + p.MistakeDuration() }

// QueryAccuracy returns P_A, the long-run share of time in which a node that is up is in service.
func (p Probe) QueryAccuracy() float64 { return 1 - p.MistakeDuration()/p.MistakeRecurrence() }

// DetectionWorst returns f·I + τ, the detection time of a node that dies just after it was probed.
func (p Probe) DetectionWorst() float64 { return float64(p.Fall)*p.Interval + p.Timeout }

// A node that dies in service may have failed its last j probes already, with a probability ∝ qʲ for j < f; then T_D is
// uniform over an interval that ends j·I before the worst. With j = f the verdict is under way: the last probe was sent
// less than τ ago, which has the probability ∝ q^f·τ/I, and T_D is uniform below τ.

// DetectionCDF returns P(T_D ≤ x) for a node that is in service when it dies.
func (p Probe) DetectionCDF(x float64) float64 {
	var reached, all float64
	for j := range p.Fall {
		weight := math.Pow(p.Error, float64(j))
		end := p.DetectionWorst() - float64(j)*p.Interval
		reached += weight * min(1, max(0, 1-(end-x)/p.Interval))
		all += weight
	}
	underWay := math.Pow(p.Error, float64(p.Fall)) / p.Interval
	return (reached + underWay*min(max(0, x), p.Timeout)) / (all + underWay*p.Timeout)
}

// DetectionMean returns E[T_D] for a node that is in service when it dies: (f − ½)·I + τ without errors.
func (p Probe) DetectionMean() float64 {
	var total, all float64
	for j := range p.Fall {
		weight := math.Pow(p.Error, float64(j))
		total += weight * (p.DetectionWorst() - (float64(j)+0.5)*p.Interval)
		all += weight
	}
	underWay := math.Pow(p.Error, float64(p.Fall)) * p.Timeout / p.Interval
	return (total + underWay*p.Timeout/2) / (all + underWay)
}
