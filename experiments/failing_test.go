package experiments

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nines/experiments/scenario"
)

// refusingText loses one of two zones for 2 h of 100 h; balancers panic below 60 % of trusted nodes.
const refusingText = `
version: 1
name: refusing
time: { horizon: 100h }
topology: [ { level: zone, count: 2 }, { level: node, count: 2, class: web } ]
classes: { web: { throughput: 10/s } }
faults: { drill: { at: 10h, on: zone 1, for: 2h, effect: down } }
detection: { all: { policy: instant } }
localization: { policy: exact }
balancing: { policy: round-robin, panic: 60%%, fail_closed: %t }
services: { api: { runs_on: web, up_when: { capacity: %s } } }
traffic: { service: api, fidelity: flow, arrivals: { process: poisson, rate: 1/s } }
`

// A service that counts as up while its balancer refuses all requests is not put forward without a word: 2 h in 100 h
// are 7.3 d a year. One that is down then needs none, nor does one that loses half.
func TestUpAndFailing(t *testing.T) {
	for _, c := range []struct {
		closed bool
		needs  string
		says   bool
	}{{true, "50%", true}, {true, "75%", false}, {false, "50%", false}} {
		d, err := scenario.Parse("s.yaml", fmt.Appendf(nil, refusingText, c.closed, c.needs))
		if err != nil {
			t.Fatal(err)
		}
		s, err := d.Compile(scenario.DefaultCatalogs())
		if err != nil {
			t.Fatal(err)
		}
		warnings := mustRun(t, s, 2).Warnings
		says := slices.ContainsFunc(warnings, func(w string) bool {
			return strings.Contains(w, "counts as up for 7.3 d a year") && strings.Contains(w, "fail_closed")
		})
		if says != c.says {
			t.Errorf("closed %t, capacity %s: %q", c.closed, c.needs, warnings)
		}
	}
}
