package result

import "math"

// ReplicationRow is one number of one replication: the source of truth from which all else can be computed again.
type ReplicationRow struct {
	Key
	Replication int // from 0
	Metric      string
	Scope       string
	Unit        string
	Value       float64 // NaN: the replication has none (no outage, hence no mean outage)
	Censored    int     // times in it that were cut off before they had ended
}

// NeverUp is the method of an estimate that follows from the rule of a service: it asks for more than is installed.
const NeverUp = "never up"

// NoChance is the method of an estimate of what is the same in every replication, the faults being known in advance.
// It has no interval.
const NoChance = "no chance in it"

// GivenRecord ends the method of every estimate of a run that plays a record as it was: that is one observation, of
// which the interval knows nothing.
const GivenRecord = ", given the record"

// OfDraws ends the method of every estimate of a run whose years are drawn from a record: the interval knows how often
// was drawn, and nothing of how well the record tells what is to come.
const OfDraws = ", of draws from the record"

// Verdict says whether an estimate meets its objective.
type Verdict string

// The verdicts: None where no objective is stated; OnAverage where the mean meets one that does not say in how many of
// its periods it must be met, and some period misses it; Undecided where the interval straddles the bound.
const (
	None      Verdict = ""
	Met       Verdict = "met"
	OnAverage Verdict = "met_on_average"
	Violated  Verdict = "violated"
	Undecided Verdict = "undecided"
)

// Estimate is one row of the summary: a metric over all replications of a configuration, with its interval.
type Estimate struct {
	Key
	Metric, Scope, Unit string
	N                   int // values that entered: replications, or events where the method pools them
	Mean, SD            float64
	Low, High           float64 // the confidence interval; NaN where an end does not exist
	Confidence          float64 // 0.95 for 95 %
	Method              string  // how the interval was made: "student-t", "clopper-pearson", …
	P05, P50, P95       float64 // quantiles over the values
	SLOBound            float64 // NaN: no objective; the side follows from the metric's direction
	SLOVerdict          Verdict
	SLOConfidence       float64  // highest of some customary ones at which the verdict stands; 0: undecided, or none
	Warnings            []string // in summary.json only
	// Intervals of SD and P95 at the confidence asked for; NaN where the values do not bound an end, or where replications
	// have no values of equal weight.
	SDLow, SDHigh, P95Low, P95High float64
}

// SeriesRow is one metric at one instant of simulated time, with its quantiles over replications. For the metrics that
// are shares of the horizon (availability, request_success, …) the value at t is the share over [0, t]; for all others
// (nodes_up, capacity, availability_at, …) it is the value at t. Rates of requests that are played one by one
// (arrival_rate, try_rate, goodput, lost_rate) and faults_active are means from the instant before to t, and
// percentiles of the latency (latency_p50, latency_p99) are of those that were served in between, where any were.
type SeriesRow struct {
	Key
	T                       float64 // seconds since the end of the warm-up
	Metric, Scope, Unit     string
	Mean                    float64
	P05, P25, P50, P75, P95 float64
	N                       int // replications that have a value at T
}

// IncidentRow tells one incident that took a service down. Times are seconds since the end of the warm-up (Start, End)
// or durations in seconds (the phases). A phase that did not happen is NaN, and so is the End of an incident that was
// not over when its run ended; its phases are what it took so far.
type IncidentRow struct {
	Key
	Replication                                      int
	Incident                                         int // its number within the replication
	Start                                            float64
	Detect, Switchover, Locate, Wait, Repair, Verify float64
	End                                              float64
	Cause                                            string // the fault
	Scope                                            string // the first service that went down
	NodesAffected                                    int
	CapacityLost                                     float64 // share of the installed capacity, 0…1
	RequestsFailed                                   float64 // NaN where requests are not counted by incident
}

// TimelineRow is one stage of one incident, or one outage of a service, of one replication: the one with the longest
// downtime, the first where none had any. Times are seconds since the end of the warm-up.
type TimelineRow struct {
	Key
	Replication int
	Incident    int     // its number within the replication; 0 for an outage
	Component   string  // the path of what the incident struck, or the scope of the service
	Cause       string  // the fault; empty for an outage
	Stage       string  // a name of models.StageNames, "heal"; "outage"
	Start, End  float64 // End is NaN where it was not over when the run ended
	Among       int     // incidents, or outages, that the replication had; the table tells the longest of them
}

