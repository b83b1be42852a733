package scenario

import (
	"slices"
	"strings"
	"testing"

	"nines/models"
	"nines/sim/dist"
)

// logged compiles a log in two regions of two zones of two nodes each.
func logged(t *testing.T, log string) *Scenario {
	t.Helper()
	d, err := Parse("test.yaml", []byte(`version: 1
topology: [ { level: region, count: 2 }, { level: zone, count: 2 }, { level: node, count: 2 } ]
faults: { crash: { on: node, rate: 1/y, repair: 1h }, cut: { on: zone, rate: 1/y, heals: 1h } }
logs: { l: `+log+` }
services: { l: { log: l }, front: { needs: [l] } }
`))
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestMembers would catch members that are not spread as they should be.
func TestMembers(t *testing.T) {
	for log, want := range map[string][]int32{
		"{ on: node, round_trip: 1ms }":                            {0, 4, 2, 6, 1, 5, 3, 7},
		"{ on: node, replicas: 3, round_trip: 1ms }":               {0, 4, 2},
		"{ on: node, replicas: 5, round_trip: 1ms }":               {0, 4, 2, 6, 1},
		"{ on: node, replicas: 3, spread: zone, round_trip: 1ms }": {0, 4, 2},
		"{ on: node, replicas: 1, round_trip: 1ms }":               {0},
	} {
		s := logged(t, log)
		if got := s.Blueprint.Logs[0].Members; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", log, got, want)
		}
		if x := s.Blueprint.Services[0]; x.Log != 1 || x.Rule.Nodes != 1 || len(x.Classes) != 1 {
			t.Errorf("%s: the service is %+v", log, x)
		}
	}
}

// TestTrips would catch a round trip of another pair: that of a link, of the innermost level that says one, or of all.
func TestTrips(t *testing.T) {
	const all = "{ on: node, round_trip: { zone: 1ms, fleet: 30ms, region: { dist: uniform, min: 1ms, max: 3ms } }, " +
		"links: " +
		"[ { between: [region-1/zone-2, region 2], round_trip: 7ms }, { between: [region-1/zone-1/node-1, " +
		"region-1/zone-1], " +
		"round_trip: 9ms } ] }"
	l := &logged(t, all).Blueprint.Logs[0]
	at := func(leaf int32) int32 { return int32(slices.Index(l.Members, leaf)) }
	for _, x := range []struct {
		a, b int32
		ms   float64
	}{{0, 1, 9}, {2, 3, 1}, {1, 2, 2}, {0, 4, 30}, {2, 4, 7}, {7, 3, 7}, {4, 6, 2}, {5, 4, 1}} {
		if got := 1000 * l.Trip(at(x.a), at(x.b)).Mean(); got < x.ms*0.999 || got > x.ms*1.001 {
			t.Errorf("from %d to %d: %v ms, want %v", x.a, x.b, got, x.ms)
		}
	}
	if law := logged(t, "{ on: node, round_trip: 5ms }").Blueprint.Logs[0].Trip(1, 0); law != dist.Law(constant(0.005)) {
		t.Errorf("a round trip for all is %v", law)
	}
}

func constant(seconds float64) dist.Law {
	law, err := dist.NewConstant(seconds)
	must(err)
	return law
}

// TestLogDefaults would catch defaults that are not those of etcd, and what is resolved differently when read again.
func TestLogDefaults(t *testing.T) {
	s := logged(t, "{ on: node, replicas: 3, round_trip: { zone: 1ms, fleet: 2ms }, disk: 2ms, commit_timeout: 1s }")
	l := &s.Blueprint.Logs[0]
	want := models.Log{Heartbeat: 0.1, Patience: 1, Timeout: l.Timeout, Disk: constant(0.002), Name: "l",
		Members: l.Members, Trips: l.Trips}
	if l.Heartbeat != want.Heartbeat || l.Patience != want.Patience || l.Disk != want.Disk ||
		l.Timeout.Quantile(0) != 1 || l.Timeout.Quantile(1) != 2 {
		t.Errorf("%+v", l)
	}
	d, err := Parse("resolved.yaml", s.Resolved)
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	if again.Hash != s.Hash {
		t.Errorf("resolved again:\n%s\nat first:\n%s", again.Resolved, s.Resolved)
	}
}

// TestLogWarnings would catch settings that are accepted without a word and do not do what they seem to.
func TestLogWarnings(t *testing.T) {
	const constant = "{ on: node, replicas: 3, election_timeout: { dist: constant, value: 1s }, round_trip: 1ms }"
	for log, want := range map[string]string{
		constant: "are all alike to half",
		"{ on: node, replicas: 4, round_trip: 1ms }":                           "bear the loss of no more members than 3",
		"{ on: node, replicas: 3, spread: region, round_trip: 1ms }":           "2 of 3 members are in region-1, whose loss",
		"{ on: node, replicas: 3, election_timeout: 120ms, round_trip: 80ms }": "50 % of the election time-outs are below",
		"{ on: node, replicas: 3, election_timeout: 50ms, round_trip: 1ms }":   "100 % of the election time-outs are below",
	} {
		if !slices.ContainsFunc(logged(t, log).Warnings, func(p Problem) bool { return strings.Contains(p.Message, want) }) {
			t.Errorf("%s: %v, want %q", log, logged(t, log).Warnings, want)
		}
	}
	for _, w := range logged(t, "{ on: node, replicas: 3, round_trip: 1ms }").Warnings {
		if strings.Contains(w.Message, "logs.l") {
			t.Errorf("warned: %s", w.Message)
		}
	}
}

// TestSitesOfHosts would catch hosts that are on one site though round trips tell them apart, and round trips of
// another pair.
func TestSitesOfHosts(t *testing.T) {
	for trips, want := range map[string][]int32{
		"fleet: 5ms":                           {0, 0, 0, 0, 0, 0, 0, 0},
		"region: 1ms, fleet: 5ms":              {0, 0, 0, 0, 1, 1, 1, 1},
		"zone: 0.1ms, region: 1ms, fleet: 5ms": {0, 0, 1, 1, 2, 2, 3, 3},
	} {
		l := &logged(t, "{ on: node, replicas: 3, round_trip: { "+trips+" }, changes: { after: 0s } }").Blueprint.Logs[0]
		if !slices.Equal(l.Changes.Site, want) {
			t.Errorf("%s: hosts are on %v, want %v", trips, l.Changes.Site, want)
		}
	}
	const links = "{ on: node, replicas: 3, changes: { every: 1d, within: region }, round_trip: 5ms, links: [ " +
		"{ between: [region-1/zone-1/node-2, region 2], round_trip: 7ms } ] }"
	l := &logged(t, links).Blueprint.Logs[0]
	if want := []int32{0, 1, 0, 0, 2, 2, 2, 2}; !slices.Equal(l.Changes.Site, want) || l.Changes.Within != 1 {
		t.Fatalf("hosts are on %v, want %v; within %d", l.Changes.Site, want, l.Changes.Within)
	}
	for _, x := range []struct {
		a, b int32
		ms   float64
	}{{1, 2, 7}, {2, 1, 7}, {0, 2, 5}, {2, 2, 5}, {0, 0, 5}, {0, 1, 5}} {
		if got := 1000 * l.Trip(x.a, x.b).Mean(); got < x.ms*0.999 || got > x.ms*1.001 {
			t.Errorf("from site %d to %d: %v ms, want %v", x.a, x.b, got, x.ms)
		}
	}
}
