package scenario

import (
	"strings"
	"testing"
)

// TestWindowsOfWrongTraffic would catch windows that are asked of traffic that is refused already, and end the program.
func TestWindowsOfWrongTraffic(t *testing.T) {
	d, err := Parse("x.yaml", []byte(`
version: 1
topology: [ { level: node, count: 1 } ]
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
traffic:
  { service: api, fidelity: windows, arrivals: { rate: 1/s }, service_time: { dist: constant, value: 0s } }
`))
	if err == nil {
		_, err = d.Compile(DefaultCatalogs())
	}
	if err == nil || !strings.Contains(err.Error(), "must take some time") {
		t.Errorf("%v", err)
	}
}
