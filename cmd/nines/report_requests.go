package main

import (
	"strings"

	"nines/sim/unit"
)

// failed says for each service how the requests failed that did, as shares of all.
func (r *report) failed() (lines []labeled) {
	services := scopesOf(r.summary.Estimates, "service")
	for _, service := range services {
		var parts []string
		for _, e := range r.largest("failed_requests", "failure:", service, true) {
			how, _, _ := strings.Cut(strings.TrimPrefix(e.Scope, "failure:"), "@")
			parts = append(parts, how+" "+unit.Ratio(e.Mean).Percent())
		}
		label := "Requests that failed"
		if len(services) > 1 {
			label = "Failed at " + service
		}
		if len(parts) > 0 {
			lines = append(lines, labeled{label, strings.Join(parts, "  ")})
		}
	}
	return lines
}

// pooled reports a metric that has one value for all runs together and no mean: what a share of the requests, or of
// the time, stays within.
func pooled(metric string) bool {
	return strings.HasPrefix(metric, "latency_p") || strings.HasSuffix(metric, "_p05")
}
