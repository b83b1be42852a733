package result

import (
	"slices"
	"strings"
)

// Direction says which way a metric gets better.
type Direction int8

// The directions; Neutral where neither way is better in itself.
const (
	LowerIsBetter  Direction = -1
	Neutral        Direction = 0
	HigherIsBetter Direction = 1
)

// String is "lower", "higher" or "–".
func (d Direction) String() string { return [...]string{"lower", "–", "higher"}[d+1] }

// Metric is one row of the vocabulary: a name has one meaning in every table, objective and chart.
type Metric struct {
	Name    string
	Unit    string   // as in the unit column: "ratio", "s", "1/y", …
	Scopes  []string // kinds of scope: "service", "fleet", "class", "fault", … (any level of the topology is "domain")
	Meaning string
	Better  Direction
}

// OfSuccess reports whether a metric is a share that had better be large. How it stands is said of what it lacks, as a
// difference of an availability says nothing.
func (m *Metric) OfSuccess() bool { return m.Unit == "ratio" && m.Better == HigherIsBetter }

// Lost is what a share OfSuccess lacks; any other value is what it is.
func (m *Metric) Lost(x float64) float64 {
	if m.OfSuccess() {
		return 1 - x
	}
	return x
}

// Metrics lists the vocabulary. A name may occur twice, for different kinds of scope ("wait" of a fault and of a crew).
// The slice is the caller's.
func Metrics() []Metric { return slices.Clone(metrics) }

// CutScope splits what people write for a metric and what it is of: "downtime@service:api". The scope is "" where they
// leave it out.
func CutScope(text string) (metric, scope string) {
	metric, scope, _ = strings.Cut(text, "@")
	return metric, scope
}

// FindMetric returns the metric of that name for a scope such as "service:api", "fleet" or "zone:a". A kind of scope
// that no metric of that name lists counts as a level of the topology.
func FindMetric(name, scope string) (Metric, bool) {
	kind, _, _ := strings.Cut(scope, ":")
	domain := -1
	for i, m := range metrics {
		if m.Name != name {
			continue
		}
		if slices.Contains(m.Scopes, kind) {
			return m, true
		}
		if slices.Contains(m.Scopes, "domain") {
			domain = i
		}
	}
	if domain < 0 || slices.Contains(otherKinds, kind) {
		return Metric{}, false
	}
	return metrics[domain], true
}

// otherKinds are the kinds of scope that can never be a level of the topology.
var otherKinds = []string{"service", "class", "fault", "failure", "priority", "stage", "level", "crew", "spare",
	"bandwidth", "detector", "balancer", "data", "log", "transaction"}

var (
	ofService   = []string{"service"}
	ofRequests  = []string{"service", "priority", "domain", "balancer"}
	ofFlow      = []string{"service", "domain", "balancer"}
	ofNodesBusy = []string{"service", "domain"}
	ofFault     = []string{"fault", "fleet"}
	ofCrew      = []string{"crew"}
	ofDetector  = []string{"detector"}
	ofFleet     = []string{"fleet"}
	ofSpare     = []string{"spare"}
	ofBandwidth = []string{"bandwidth"}
	ofNodes     = []string{"class", "fleet", "domain"}
)

var metrics = slices.Concat(systemMetrics, keptMetrics)

