package scenario

import (
	"nines/sim/unit"
)

// ObjectiveSpec is a service level objective. The bound is written in the unit of the metric.
type ObjectiveSpec struct {
	Metric  string         `key:"metric" required:"true" of:"metrics"`
	Scope   string         `key:"scope"`
	AtLeast string         `key:"at_least" of:"bounds"`
	AtMost  string         `key:"at_most" of:"bounds"`
	Over    *unit.Duration `key:"over"` // nil: the horizon
	Rolling bool           `key:"rolling" omit:"zero"`
	In      *InSpec        `key:"in"` // nil: what it says is left open
	Counts  *CountsSpec    `key:"counts"`
}

func (ObjectiveSpec) notes() notes {
	return notes{
		"metric": {"What was promised; nines list metrics shows what is measured.", "availability", ""},
		"scope": {"What it is about; the service with traffic, the only service, the fleet, or the only thing that the " +
			"metric can be about if not given.",
			"service:api", ""},
		"at_least": {"Its lower bound, in the unit of the metric.", "99.95%", ""},
		"at_most":  {"Its upper bound, in the unit of the metric.", "60m per 1y", ""},
		"over": {"The length of a period, at most the horizon, which is the period if nothing is said. Periods follow " +
			"each other from the end of the warm-up on; where they do not fill the horizon, a last one ends with it, " +
			"begins before the one before is over, and counts for the part of it that is new.", "30d", "above 0s"},
		"rolling": {"A period begins at every instant from which it fits into the horizon; the share of the instants is " +
			"computed exactly. For availability, unavailability and downtime.", "true", ""},
		"in": {"In how many of its periods it must be met: a share, judged by the interval of that share, or the word " +
			"mean, judged by the interval of the mean. Without it the mean is judged, because no second number is needed " +
			"for it and it is what precision is about; but a mean hides bad periods, so that a mean that meets the bound " +
			"while a period misses it is met on average only: mark !, exit status 7.", "80%", ""},
		"counts": {"What the contract counts, where it is not what is so in truth: service hours, maintenance, and outages " +
			"in part. For availability, unavailability and downtime of a service; downtime is per year of all hours.",
			"{ hours: [ { days: mon-fri, from: 8h, to: 18h } ], maintenance: excluded }", ""},
	}
}

// RunSpec says how long to repeat.
type RunSpec struct {
	Precision    *PrecisionSpec   `key:"precision"`
	Replications ReplicationsSpec `key:"replications"`
	Budget       unit.Count       `key:"budget"` // of work, in events
	Confidence   unit.Ratio       `key:"confidence"`
	Seed         unit.Count       `key:"seed"`
	Regenerative bool             `key:"regenerative" omit:"zero"`
}

func (RunSpec) notes() notes {
	return notes{
		"precision": {"When to stop: as soon as this metric is known so well. Without it the least number of replications " +
			"is played.", "{ metric: request_success, relative: 5% }", ""},
		"replications": {"Bounds on how often the scenario is played, each time with other random numbers.",
			"{ min: 40, max: 2000 }", ""},
		"budget": {"Work after which the run ends, in events of all replications together: a count, so that results do not " +
			"depend on the speed of the machine. The least number of replications is played whatever it is.", "20M",
			"1 or more"},
		"confidence": {"Of all intervals and verdicts.", "95%", "50% or more, below 100%"},
		"seed":       {"Of all random numbers: the same seed gives the same bytes.", "42", ""},
		"regenerative": {"Measure long_run_availability too: runs are cut into cycles at the moments at which all is as " +
			"new, so that it takes no warm-up. Only where nothing remembers more than that: lives are exponential, and " +
			"nothing goes by the calendar.", "true", ""},
	}
}

func (r *RunSpec) setDefaults() {
	r.Replications.setDefaults()
	r.Budget, r.Confidence, r.Seed = UsualBudget, 0.95, 1
}

// UsualBudget is the budget of a run where none is said: some seconds of computing.
const UsualBudget unit.Count = 20_000_000

// PrecisionSpec is how well metrics have to be known for a run to stop: one, or that and others.
type PrecisionSpec struct {
	GoalSpec
	And []GoalSpec `key:"and"`
}

// Goals are all of them, the first one first.
func (p *PrecisionSpec) Goals() []GoalSpec { return append([]GoalSpec{p.GoalSpec}, p.And...) }

func (PrecisionSpec) notes() notes {
	return notes{"and": {"Other metrics that must be known as well.", "[ { metric: downtime, relative: 10% } ]", ""}}
}

// GoalSpec is the relative half-width at which a metric is known well enough.
type GoalSpec struct {
	Metric   string     `key:"metric" required:"true" of:"metrics"`
	Scope    string     `key:"scope"`
	Relative unit.Ratio `key:"relative" required:"true"`
	place    Problem    // of the metric in the file
}

// Unmeasured is the error that the scenario does not measure what the precision is of.
func (p *GoalSpec) Unmeasured() Problem { return p.place.unmeasured(p.Metric, p.Scope) }

func (GoalSpec) notes() notes {
	return notes{
		"metric": {"The metric that must be known; nines list metrics shows what is measured.", "downtime", ""},
		"scope":  {"What it is about, as in slo.", "service:api", ""},
		"relative": {"Half the interval over the estimate; for an availability over the unavailability.", "5%",
			"above 0%"},
	}
}

// ReplicationsSpec bounds the number of replications.
type ReplicationsSpec struct {
	Min unit.Count `key:"min"`
	Max unit.Count `key:"max" omit:"zero"` // 0: as many as the budget allows
}

func (ReplicationsSpec) notes() notes {
	return notes{
		"min": {"So many at least, before the precision is looked at.", "40", "2 or more"},
		"max": {"So many at most, whatever the precision; min or more, and as many as the budget allows if not given.",
			"2000", "up to " + unit.Count(maxReplications).String()},
	}
}

func (r *ReplicationsSpec) setDefaults() { r.Min = 40 }

// Most is the largest number of replications, whatever the budget.
func (r *ReplicationsSpec) Most() int {
	if r.Max == 0 {
		return maxReplications
	}
	return int(r.Max)
}
