package main

import (
	"slices"
	"strings"
	"testing"

	"nines/experiments/scenario"
)

// What nines describe gives as an example of a policy, a law or a preset can be copied into a scenario.
func TestSamplesCompile(t *testing.T) {
	for _, thing := range slices.Concat(things("policies"), things("laws"), things("presets")) {
		repair, more := "repair: 1h", thing.sample
		if strings.HasPrefix(more, "repair: ") {
			repair, more = more, ""
		}
		if strings.HasPrefix(more, "faults: ") || thing.name == "empirical" { // which needs a file of data
			continue
		}
		if thing.name == "rollback" { // which needs a change to take back
			repair += ", change: true"
		}
		if strings.HasPrefix(more, "alarm: ") { // which needs somebody to agree
			more += "\ndetection: { NAME: { policy: heartbeat }, OTHER: { policy: instant } }"
		}
		if thing.name == "burn-rate" { // which needs requests that may fail
			more += "\ntraffic: { service: api, arrivals: { process: poisson, rate: 1/s } }"
		}
		text := "version: 1\ntopology: [ { level: node, count: 2 } ]\nfaults: { x: { on: node, rate: 1/y, " +
			repair + " } }\nservices: { api: { runs_on: node, up_when: { at_least: 1 } } }\n" +
			"resources: { bandwidth: { repair: { rate: 100MB/s } } }\n" + more + "\n"
		document, err := scenario.Parse("sample.yaml", []byte(text))
		if err == nil {
			_, err = document.Compile(scenario.DefaultCatalogs())
		}
		if err != nil {
			t.Errorf("%s: %v", thing.name, err)
		}
	}
}