// systemMetrics are about what runs.
var systemMetrics = []Metric{
	{"availability", "ratio", ofService, "share of the horizon in service", HigherIsBetter},
	{"unavailability", "ratio", ofService, "share of the horizon out of service", LowerIsBetter},
	{"availability_at", "ratio", []string{"service", "class"},
		"probability of being up at time t; for a class, the mean share of its nodes that are up at t", HigherIsBetter},
	{"slo_met", "ratio", ofService, "share of the periods of an objective, its windows or else the runs, that meet it",
		HigherIsBetter},
	{"downtime", "s/y", ofService, "unavailability times a year", LowerIsBetter},
	{"outages", "1/y", ofService, "starts of outages per year", LowerIsBetter},
	{"reliability", "ratio", ofService, "probability that no outage touches the horizon, P(no outage)", HigherIsBetter},
	{"mttf", "s", ofService, "mean up spell", HigherIsBetter},
	{"mttr", "s", ofService, "mean outage", LowerIsBetter},
	{"mtbf", "s", ofService, "mean up spell plus mean outage", HigherIsBetter},
	{"time_to_first_outage", "s", ofService,
		"time from the end of the warm-up to the first outage; where the horizon cuts some off, a restricted mean or a bound",
		HigherIsBetter},
	{"lock_takes", "1/y", ofService, "times per year that one of its nodes takes its lock", LowerIsBetter},
	{"lock_losses", "1/y", ofService, "times per year that the holder of its lock gives up, since it cannot renew it",
		LowerIsBetter},
	{"two_holders", "s/y", ofService,
		"time in which two of its nodes act as the holder of its lock, where one can hang, per year", LowerIsBetter},
	{"degraded", "s/y", ofService, "time up in which it loses requests for want of what it needs, per year",
		LowerIsBetter},
	{"effective_availability", "ratio", ofService,
		"availability, less the share of its requests that is lost in each second for want of what it needs", HigherIsBetter},
	{"long_run_availability", "ratio", ofService, "share of the time in service in the long run, from cycles between " +
		"moments when all is as new", HigherIsBetter},
	{"importance", "ratio", []string{"dependency"},
		"share of its requests that would be served with the other one up and lost with it down, all else being as it is " +
			"(Birnbaum); where it needs nothing softly, of the time", Neutral},

	{"node_availability", "ratio", ofNodes, "mean share of nodes up", HigherIsBetter},
	{"nodes_up", "count", ofNodes, "mean number of nodes up", HigherIsBetter},

	{"incidents", "1/y", ofFault, "occurrences that hit somebody per year; with repair_each, hit nodes per year",
		LowerIsBetter},
	{"faults_active", "count", ofFault, "mean number of faults active", LowerIsBetter},
	{"detect", "s", ofFault, "from onset to the alarm, or to the end if nobody notices, per incident", LowerIsBetter},
	{"switchover", "s", ofFault,
		"while a role is moved that the fault has interrupted, whatever else is done meanwhile, per incident", LowerIsBetter},
	{"locate", "s", ofFault, "from the alarm to the true diagnosis, with what is done to innocents, per incident",
		LowerIsBetter},
	{"wait", "s", ofFault, "wait until a treatment is due, for parts and for hands, per incident", LowerIsBetter},
	{"repair", "s", ofFault, "hands-on work and copies of data, per incident", LowerIsBetter},
	{"verify", "s", ofFault, "until it is known whether treatments have worked, per incident", LowerIsBetter},
	{"mttr", "s", ofFault,
		"mean time to restore: detect, switchover, locate, wait, repair and verify, per incident", LowerIsBetter},
	{"unnoticed", "ratio", ofFault, "share of incidents that ended before anybody noticed", LowerIsBetter},
	{"treatments", "1/y", ofFault, "treatments of the true culprit begun per year", Neutral},
	{"wrong_targets", "1/y", ofFault, "treatments of innocents begun per year, after wrong diagnoses", LowerIsBetter},
	{"relapses", "1/y", ofFault, "successes that did not last, per year", LowerIsBetter},
	{"work_losses", "1/y", ofFault, "restores and switchovers per year that lose work", LowerIsBetter},
	{"work_lost", "s", ofFault, "work lost by a restore from an old copy, or as a role moves to a standby that is " +
		"behind (achieved RPO), per loss", LowerIsBetter},
	{"false_cases", "1/y", ofFleet, "false alarms that somebody looked into, per year", LowerIsBetter},
	{"needless_treatments", "1/y", ofFleet, "treatments begun after false alarms and for alarms not grouped, per year",
		LowerIsBetter},
	{"stray_cases", "1/y", ofFleet, "alarms not grouped with their incident and worked on in vain, per year",
		LowerIsBetter},
	{"downtime_share", "ratio", []string{"fault", "stage", "dependency"},
		"share of the service's downtime; sums to 1 over all faults, over the stages in which they were, and over the " +
			"services in which they are, where it needs others", Neutral},
	{"risk_reduction", "ratio", []string{"fault", "class", "level"},
		"share of the service's downtime that would not have been with all as it was, but for what the fault, or any on " +
			"the class or level, did: criticality importance, or 1 − 1/RRW; the shares overlap and sum to no whole",
		Neutral},
	{"outage_share", "ratio", []string{"fault"},
		"share of the service's outages that an onset of the fault began (Barlow and Proschan); what the demand began is " +
			"nobody's", Neutral},
	{"downing", "ratio", []string{"fault"},
		"share of its incidents whose onset took the service down: where faults are independent, Birnbaum's importance of " +
			"what they strike, the mean over all of it", LowerIsBetter},

	{"downtime_in_vain", "ratio", ofService,
		"share of its downtime that work on innocents holds: after wrong diagnoses, false alarms and alarms not grouped",
		LowerIsBetter},

	{"utilization", "ratio", ofCrew, "share of all hours, on duty or not, that hands work or travel", Neutral},
	{"overtime", "ratio", ofCrew, "share of all hours, on duty or not, that hands work or travel while off duty",
		LowerIsBetter},
	{"wait", "s", ofCrew, "mean time of a job without the hands that it needs: in the queue, called out and on their " +
		"way, or gone home with their shift", LowerIsBetter},
	{"waited", "ratio", []string{"crew", "spare"}, "share of jobs that waited, in the queue or for hands to come",
		LowerIsBetter},

	{"parts_used", "1/y", ofSpare, "parts used per year", Neutral},
	{"wait", "s", ofSpare, "mean wait of a job for a part", LowerIsBetter},
	{"stock_out", "ratio", ofSpare, "share of the time with an empty shelf", LowerIsBetter},
	{"on_shelf", "count", ofSpare, "mean number of parts on the shelf", Neutral},

	{"restores", "1/y", ofBandwidth, "copies begun per year", Neutral},
	{"copying", "s", ofBandwidth, "mean time of a copy", LowerIsBetter},

	{"utilization", "ratio", ofBandwidth, "share of the bandwidth that was used", Neutral},

	{"false_alarms", "1/y", ofDetector, "false suspicions per year", LowerIsBetter},
	{"mistake_recurrence", "s", ofDetector, "mean time between the starts of false suspicions", HigherIsBetter},
	{"mistake_duration", "s", ofDetector, "mean length of a false suspicion", LowerIsBetter},
	{"query_accuracy", "ratio", ofDetector, "probability that a healthy node is trusted", HigherIsBetter},
	{"messages", "1/s", ofDetector, "messages that it takes to watch the healthy fleet, as configured", LowerIsBetter},
	{"detection_time", "s", ofDetector, "mean time from a fault to this detector's report", LowerIsBetter},

	{"request_success", "ratio", ofRequests, "share of requests, or of flow, served", HigherIsBetter},
	{"lost_rate", "1/s", ofService, "requests lost per second", LowerIsBetter},
	{"lost_share", "ratio", []string{"fault", "failure"},
		"share of the requests that the service loses at flow fidelity; sums to 1 over all faults with what is no fault, " +
			"and over the ways in which they are lost", Neutral},
	{"goodput", "1/s", ofFlow, "requests served per second", HigherIsBetter},
	{"latency", "s", ofRequests, "mean time from when a request is sent until it is served, of those that are",
		LowerIsBetter},
	{"latency_p50", "s", ofRequests, "time within which half of the requests that are served are", LowerIsBetter},
	{"latency_p90", "s", ofRequests, "time within which 90 % of the requests that are served are", LowerIsBetter},
	{"latency_p99", "s", ofRequests, "time within which 99 % of the requests that are served are", LowerIsBetter},
	{"latency_p999", "s", ofRequests, "time within which 99.9 % of the requests that are served are", LowerIsBetter},
	{"latency_p9999", "s", ofRequests, "time within which 99.99 % of the requests that are served are", LowerIsBetter},
	{"fast_requests", "ratio", ofService,
		"share of requests that are served within traffic.latency_threshold; those that fail are not", HigherIsBetter},
	{"arrival_rate", "1/s", ofService, "requests that come per second, where they are played one by one", Neutral},
	{"try_rate", "1/s", ofService, "tries sent per second, the first of each request and all that follow", LowerIsBetter},
	{"tries", "count", ofService, "tries for each request, where each copy and each hedge is one", LowerIsBetter},
	{"hedges", "count", ofService, "tries sent because no answer had come in time, for each request", LowerIsBetter},
	{"hedges_won", "ratio", ofService, "share of hedges that were the first to be answered", HigherIsBetter},
	{"wasted_work", "ratio", ofService,
		"share of the time for which nodes served that brought no request its answer", LowerIsBetter},
	{"in_progress", "count", ofService, "mean number of requests that are under way", LowerIsBetter},
	{"user_uptime", "ratio", ofService, "share of the time of users for which their last request was served, until the " +
		"next is over or for traffic.arrivals.idle_after (Hauer et al., NSDI 2020)", HigherIsBetter},
	{"users", "count", ofService, "mean number of users whose session goes on", Neutral},
	{"users_left", "ratio", ofService, "share of the sessions that ended because the user left at a failure",
		LowerIsBetter},
	{"utilization", "ratio", ofNodesBusy, "share of the nodes' room to serve requests that is in use", Neutral},
	{"ejected_nodes", "count", ofService, "mean number of nodes that a balancer has ejected", Neutral},
	{"full_answers", "ratio", ofService, "share of the requests served of which no optional work was left out",
		HigherIsBetter},
	{"hit_ratio", "ratio", ofService, "share of tries at a cache that found the answer there", HigherIsBetter},
	{"coalesced", "ratio", ofService, "share of tries at a cache that waited for what was being worked on there", Neutral},
	{"stale_requests", "ratio", ofService, "share of requests that were served with what had expired", LowerIsBetter},
	{"handshakes", "ratio", ofService,
		"share of requests whose turn came that had their connection made by a full handshake", LowerIsBetter},
	{"resumptions", "ratio", ofService, "share of requests whose turn came that had their connection resumed",
		Neutral},
	{"imbalance", "ratio", ofService, "tries at the node that gets the most, over the mean; chance alone makes it " +
		"higher the shorter a run is, under random by about √(2 ln n / m) for n nodes that get m tries each", LowerIsBetter},
	{"fairness", "ratio", ofService, "Jain's index of how busy nodes are while they are in service, (Σx)² / (n Σx²), " +
		"each weighed by that time: 1 where all are alike, 1/n where one of n does all the work; chance makes it lower the " +
		"shorter a run is", HigherIsBetter},
	{"failed_requests", "ratio", []string{"failure"}, "share of requests that failed in this way: wrong, by an " +
		"answer that is wrong; refused, as nobody is trusted, or a policy of clients or of the balancer sends them " +
		"nowhere; full, as there was no room at a node; shed, as a policy of a node refuses them; broken, as a node was or " +
		"went down; error, as it answered that it could not; late, as nobody waited any longer; lost, as nothing came " +
		"back; dependency, as something that the service needs failed", LowerIsBetter},
	{"windows_played", "count", ofFleet, "windows in which requests are played in a run, at fidelity windows", Neutral},
	{"window_kinds", "count", ofFleet, "kinds of times that they are drawn from", Neutral},
	{"time_played", "ratio", ofFleet, "time for which requests are played, before and after windows too, over all of it",
		LowerIsBetter},
	{"events_saved", "ratio", ofFleet,
		"events that all requests of a run would be, as windows tell, over those that are played", HigherIsBetter},
	{"capacity", "1/s", ofService, "throughput reachable", HigherIsBetter},
	{"capacity_p05", "1/s", ofService, "throughput reachable for 95 % of the time", HigherIsBetter},
	{"capacity_margin", "ratio", ofService, "capacity over demand, less 1", HigherIsBetter},
	{"capacity_margin_p05", "ratio", ofService, "capacity over demand, less 1, for 95 % of the time", HigherIsBetter},

	{"cost", "money/y", ofFleet, "cost per year, from prices", LowerIsBetter},
	{"cost_per_million", "money", ofService,
		"what all of the system costs, not the nodes of this service alone, for a million of its requests that are served",
		LowerIsBetter},
}

// ScopesOf lists where a metric is measured, of those asked for: the one that is named, else the fleet, which stands
// for what smaller scopes have as well, else all in the order of the estimates.
func ScopesOf(metric, asked string, estimates []Estimate) (scopes []string) {
	if asked != "" {
		return []string{asked}
	}
	for i := range estimates {
		if e := &estimates[i]; e.Metric == metric && !slices.Contains(scopes, e.Scope) {
			scopes = append(scopes, e.Scope)
		}
	}
	if slices.Contains(scopes, "fleet") {
		return []string{"fleet"}
	}
	return scopes
}
