package main

import (
	"fmt"
	"math"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// failed says for each service how the requests failed that did, as shares of all.
func (r *report) failed() (lines []labeled) {
	for _, service := range r.services() {
		var parts []string
		for _, e := range r.largest("failed_requests", "failure:", service, true) {
			parts = append(parts, nameIn(e.Scope)+" "+unit.Ratio(e.Mean).Percent())
		}
		if len(parts) > 0 {
			label := r.labelOf(service, "Requests that failed", "Failed at ")
			lines = append(lines, labeled{label, strings.Join(parts, "  ")})
		}
	}
	return lines
}

// losses says for each service to what its lost requests are lost, and how.
func (r *report) losses() (lines []labeled) {
	several := r.several()
	for _, service := range r.services() {
		if text := r.shares("lost_share", "fault:", service, several); text != "" {
			lines = append(lines, labeled{r.labelOf(service, "Lost requests by cause", "Lost requests of "), text},
				labeled{"  in which way", r.shares("lost_share", "failure:", service, several)})
		}
	}
	return lines
}

// destroyed says of each store what the losses of its data are due to.
func (r *report) destroyed() (lines []labeled) {
	for _, store := range scopesOf(r.summary.Estimates, "data") {
		if text := r.shares("data_loss_share", "fault:", store, true); text != "" {
			lines = append(lines, labeled{"Lost of " + store + " with", text})
		}
	}
	return lines
}

// unled says of each log what the time is made of in which entries are not committed in time, and which faults have
// begun that without a leader.
func (r *report) unled() (lines []labeled) {
	for _, log := range scopesOf(r.summary.Estimates, "log") {
		text := strings.TrimPrefix(r.parted(log), ": ")
		if text == "" {
			continue
		}
		lines = append(lines, labeled{"Unwritable of " + log, strings.ReplaceAll(text, ", ", "  ")})
		causes := r.shares("leaderless_share", "fault:", log, true)
		if e := r.find("changeover_share", "log:"+log); e != nil && e.Mean > 0 {
			causes = strings.TrimSpace(causes + "  changes of members " + wholePercent(e.Mean))
		}
		if causes != "" {
			lines = append(lines, labeled{"  without a leader by", causes})
		}
	}
	return lines
}

// apart says how parts of the requests fare, those of a priority, a zone or a balancer: what share is served, and how
// fast, and how busy the nodes of a zone are.
func (r *report) apart() (lines []labeled) {
	for _, e := range r.summary.Estimates {
		kind, of, _ := strings.Cut(e.Scope, ":")
		if e.Metric != "request_success" || kind == "service" {
			continue
		}
		name, service, _ := strings.Cut(of, "@")
		text := "served " + unit.Ratio(e.Mean).Percent()
		for _, metric := range []string{"latency", "latency_p99", "utilization"} {
			if x := findIn(r.summary.Estimates, metric, e.Scope); x != nil && !math.IsNaN(x.Mean) {
				point, _ := pointAndInterval(x)
				text += "  " + result.Words(metric) + " " + point
			}
		}
		label := strings.ToUpper(kind[:1]) + kind[1:] + " " + name
		if r.several() {
			label += " at " + service
		}
		lines = append(lines, labeled{label, text})
	}
	return lines
}

// pooled reports a metric that has one value for all runs together and no mean: what a share of the requests, or of
// the time, stays within.
func pooled(metric string) bool {
	return strings.HasPrefix(metric, "latency_p") || strings.HasSuffix(metric, "_p05")
}

// windows says in how much of the time requests were played, where not in all of it.
func (r *report) windows() (lines []labeled) {
	all := r.summary.Estimates
	played, kinds := findIn(all, "windows_played", "fleet"), findIn(all, "window_kinds", "fleet")
	time, saved := findIn(all, "time_played", "fleet"), findIn(all, "events_saved", "fleet")
	if played == nil || kinds == nil || time == nil || saved == nil {
		return nil
	}
	return []labeled{{"Requests played", fmt.Sprintf("%.0f windows of %.0f kinds a run  %s of the time  1 event in %s",
		played.Mean, kinds.Mean, unit.Ratio(time.Mean).Percent(), countOf(saved.Mean))}}
}
