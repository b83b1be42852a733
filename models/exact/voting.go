package exact

import "math"

// Voting is two-phase commit of single transactions, whose coordinator is open and whose participants are up when they
// come. All that ends something is a race of exponential times, so that it is exact however short the lives are.
type Voting struct {
	Prepare, Timeout, Decide float64 // means until the last vote, and from then on; votes are waited for so long
	Life                     float64 // mean, of the coordinator
	Missing                  float64 // rate at which any of the participants goes down
	Repair                   float64 // mean time until a coordinator that was lost is open again, exponential
}

// ends is the rate at which voting ends before its time-out.
func (v Voting) ends() float64 { return 1/v.Prepare + 1/v.Life + v.Missing }

// InTime returns the probability that voting ends before its time-out, well or not.
func (v Voting) InTime() float64 { return -math.Expm1(-v.ends() * v.Timeout) }

// Voted returns the probability that all vote in time.
func (v Voting) Voted() float64 { return v.InTime() / v.Prepare / v.ends() }

// Lost returns the probability that the coordinator is lost before that.
func (v Voting) Lost() float64 { return v.InTime() / v.Life / v.ends() }

// Away returns the probability that a participant goes down before that.
func (v Voting) Away() float64 { return v.InTime() * v.Missing / v.ends() }

// Doubt returns the probability that the coordinator of a transaction is lost for which all have voted, before its
// participants know the decision.
func (v Voting) Doubt() float64 { return v.Decide / (v.Decide + v.Life) }

// Mean returns the mean time to commit, of those that do.
func (v Voting) Mean() float64 {
	k := v.ends()
	return 1/k - v.Timeout*math.Exp(-k*v.Timeout)/v.InTime() + v.Decide*v.Life/(v.Decide+v.Life) + v.Doubt()*v.Repair
}

// Survival returns the probability that one that commits takes longer: what comes after the votes is a mixture of
// exponentials, of which one has a negative weight.
func (v Voting) Survival(t float64) float64 {
	known, back := 1/v.Decide+1/v.Life, 1/v.Repair
	weight := -v.Doubt() * known / (back - known)
	return (1-weight)*v.after(t, known) + weight*v.after(t, back)
}

// after is the probability that the votes and an exponential time of some rate take longer than t together.
func (v Voting) after(t, rate float64) float64 {
	k, within := v.ends(), math.Min(t, v.Timeout)
	voting := math.Exp(-k*within) - math.Exp(-k*v.Timeout)
	return (voting + k/(k-rate)*math.Exp(-rate*t)*-math.Expm1(-(k-rate)*within)) / v.InTime()
}

// Quantile returns the time within which so large a share of those that commit do.
func (v Voting) Quantile(share float64) float64 {
	high := v.Timeout
	for v.Survival(high) > 1-share {
		high *= 2
	}
	return bisect(0, high, func(t float64) bool { return v.Survival(t) <= 1-share })
}

// Sagas are single sagas, with each step at a participant of its own, that are given up when their coordinator is lost;
// likewise races of exponential times.
type Sagas struct {
	Step         float64 // mean
	Availability float64 // of each participant
	Life         float64 // mean, of the coordinator, and of each participant
}

// Passes returns the probability that a step is done that a saga comes to.
func (s Sagas) Passes() float64 { return s.Availability * s.Life / (s.Life + 2*s.Step) }

// Lost returns the probability that the coordinator of a saga is lost at a step that it comes to.
func (s Sagas) Lost() float64 { return s.Passes() * s.Step / s.Life }

// Takes returns the mean time of a step that it comes to, done or not.
func (s Sagas) Takes() float64 { return s.Passes() * s.Step }

// Comes returns the probability that a saga comes to a step, from 0.
func (s Sagas) Comes(step int) float64 { return math.Pow(s.Passes(), float64(step)) }
