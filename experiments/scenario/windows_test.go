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

// TestPlaceOfWindows would catch doubts about windows that name a key which a list of traffic has not.
func TestPlaceOfWindows(t *testing.T) {
	const text = `{version: 1, topology: [{level: node, count: 2}],
services: {api: {runs_on: node, up_when: {at_least: 1}}},
traffic: {service: api, fidelity: windows, arrivals: {rate: 1/s}, service_time: 1ms}}`
	for one, want := range map[string]string{"": "traffic.windows",
		"[{service: api, fidelity: windows, arrivals: {rate: 1/s}, service_time: 1ms}]": "traffic.0.windows"} {
		d, err := Parse("x.yaml", []byte(text))
		must(err)
		if one != "" {
			must(d.Set("traffic", one))
		}
		s, err := d.Compile(DefaultCatalogs())
		must(err)
		if got := s.Blueprint.Glimpses.Place; got != want {
			t.Errorf("windows are described in %s, want %s", got, want)
		}
	}
}
