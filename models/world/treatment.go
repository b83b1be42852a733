package world

import (
	"cmp"
	"fmt"
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// needs are the resources of a treatment, by number; −1 for none.
type needs struct{ crew, spare, pool int16 }

// crewPlan says where a crew's teams are among all.
type crewPlan struct {
	first, teams int32
	depth        int                // of the domains that have a team each; 0: one for all
	domain       models.ComponentID // the first of those domains
}

// memo is what a patient recoverer remembers of a process: how far it had come when it last succeeded.
type memo struct {
	attempt int32
	until   sim.Time
}

// planRecovery numbers what the recoverer may do and what that needs.
func (b *Plan) planRecovery() error {
	b.plan.treatments = b.Recoverer.Treatments()
	b.plan.mitigator, _ = b.Recoverer.(models.Mitigator)
	if p, ok := b.Recoverer.(models.Patient); ok {
		b.plan.probation = p.Probation()
	}
	b.planCrews()
	for i := range b.plan.treatments {
		if err := b.planTreatment(&b.plan.treatments[i]); err != nil {
			return err
		}
	}
	return nil
}

func (b *Plan) planTreatment(t *models.Treatment) error {
	n, err := b.findNeeds(t)
	if err != nil {
		return err
	}
	service := int16(none)
	if t.Service != "" {
		i := slices.IndexFunc(b.Services, func(s models.Service) bool { return s.Name == t.Service })
		if i < 0 {
			return fmt.Errorf("treatment %s: there is no service %q", t.Name, t.Service)
		}
		service = int16(i)
		if len(b.plan.roles) == 0 {
			b.plan.roles = make([]int, len(b.Services))
			for i := range b.plan.roles {
				b.plan.roles[i] = -1
			}
		}
		b.plan.roles[i] = t.Active
	}
	fixes := make([]float64, len(b.Faults))
	for f := range b.Faults {
		fixes[f] = b.Chance(t, &b.Faults[f])
	}
	b.plan.needs = append(b.plan.needs, n)
	b.plan.fixes = append(b.plan.fixes, fixes)
	b.plan.moves = append(b.plan.moves, service)
	return nil
}

// findNeeds finds the resources that a treatment names.
func (b *Plan) findNeeds(t *models.Treatment) (needs, error) {
	crew := slices.IndexFunc(b.Crews, func(c models.Crew) bool { return c.Name == t.Crew })
	spare := slices.IndexFunc(b.Spares, func(s models.Spare) bool { return s.Name == t.Spare })
	pool := slices.IndexFunc(b.Pools, func(p models.Pool) bool { return p.Name == t.Pool })
	for _, r := range []struct {
		kind, name string
		at         int
	}{{"crew", t.Crew, crew}, {"spare", t.Spare, spare}, {"bandwidth", t.Pool, pool}} {
		if r.name != "" && r.at < 0 {
			return needs{}, fmt.Errorf("treatment %s: there is no %s %q", t.Name, r.kind, r.name)
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
		f := w.faultOf(x)
		return needs{int16(f.Crew), int16(f.Spare), -1}
	}
	return needs{-1, -1, -1}
}

// remembered is how many treatments count as having failed already when a process strikes.
func (w *World) remembered(p int32) int32 {
	if len(w.memory) == 0 || w.now() >= w.memory[p].until {
		return 0
	}
	return w.memory[p].attempt
}

// remember notes a success: if it does not last, the treatment has failed after all.
func (w *World) remember(x *incident) {
	if len(w.memory) > 0 {
		w.memory[x.process] = memo{x.attempt + 1, w.now() + sim.Time(w.plan.probation)}
	}
}

func (w *World) resetMemory() {
	w.memory = w.memory[:0]
	if w.plan.probation > 0 {
		w.memory = flat.Fill(w.memory, len(w.processes), memo{})
	}
}

// treatmentName is how a treatment is called in stories.
func (w *World) treatmentName(plan int16) string {
	switch plan {
	case models.Repair:
		return "repair"
	case models.Leave, models.Hold:
		return ""
	}
	return cmp.Or(w.plan.treatments[plan].Name, "treatment")
}
