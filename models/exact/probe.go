package exact

import "math"

// Probe is the pull detector with rise and fall: a monitor probes a node every Interval; Fall failures in a row eject
// it, Rise answers in a row take it back. An answer comes at once; a failure is known Timeout after the probe was sent.
// A probe of a node that is down fails; one of a node that is up fails with probability Error, independently. No probe
// is sent before the last has ended, and after a failure of a node in service Retry stands for Interval.
//
// Quality-of-service terms as in Heartbeat. The formulas are those of runs in Bernoulli trials (Feller, vol. 1,
// XIII.7).
type Probe struct {
	Interval float64 // I, positive
	Timeout  float64 // τ ≥ 0
	Retry    float64 // ≥ 0; 0 stands for I
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

// retry returns R, the time from a failure of a node in service to the next probe.
func (p Probe) retry() float64 {
	if p.Retry == 0 {
		return max(p.Interval, p.Timeout)
	}
	return max(p.Retry, p.Timeout)
}

// ejected returns S, the time from a failure of an ejected node to the next probe.
func (p Probe) ejected() float64 { return max(p.Interval, p.Timeout) }

// ProbesToEjection returns the mean number of probes of a node that is up from its return to its next false ejection,
// (1 − q^f)/((1−q)·q^f). +Inf without errors.
func (p Probe) ProbesToEjection() float64 { return trialsToRun(p.Error, p.Fall) }

// MistakeDuration returns E[T_M], the mean duration of a false ejection: S from the failure that caused it to the next
// probe, of which its timeout is over, and S and I after the failures and answers until the last of Rise answers in a
// row. Of the trials until then a share Error fails (Wald).
func (p Probe) MistakeDuration() float64 {
	n := trialsToRun(1-p.Error, p.Rise)
	return p.ejected() - p.Timeout + n*p.Error*p.ejected() + (n*(1-p.Error)-1)*p.Interval
}

// GoodPeriod returns E[T_G], the mean time from the end of a false ejection to the beginning of the next: I from the
// answer that ends it, and I and R after the answers and failures until the last of Fall failures in a row.
// +Inf without errors.
func (p Probe) GoodPeriod() float64 {
	if p.Error == 0 {
		return math.Inf(1)
	}
	n := p.ProbesToEjection()
	return p.Interval + n*(1-p.Error)*p.Interval + (n*p.Error-1)*p.retry() + p.Timeout
}

// MistakeRecurrence returns E[T_MR], the mean time between the beginnings of false ejections.
func (p Probe) MistakeRecurrence() float64 { return p.GoodPeriod() + p.MistakeDuration() }

// QueryAccuracy returns P_A, the long-run share of time in which a node that is up is in service.
func (p Probe) QueryAccuracy() float64 { return 1 - p.MistakeDuration()/p.MistakeRecurrence() }

// DetectionWorst returns the detection time of a node that dies just after it was probed with success or, where R is
// longer than I, just after a first failure that was chance; f·I + τ where R is I.
func (p Probe) DetectionWorst() float64 {
	worst, _ := p.since(0)
	if p.Error > 0 && p.Fall > 1 {
		failed, _ := p.since(1)
		worst = max(worst, failed)
	}
	return worst
}

// A node that dies in service may have failed its last j probes already, with a probability ∝ qʲ for j < f, and for as
// long as the next probe is not sent: I or, for j > 0, R. With j = f the verdict is under way, for τ. T_D is uniform
// over as long, and ends with what is missing.

// since returns how long T_D is at most, and over which length it is uniform, if the last j probes have failed.
func (p Probe) since(j int) (end, length float64) {
	switch j {
	case 0:
		length = p.Interval
	case p.Fall:
		return p.Timeout, p.Timeout
	default:
		length = p.retry()
	}
	return length + float64(p.Fall-j-1)*p.retry() + p.Timeout, length
}

// DetectionCDF returns P(T_D ≤ x) for a node that is in service when it dies.
func (p Probe) DetectionCDF(x float64) float64 {
	var reached, all float64
	for j := range p.Fall + 1 {
		weight := math.Pow(p.Error, float64(j))
		end, length := p.since(j)
		reached += weight * min(length, max(0, length-(end-x)))
		all += weight * length
	}
	return reached / all
}

// DetectionMean returns E[T_D] for a node that is in service when it dies: I/2 + (f − 1)·R + τ without errors.
func (p Probe) DetectionMean() float64 {
	var total, all float64
	for j := range p.Fall + 1 {
		weight := math.Pow(p.Error, float64(j))
		end, length := p.since(j)
		total += weight * length * (end - length/2)
		all += weight * length
	}
	return total / all
}

// What follows is about a node that dies while it is ejected: the next failure with which Fall have failed in a row is
// the one that tells. Where the last j probes have failed, min(j, f − 1) count, and Missing is how many more it takes.

// missing returns the mean of what is integrated while the last probe was the j-th failure in a row and the next is
// sent after a length: until then, until f − 1 − j more have failed, and until that is known.
func (p Probe) missing(j int, length float64) float64 {
	more := float64(max(0, p.Fall-1-j))
	return length * (length/2 + more*p.ejected() + p.Timeout)
}

// AgainMean returns the mean time until the death of a node is noticed that is ejected by mistake when it dies, at any
// time of the long run: what passes until then over all moments of a false ejection, by its mean duration. A probe that
// ends it is one of Rise answers in a row; each answer but the last may be followed by j failures, with probability qʲ.
func (p Probe) AgainMean() float64 {
	q, s := p.Error, p.ejected()
	total := p.missing(p.Fall, s-p.Timeout) + q/(1-q)*p.missing(p.Fall, s)
	answered := p.missing(0, p.Interval)
	for j := 1; j < p.Fall; j++ {
		answered += math.Pow(q, float64(j)) * p.missing(j, s)
	}
	answered += math.Pow(q, float64(p.Fall)) / (1 - q) * p.missing(p.Fall, s)
	total += (trialsToRun(1-q, p.Rise)*(1-q) - 1) * answered
	return total / p.MistakeDuration()
}

// CrashLoopMean returns the mean time until a death is noticed of a node that dies at a rate λ from each repair on,
// which follows the notice, takes a time that is certain and leaves the node suspected; without errors or a Retry, and
// with a Timeout ≤ I. So each repair ends at the same time before a probe, see Looks. A node that dies before that is
// noticed by it; one that answers it and dies then takes f failures more, be it trusted again or not.
func (p Probe) CrashLoopMean(rate, repair float64) float64 {
	first, more := LooksAfter(p.Interval, p.Timeout+repair).First, float64(p.Fall-1)*p.Interval
	alive := math.Exp(-rate * first)
	mean := first - (1-alive)/rate + (1-alive)*p.Timeout
	answered := Looks{Every: p.Interval, First: p.Interval}
	return mean + alive*(answered.Latency(rate)+more+p.Timeout)
}
