package scenario

import (
	"fmt"
	"strings"
)

// placeOf is a problem at a path that says nothing yet.
func (d *decoder) placeOf(path string) Problem { return d.document.problem(d.node(path), "", "") }

// unmeasured says at the place of p that nobody measures a metric, and what would.
func (p Problem) unmeasured(metric, scope string) Problem {
	p.Message = fmt.Sprintf("the scenario does not measure %s of %s", metric, scope)
	p.Help = "`nines list metrics` tells what each metric is measured for"
	if help, known := measuredWith[metric]; known {
		p.Help = help
	}
	if kind, of, _ := strings.Cut(scope, ":"); apartBy[kind] != "" {
		name, _, _ := strings.Cut(of, "@")
		p.Help = fmt.Sprintf("write %s: true under traffic, at fidelity request, and name the service, as in %s:%s@api",
			apartBy[kind], kind, name)
	}
	return p
}

// apartBy is what has requests told apart by a kind of scope.
var apartBy = map[string]string{"zone": "by_zone", "balancer": "by_balancer"}

const trafficHelp = "add the section traffic, with the arrivals of that service"

const singlyHelp = "have each transaction played by itself: write fidelity: request below the transactions"

const turnsHelp = "have leaders replaced as members of the log, as in changes: { every: 30d }"

// measuredWith is what a scenario has to say for a metric to be measured.
var measuredWith = map[string]string{
	"cost": "say what something costs, as in classes: { web: { cost: 310/month } }", "request_success": trafficHelp,
	"cost_per_million": "say what something costs, as in classes: { web: { cost: 310/month } }, and what requests come, " +
		"under traffic",
	"lost_rate": trafficHelp, "goodput": trafficHelp, "capacity_margin": trafficHelp, "capacity_margin_p05": trafficHelp,
	"fast_requests": "at fidelity request, write for example latency_threshold: 300ms under traffic",
	"hedges":        "at fidelity request, write for example client: { hedge: { after: 50ms } } under traffic",
	"hedges_won":    "at fidelity request, write for example client: { hedge: { after: 50ms } } under traffic",
	"imbalance":     "write fidelity: request; in windows the node that gets the most is one of which too much is seen",
	"fairness":      "write fidelity: request; in windows nodes differ by what is seen of them",
	"slo_met": "write an objective, as in slo: [ { metric: request_success, at_least: 99.9%, over: 30d } ]; in windows " +
		"it is not known in how many periods requests meet one",
	"overtime": "give a crew shifts, as in shifts: [ { days: mon-fri, from: 8h, to: 18h } ]",
	"work_lost": "add an action that loses work, as in recovery: { policy: backup, interval: 6h }, or a lag to " +
		"a failover",
	"capacity":     "give every class that the service runs on a throughput",
	"capacity_p05": "give every class that the service runs on a throughput",
	"commit_time":  singlyHelp, "commit_time_p50": singlyHelp, "commit_time_p99": singlyHelp,
	"commit_time_p999": singlyHelp,
	"unfinished":       singlyHelp,
	"member_changes":   "say when members of the log are replaced, as in changes: { after: 10m }",
	"changeover_time":  turnsHelp, "changeover_share": turnsHelp,
	"found_by_users": "say how fast users read all of the store, as in read_through: 60d",
	"storage_cost":   "give the store a price, as in cost: { price: 20/month, per: 1TB }",
}

// Unmeasured is the error that a variant does not measure metric i of the study or, where that is "", no point does.
func (s *study) Unmeasured(i int, metric, scope, variant string) Problem {
	p := s.file.placeOf(join("metrics", fmt.Sprint(i))).unmeasured(metric, scope)
	p.Message = fmt.Sprintf("variant %s does not measure %s", variant, metric)
	if variant == "" {
		p.Message = "no point measures " + metric
	}
	if scope != "" {
		p.Message += " of " + scope
	}
	if s.flags != nil {
		return Problem{File: "--metric " + s.flags[i], Span: 1, Message: p.Message, Help: p.Help}
	}
	return p
}
