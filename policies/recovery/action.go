package recovery

import (
	"errors"
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

// IsRepair reports whether the action is hands-on repair.
func (a *Action) IsRepair() bool { return a.hands }

// Doing is what a user may say about an action, whatever it is. What clears says is all there is; fixes, which it
// replaces, knows effects and, with fixes_fault, causes, and leaves out the mode permanent unless Permanent says that
// it holds for that as well.
type Doing struct {
	On         string                `key:"on" omit:"zero" doc:"what it is done to: node, a level, fleet or any"`
	Takes      dist.Law              `key:"takes" doc:"time on the component, once hands and parts are there"`
	Verify     dist.Law              `key:"verify" doc:"time until it is known whether it works; none if not given"`
	Attempts   int                   `key:"attempts" doc:"how often it is tried, 1 to 1000"`
	Clears     map[string]unit.Ratio `key:"clears" doc:"probability of success, by mode, cause or effect"`
	Fixes      Fixes                 `key:"fixes" omit:"zero" unless:"clears" doc:"likewise, by effect; without clears"`
	FixesFault map[string]unit.Ratio `key:"fixes_fault" unless:"clears" doc:"likewise, by cause; goes before fixes"`
	Permanent  bool                  `key:"permanent" omit:"zero" unless:"clears" doc:"fixes holds for the mode permanent"`
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

// action checks what a user says. Messages, all of them at once, begin with the key and name, after a semicolon, the
// remedy.
func (c *Doing) action(name string) (Action, error) {
	a := Action{from: c, Attempts: c.Attempts, Action: models.Action{Name: name, Scope: ScopeOf(c.On), Takes: c.Takes,
		Verify: c.Verify, Offline: c.Offline, Crew: c.Needs.Crew, Spare: c.Needs.Spare, Pool: c.Needs.Bandwidth,
		Data: float64(c.Data)}}
	var wrong []error
	add := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Errorf(format, args...))
		}
	}
	clears, err := c.clears()
	a.Clears = clears
	add(strings.TrimSpace(name) == "", "action has no name; write for example action: restart")
	add(c.Attempts < 1 || c.Attempts > mostAttempts, "attempts is %d; write a number from 1 to %d", c.Attempts,
		mostAttempts)
	add(c.Data > 0 && a.Pool == "", "data is given, but nothing to copy it through; add needs: { bandwidth: … }")
	add(c.Data == 0 && a.Pool != "", "needs.bandwidth is given, but no data to copy; add for example data: 4TiB")
	add(err == nil && !slices.ContainsFunc(slices.Collect(maps.Values(clears)), func(p float64) bool { return p > 0 }),
		"clears nothing; write for example clears: { disk: 90%% }")
	return a, errors.Join(append(wrong, err, c.Lasting.after(&a))...)
}

// elsewhere makes an action one that serves elsewhere after a wait. What bears on the place, or on what is mended
// there, says nothing of it.
func (c *Doing) elsewhere(name string, wait sim.Duration) (Action, error) {
	a, err := c.action(name)
	a.Elsewhere, a.Tries, a.Wait = true, c.Attempts, wait
	wrong := []error{err}
	for _, x := range []struct {
		given bool
		says  string
	}{
		{c.On != "", "on says to what something is done"},
		{c.Offline, "offline says what becomes of nodes that are worked on"},
		{c.Data != 0, "data is what is copied to the place"},
		{c.Needs != Needs{}, "needs are what the work on a place waits for"},
		{c.Relapse != 0, "relapse says how well something is mended"},
		{c.RelapseAfter != nil, "relapse_after says how long something stays mended"},
	} {
		if x.given {
			wrong = append(wrong, fmt.Errorf("%s, and %s serves elsewhere and mends nothing; leave it out", x.says, name))
		}
	}
	return a, errors.Join(wrong...)
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

// ScopeOf is the level that a user calls so.
func ScopeOf(on string) models.Scope {
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
	var wrong []error
	each := func(key string, p map[string]unit.Ratio) {
		for _, name := range slices.Sorted(maps.Keys(p)) {
			wrong = append(wrong, enter(key, name, p[name]))
		}
	}
	if c.Clears != nil {
		each("clears", c.Clears)
		return all, errors.Join(wrong...)
	}
	for e, p := range c.Fixes.list() {
		wrong = append(wrong, enter("fixes", models.Effect(e).String(), p))
	}
	if !c.Permanent {
		all[Outlasting] = 0
	}
	each("fixes_fault", c.FixesFault)
	return all, errors.Join(wrong...)
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