// ComponentRow sums up one component over all replications of a configuration.
type ComponentRow struct {
	Key
	Component       string // its path: zone-a/rack-3/node-17
	Failures        float64
	DowningFailures float64 // those that took a service down
	Downtime        float64 // seconds
	Waiting         float64 // seconds spent waiting for crews
	Importance      float64 // share of the services' downtime that passed in outages it began, 0…1
	// OutageShare is the share of all services' outages that its onsets began (Barlow–Proschan), and RiskReduction of
	// their downtime that would not have been had nothing struck it, all else being as it was. The limits of their
	// intervals, and RiskReduction, are NaN of components that are not told apart, such as equal nodes in great number.
	OutageShare, OutageLow, OutageHigh float64
	RiskReduction, RiskLow, RiskHigh   float64
}

// HistogramRow is one cell of the distribution of a metric, with values from Lower to Upper. The metric is that whose
// mean the summary gives, so mttr of a service is the distribution of outage durations, mttr of a fault that of times
// to restore, latency of a service that of its requests that were served, nodes_up of the fleet the share of time with
// that many nodes up, downtime of a service one value per replication. A cell with Lower = Upper holds that value
// exactly. Empty cells are left out.
type HistogramRow struct {
	Key
	Metric, Scope, Unit string
	Lower, Upper        float64
	Weight              float64 // how many events, or how many seconds; column count_or_weight
}

// EffectRow is what one dimension of a sweep does to a metric, by one measure.
type EffectRow struct {
	Path, Label string
	Setting     string // of a tornado: the value that makes the difference from the base
	Metric      string
	Scope       string
	// Unit is that of the metric, "decades" of what is lost, or "share" of the variance.
	Unit string
	// Measure is "difference", of a tornado; "mean size", "mean" and "spread" of what a step over the whole range does,
	// of Morris; "first" and "total" of Sobol'. Of design inputs "known" is the metric with the interval that holds what
	// inputs and simulation leave open, "noise" the share of the variance that is simulation, and "explained" that of a
	// dimension; of an objective, whose metric is slo_met, "met" is the share of the points that meet it, and "kept" the
	// share of its periods that do. But for explained, these are of no dimension.
	Measure             string
	Estimate, Low, High float64 // NaN where there is no interval
	N                   int     // of pairs of replications, walks, blocks or points
}

// ChoiceRow says what became of a variant where the best was to be found.
type ChoiceRow struct {
	Variant      string
	Standing     string // "best", "given up", as it was told to be worse than another, or "open"
	Replications int    // that were played of it
	GivenUp      int    // after so many; 0: it was not
}

// CompareRow is the paired difference variant − baseline of one metric on common random numbers.
type CompareRow struct {
	Variant, Baseline   string
	Metric, Scope, Unit string
	Pairs               int
	Diff, Low, High     float64
	Relative            float64 // Diff over the baseline's mean
	P, PAdjusted        float64
	// VarianceReduction is the variance without pairing over that with it; 1: pairing bought nothing; NaN: there is none.
	VarianceReduction float64
	ProbBest          float64 // probability of being the true best
}

// Identical reports that both are the same in every pair, to the last bit.
func (r *CompareRow) Identical() bool { return r.Diff == 0 && r.Low == 0 && r.High == 0 }

// Undecided reports that nothing was seen of a difference, not in one pair, and that there may be one all the same.
func (r *CompareRow) Undecided() bool {
	return r.Diff == 0 && !(r.P < 1) && math.IsNaN(r.VarianceReduction) && r.Low < r.High
}

// Way is the sign of a difference or, where only a bound of that is known, of all that it may be; else 0.
func (r *CompareRow) Way() int {
	switch unknown := math.IsNaN(r.Diff); {
	case r.Diff > 0 || unknown && r.Low > 0:
		return 1
	case r.Diff < 0 || unknown && r.High < 0:
		return -1
	}
	return 0
}
