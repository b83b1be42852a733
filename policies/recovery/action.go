package recovery

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Action is something that a runbook may do: what the world plays, and how it is tried.
type Action struct {
	models.Action
	Attempts    int          // how often it is tried before the next action, ≥ 1
	Wait        sim.Duration // before the first attempt
	BackOff     sim.Duration // before the second attempt; it doubles from then on
	MostBackOff sim.Duration // bound of that pause
	ForChanges  bool         // it is for causes that are changes alone
	hands       bool         // hands-on repair, for the time that the fault's own law draws
	from        *Doing       // what it was made from: two that are from the same are the same
}

// AtAlarm reports whether the action helps at the alarm and nowhere else.
func (a *Action) AtAlarm() bool { return a.Mitigates() && !a.Elsewhere }

// Doing is what a user may say about an action, whatever it is.
type Doing struct {
	On         string                `key:"on" omit:"zero" doc:"node, a level, fleet, or any: where the cause sits"`
	Takes      dist.Law              `key:"takes" doc:"time on the component, once hands and parts are there"`
	Verify     dist.Law              `key:"verify" doc:"time until it is known whether it has worked; none if not given"`
	Attempts   int                   `key:"attempts" doc:"how often it is tried, 1 to 1000"`
	Clears     map[string]unit.Ratio `key:"clears" doc:"probability of success by cause or mode"`
	Fixes      Fixes                 `key:"fixes" omit:"zero" doc:"without clears: probability of success, by effect"`
	FixesFault map[string]unit.Ratio `key:"fixes_fault" doc:"likewise, by cause; goes before fixes"`
	Permanent  bool                  `key:"permanent" omit:"zero" doc:"fixes holds for permanent faults too"`
	Offline    bool                  `key:"offline" doc:"nodes that still serve are out of service meanwhile"`
	Data       unit.Bytes            `key:"data" omit:"zero" doc:"to be copied through needs.bandwidth"`
	Needs      Needs                 `key:"needs" omit:"zero" doc:"resources that it waits for"`
	Lasting
}

// Lasting is what a user may say about the time after a success.
type Lasting struct {
	Relapse      unit.Ratio `key:"relapse" doc:"share of successes that do not last"`
	RelapseAfter dist.Law   `key:"relapse_after" doc:"time until such a fault is back"`
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

// Outlasting is the mode of a fault that is written permanent: 30%; restarts do not clear it.
const Outlasting = "permanent"

// mostAttempts bounds how often one action is tried before the next.
const mostAttempts = 1000

// every is an action that has the same chance against all effects.
func every(p unit.Ratio) Fixes { return Fixes{p, p, p, p, p, p} }

// local is an action that puts right with probability p whatever goes wrong on a node itself, data apart.
func local(p unit.Ratio) Fixes { return Fixes{Down: p, Hang: p, Slow: p, Lossy: p} }

func (f Fixes) list() [models.Effects]unit.Ratio {
	return [models.Effects]unit.Ratio{models.Down: f.Down, models.Hang: f.Hang, models.Slow: f.Slow,
		models.Lossy: f.Lossy, models.Corrupt: f.Corrupt, models.Partition: f.Partition}
}

// action checks what a user says. Messages name the key and, after a semicolon, the remedy.
func (c *Doing) action(name string) (Action, error) {
	a := Action{from: c, Attempts: c.Attempts, Action: models.Action{Name: name, Scope: scope(c.On), Takes: c.Takes,
		Verify: c.Verify, Offline: c.Offline, Crew: c.Needs.Crew, Spare: c.Needs.Spare, Pool: c.Needs.Bandwidth,
		Data: float64(c.Data)}}
	var err error
	if a.Clears, err = c.clears(); err != nil {
		return a, err
	}
	switch {
	case strings.TrimSpace(name) == "":
		return a, fmt.Errorf("action has no name; write for example action: restart")
	case c.Attempts < 1 || c.Attempts > mostAttempts:
		return a, fmt.Errorf("attempts is %d; write a number from 1 to %d", c.Attempts, mostAttempts)
	case c.Data > 0 && a.Pool == "":
		return a, fmt.Errorf("data is given, but nothing to copy it through; add needs: { bandwidth: … }")
	case c.Data == 0 && a.Pool != "":
		return a, fmt.Errorf("needs.bandwidth is given, but no data to copy; add for example data: 4TiB")
	case !slices.ContainsFunc(slices.Collect(maps.Values(a.Clears)), func(p float64) bool { return p > 0 }):
		return a, fmt.Errorf("%s clears nothing; write for example clears: { disk: 90%% } or fixes: { down: 90%% }", name)
	}
	return a, c.Lasting.after(&a)
}

// after adds what comes after a success.
func (c *Lasting) after(a *Action) error {
	switch {
	case !(c.Relapse >= 0 && c.Relapse <= 1):
		return fmt.Errorf("relapse is %g; write a share from 0%% to 100%%", float64(c.Relapse))
	case c.Relapse > 0 && c.RelapseAfter == nil:
		return fmt.Errorf("relapse is %s, but it is not said when; add relapse_after: 1h", c.Relapse)
	}
	if a.Relapse = float64(c.Relapse); c.Relapse > 0 {
		a.Relapses = c.RelapseAfter
	}
	return nil
}

func scope(on string) models.Scope {
	if on == "node" {
		return models.OnNode
	}
	return models.Scope(on)
}

// clears is what an action clears, by mode, cause and effect.
func (c *Doing) clears() (map[string]float64, error) {
	all := map[string]float64{}
	enter := func(key, name string, p unit.Ratio) error {
		if !(p >= 0 && p <= 1) {
			return fmt.Errorf("%s.%s is %g; write a probability from 0%% to 100%%", key, name, float64(p))
		}
		all[name] = float64(p)
		return nil
	}
	if c.Clears != nil {
		return all, errorOf(slices.Sorted(maps.Keys(c.Clears)), func(name string) error {
			return enter("clears", name, c.Clears[name])
		})
	}
	for e, p := range c.Fixes.list() {
		if err := enter("fixes", models.Effect(e).String(), p); err != nil {
			return nil, err
		}
	}
	if !c.Permanent {
		all[Outlasting] = 0
	}
	return all, errorOf(slices.Sorted(maps.Keys(c.FixesFault)), func(name string) error {
		return enter("fixes_fault", name, c.FixesFault[name])
	})
}

// errorOf is the first error among some names.
func errorOf(names []string, check func(name string) error) error {
	var first error
	for _, name := range names {
		first = cmp.Or(first, check(name))
	}
	return first
}

// pause is the time before an attempt at an action that has failed so often in this case, and has been tried so often
// within probation.
func (a *Action) pause(failed, tries int) sim.Duration {
	wait := sim.Duration(0)
	if failed == 0 {
		wait = a.Wait
	}
	n := max(failed, tries)
	if n == 0 {
		return wait
	}
	pause := a.BackOff
	for ; n > 1 && pause < a.MostBackOff; n-- {
		pause *= 2
	}
	return wait + min(pause, a.MostBackOff)
}
