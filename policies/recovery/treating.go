package recovery

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Treating is what a user may say about an action, whatever it is.
type Treating struct {
	On         string                `key:"on" oneof:"node any" omit:"zero" doc:"node, or any: whatever the fault is on"`
	Takes      dist.Law              `key:"takes" doc:"time on the component, once hands and parts are there"`
	Verify     dist.Law              `key:"verify" doc:"time until it is known whether it has worked; none if not given"`
	Attempts   int                   `key:"attempts" doc:"how often it is tried, 1 to 1000"`
	Fixes      Fixes                 `key:"fixes" doc:"probability of success, by effect"`
	FixesFault map[string]unit.Ratio `key:"fixes_fault" doc:"probability by name of fault; goes before fixes"`
	Permanent  bool                  `key:"permanent" doc:"it ends permanent faults too"`
	Offline    bool                  `key:"offline" doc:"nodes that still serve are out of service meanwhile"`
	Data       unit.Bytes            `key:"data" omit:"zero" doc:"to be copied through needs.bandwidth"`
	Needs      Needs                 `key:"needs" omit:"zero" doc:"resources that it waits for"`
}

// Fixes says with which probability an action ends a fault, under the names of models.Effect.
type Fixes struct {
	Down      unit.Ratio `key:"down" omit:"zero" doc:"of a fault that takes nodes down"`
	Hang      unit.Ratio `key:"hang" omit:"zero" doc:"of one that makes them hang"`
	Slow      unit.Ratio `key:"slow" omit:"zero" doc:"of one that slows them down"`
	Lossy     unit.Ratio `key:"lossy" omit:"zero" doc:"of one that loses requests"`
	Corrupt   unit.Ratio `key:"corrupt" omit:"zero" doc:"of one that corrupts answers"`
	Partition unit.Ratio `key:"partition" omit:"zero" doc:"of one that cuts nodes off"`
}

// Needs are resources, by the names that a scenario gives them.
type Needs struct {
	Crew      string `key:"crew" doc:"of resources.crews"`
	Spare     string `key:"spare" doc:"of resources.spares, one part each time"`
	Bandwidth string `key:"bandwidth" doc:"of resources.bandwidth, for data"`
}

// mostAttempts bounds how often one action is tried before the next.
const mostAttempts = 1000

// every is an action that has the same chance against all effects.
func every(p unit.Ratio) Fixes { return Fixes{p, p, p, p, p, p} }

// local is an action that puts right with probability p whatever goes wrong on a node itself, data apart.
func local(p unit.Ratio) Fixes { return Fixes{Down: p, Hang: p, Slow: p, Lossy: p} }

func (f Fixes) list() [models.Effects]float64 {
	return [models.Effects]float64{
		models.Down: float64(f.Down), models.Hang: float64(f.Hang), models.Slow: float64(f.Slow),
		models.Lossy: float64(f.Lossy), models.Corrupt: float64(f.Corrupt), models.Partition: float64(f.Partition),
	}
}

// treatment checks what a user says. Messages name the key and, after a semicolon, the remedy.
func (c Treating) treatment(name string) (models.Treatment, error) {
	t := models.Treatment{Name: name, Takes: c.Takes, Verify: c.Verify, Fixes: c.Fixes.list(), Permanent: c.Permanent,
		Offline: c.Offline, Crew: c.Needs.Crew, Spare: c.Needs.Spare, Pool: c.Needs.Bandwidth, Data: float64(c.Data)}
	for e, p := range t.Fixes {
		if !(p >= 0 && p <= 1) {
			return t, fmt.Errorf("fixes.%s is %g; write a probability from 0%% to 100%%", models.Effect(e), p)
		}
	}
	for _, fault := range slices.Sorted(maps.Keys(c.FixesFault)) {
		p := float64(c.FixesFault[fault])
		if !(p >= 0 && p <= 1) {
			return t, fmt.Errorf("fixes_fault.%s is %g; write a probability from 0%% to 100%%", fault, p)
		}
		if t.FixesFault == nil {
			t.FixesFault = map[string]float64{}
		}
		t.FixesFault[fault] = p
	}
	if c.On == "any" {
		t.Scope = models.Anywhere
	}
	switch {
	case strings.TrimSpace(name) == "":
		return t, fmt.Errorf("action has no name; write for example action: restart")
	case c.Attempts < 1 || c.Attempts > mostAttempts:
		return t, fmt.Errorf("attempts is %d; write a number from 1 to %d", c.Attempts, mostAttempts)
	case c.Data > 0 && t.Pool == "":
		return t, fmt.Errorf("data is given, but nothing to copy it through; add needs: { bandwidth: … }")
	case c.Data == 0 && t.Pool != "":
		return t, fmt.Errorf("needs.bandwidth is given, but no data to copy; add for example data: 4TiB")
	case !useful(&t):
		return t, fmt.Errorf("%s fixes nothing; write for example fixes: { down: 90%% }", name)
	}
	return t, nil
}

// useful reports whether a treatment can work at all.
func useful(t *models.Treatment) bool {
	for e := range models.Effects {
		if mayFix(t, e) {
			return true
		}
	}
	return false
}

// mayFix reports whether a treatment has a chance against an effect, as far as one can tell without the fault's name.
func mayFix(t *models.Treatment, e models.Effect) bool {
	if t.Fixes[e] > 0 {
		return true
	}
	for _, p := range t.FixesFault {
		if p > 0 {
			return true
		}
	}
	return false
}
