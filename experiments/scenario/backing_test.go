package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nines/models"
)

// leaning compiles a service that needs a store of 200 groups, or a lock, and what it is resolved to once more.
func leaning(t *testing.T, service string) *Scenario {
	t.Helper()
	text := []byte(`version: 1
topology: [ { level: node, classes: { disk: 6, etcd: 3, web: 2 } } ]
faults: { crash: { on: node, rate: 1/y, repair: 1h } }
stores: { s: { on: disk, holds: 1TB, groups: 200, replicas: 3, reads: 2, writes: 2, repair: { takes: 1h } } }
logs: { l: { on: etcd, round_trip: 1ms } }
services: { x: ` + service + ` }
`)
	var compiled [2]*Scenario
	for i := range compiled {
		d, err := Parse("test.yaml", text)
		if err != nil {
			t.Fatal(err)
		}
		if compiled[i], err = d.Compile(DefaultCatalogs()); err != nil {
			t.Fatal(err)
		}
		text = compiled[i].Resolved
	}
	if compiled[0].Hash != compiled[1].Hash {
		t.Errorf("resolved again:\n%s\nat first:\n%s", compiled[1].Resolved, compiled[0].Resolved)
	}
	return compiled[0]
}

// TestBackings would catch what a service needs of a store by default, or in short, that is not what is said.
func TestBackings(t *testing.T) {
	const all = "while any one of 200 groups"
	for _, x := range []struct {
		service string
		want    models.Backing
		kept    bool
		warns   bool
	}{
		{"{ store: s }", models.Backing{AtLeast: 1}, true, true},
		{"{ store: [ { name: s, for: writes, at_least: 99% } ] }", models.Backing{Use: models.Written, AtLeast: 0.99}, true,
			false},
		{"{ runs_on: web, up_when: { at_least: 1 }, store: { name: s, for: both, soft: true } }",
			models.Backing{Use: models.Updated, AtLeast: 1, Soft: true}, false, false},
	} {
		s := leaning(t, x.service)
		got := &s.Blueprint.Services[0]
		if len(got.Stores) != 1 || got.Stores[0] != x.want || got.Kept != x.kept {
			t.Errorf("%s: %+v", x.service, got)
		}
		if warns := slices.ContainsFunc(s.Warnings, func(p Problem) bool {
			return strings.Contains(p.Message, all)
		}); warns != x.warns {
			t.Errorf("%s: warned: %t", x.service, warns)
		}
	}
}

// TestSpare would catch a share of groups that is rounded the wrong way.
func TestSpare(t *testing.T) {
	for share, want := range map[float64]int{1: 0, 0.99: 2, 0.991: 1, 0.5: 100, 1e-9: 199} {
		if got := (&models.Backing{AtLeast: share}).Spare(200); got != want {
			t.Errorf("%v of 200 may miss %d, want %d", share, got, want)
		}
	}
}

// TestLocks would catch defaults that are not those of client-go, and a rule that is lost.
func TestLocks(t *testing.T) {
	for service, want := range map[string]string{
		"{ runs_on: web, lock: { log: l } }": "{0 15 2 10 uniform(min 2s, max 4.4s) false} kept: true",
		"{ runs_on: web, up_when: { at_least: 2 }, lock: { log: l, lease: 1m, renew: 5s, retry: 10s, fencing: true } }": "" +
			"{0 60 5 10 uniform(min 10s, max 22s) true} kept: false",
	} {
		x := &leaning(t, service).Blueprint.Services[0]
		if got := fmt.Sprintf("%v kept: %t", *x.Lock, x.Kept); got != want {
			t.Errorf("%s: %s, want %s", service, got, want)
		}
	}
}
