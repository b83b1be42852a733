package world

import (
	"cmp"
	"fmt"
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// needs are the resources of an action, by number; −1 for none.
type needs struct{ crew, spare, pool int16 }

// crewPlan says where a crew's teams are among all.
type crewPlan struct {
	first, teams int32
	depth        int                // of the domains that have a team each; 0: one for all
	domain       models.ComponentID // the first of those domains
}

// memo is what a patient recoverer remembers of a process: how far it had come when it last succeeded.
type memo struct {
	attempt int32 // treatments that had failed
	tries   int32 // and all of them
	until   sim.Time
}

// planRecovery numbers what the recoverer may do and what that needs.
func (b *Plan) planRecovery() error {
	b.plan.actions = b.Recoverer.Actions()
	b.plan.mitigator, _ = b.Recoverer.(models.Mitigator)
	if p, ok := b.Recoverer.(models.Patient); ok && p.Remembers() {
		b.plan.patient = p
	}
	spaced, ok := b.Recoverer.(models.Spaced)
	b.plan.spaced = ok && spaced.Spaced()
	b.plan.bridger, _ = b.Recoverer.(models.Bridger)
	b.planCrews()
	if n := len(b.plan.actions); n > models.MaxActions {
		return fmt.Errorf("recovery has %d actions; at most %d can be simulated", n, models.MaxActions)
	}
	for i := range b.plan.actions {
		if err := b.planAction(&b.plan.actions[i]); err != nil {
			return err
		}
	}
	b.planHelp()
	return nil
}

func (b *Plan) planAction(a *models.Action) error {
	n, err := b.findNeeds(a)
	if err != nil {
		return err
	}
	depth, ok := b.Topology.ScopeDepth(a.Scope)
	if !ok {
		return fmt.Errorf("action %s: there is no level %q", a.Name, a.Scope)
	}
	b.plan.elsewhere = b.plan.elsewhere || a.Elsewhere
	service := int16(none)
	if a.Service != "" {
		i := slices.IndexFunc(b.Services, func(s models.Service) bool { return s.Name == a.Service })
		if i < 0 {
			return fmt.Errorf("action %s: there is no service %q", a.Name, a.Service)
		}
		service = int16(i)
		b.giveRole(i, a.Active)
	}
	var clears []float64
	for f := range b.Faults {
		for m := range b.Faults[f].Kinds() {
			clears = append(clears, b.Chance(a, &b.Faults[f], m))
		}
	}
	b.plan.needs = append(b.plan.needs, n)
	b.plan.depths = append(b.plan.depths, depth)
	b.plan.clears = append(b.plan.clears, clears)
	b.plan.moves = append(b.plan.moves, service)
	return nil
}

// giveRole notes that a service has a role, which so many of its nodes have.
func (b *Plan) giveRole(service, active int) {
	if len(b.plan.roles) == 0 {
		b.plan.roles = make([]int, len(b.Services))
		for i := range b.plan.roles {
			b.plan.roles[i] = -1
		}
	}
	b.plan.roles[service] = active
}

// planHelp notes which actions may help against each fault where it sits, and if it sat in a single node.
func (b *Plan) planHelp() {
	for f := range b.Faults {
		fault := &b.Faults[f]
		var there, onNode models.ActionSet
		for a := range b.plan.actions {
			if b.plan.actions[a].Promises(fault) {
				if onNode.Add(a); b.Locus(fault) >= b.plan.depths[a] {
					there.Add(a)
				}
			}
		}
		b.plan.helps = append(b.plan.helps, [2]models.ActionSet{there, onNode})
	}
}

// findNeeds finds the resources that an action names.
func (b *Plan) findNeeds(t *models.Action) (needs, error) {
	crew := slices.IndexFunc(b.Crews, func(c models.Crew) bool { return c.Name == t.Crew })
	spare := slices.IndexFunc(b.Spares, func(s models.Spare) bool { return s.Name == t.Spare })
	pool := slices.IndexFunc(b.Pools, func(p models.Pool) bool { return p.Name == t.Pool })
	for _, r := range []struct {
		kind, name string
		at         int
	}{{"crew", t.Crew, crew}, {"spare", t.Spare, spare}, {"bandwidth", t.Pool, pool}} {
		if r.name != "" && r.at < 0 {
			return needs{}, fmt.Errorf("action %s: there is no %s %q", t.Name, r.kind, r.name)
		}
	}
	return needs{int16(crew), int16(spare), int16(pool)}, nil
}

// planCrews gives every crew its teams.
func (b *Plan) planCrews() {
	for i := range b.Crews {
		p := crewPlan{first: int32(len(b.plan.crewOf)), teams: 1}
		if depth := b.Crews[i].Depth; depth > 0 {
			domains := b.Topology.AtDepth(depth)
			p.teams, p.depth, p.domain = int32(len(domains)), depth, domains[0]
		}
		b.plan.crews = append(b.plan.crews, p)
		for range p.teams {
			b.plan.crewOf = append(b.plan.crewOf, int16(i))
		}
	}
}

// needsOf is what the present treatment of a case needs.
func (w *World) needsOf(x *incident) needs {
	switch {
	case x.plan >= 0:
		return w.plan.needs[x.plan]
	case x.plan == models.Repair:
		f := w.blamed(x)
		return needs{int16(f.Crew), int16(f.Spare), -1}
	}
	return needs{-1, -1, -1}
}

// recall is what is remembered of a process when it strikes; nothing unless it is back within probation.
func (w *World) recall(p int32) memo {
	if len(w.memory) == 0 || w.now() >= w.memory[p].until {
		return memo{}
	}
	return w.memory[p]
}

// remember notes a success: if it does not last, the next incident goes on where this one ended.
func (w *World) remember(x *incident) {
	if len(w.memory) > 0 {
		within := sim.Time(w.plan.patient.Probation(w.suspectOf(x)))
		w.memory[x.process] = memo{x.attempt, x.tried, w.now() + within}
	}
}

func (w *World) resetMemory() {
	w.memory = w.memory[:0]
	if w.plan.patient != nil {
		w.memory = flat.Fill(w.memory, len(w.processes), memo{})
	}
}

// actionName is how what is done is called in stories.
func (w *World) actionName(plan int16) string {
	switch plan {
	case models.Repair:
		return "repair"
	case models.Leave, models.Hold:
		return ""
	}
	return cmp.Or(w.plan.actions[plan].Name, "treatment")
}
