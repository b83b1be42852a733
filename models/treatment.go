package models

import (
	"cmp"
	"fmt"
	"slices"

	"nines/sim"
)

// needs are the resources of a treatment, by number; −1 for none.
type needs struct{ crew, spare, pool int16 }

// crewPlan says where a crew's teams are among all.
type crewPlan struct {
	first, teams int32
	depth        int         // of the domains that have a team each; 0: one for all
	domain       ComponentID // the first of those domains
}

// memo is what a patient recoverer remembers of a process: how far it had come when it last succeeded.
type memo struct {
	attempt int32
	until   sim.Time
}

// planRecovery numbers what the recoverer may do and what that needs.
func (b *Blueprint) planRecovery() error {
	b.plan.treatments = b.Recoverer.Treatments()
	b.plan.mitigator, _ = b.Recoverer.(Mitigator)
	if p, ok := b.Recoverer.(Patient); ok {
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

func (b *Blueprint) planTreatment(t *Treatment) error {
	n, err := b.findNeeds(t)
	if err != nil {
		return err
	}
	service := int16(none)
	if t.Service != "" {
		i := slices.IndexFunc(b.Services, func(s Service) bool { return s.Name == t.Service })
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

// Chance is the probability, in [0, 1], that a treatment ends an occurrence of a fault that is not permanent; of one
// that moves a role, that it is moved. It needs no preparation.
func (b *Blueprint) Chance(t *Treatment, f *Fault) float64 {
	if t.Service == "" && !b.reaches(t, f) {
		return 0
	}
	if p, named := t.FixesFault[f.Name]; named {
		return p
	}
	return t.Fixes[f.Symptom.Effect]
}

// reaches reports whether what a treatment is done to holds what a fault sits in: its target, or each node that it hits
// where those are incidents of their own.
func (b *Blueprint) reaches(t *Treatment, f *Fault) bool {
	if t.Scope == Anywhere || f.Each || len(f.Targets) == 0 {
		return true
	}
	_, leaf := b.Topology.Leaf(f.Targets[0])
	return leaf
}

// findNeeds finds the resources that a treatment names.
func (b *Blueprint) findNeeds(t *Treatment) (needs, error) {
	crew := slices.IndexFunc(b.Crews, func(c Crew) bool { return c.Name == t.Crew })
	spare := slices.IndexFunc(b.Spares, func(s Spare) bool { return s.Name == t.Spare })
	pool := slices.IndexFunc(b.Pools, func(p Pool) bool { return p.Name == t.Pool })
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
func (b *Blueprint) planCrews() {
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

// Treats reports whether the recoverer has treatments of its own, which it may try on the healthy.
func (b *Blueprint) Treats() bool { return len(b.plan.treatments) > 0 }

// Teams is how many teams a crew has: one, or one for every domain of its depth.
func (b *Blueprint) Teams(crew int) int { return int(b.plan.crews[crew].teams) }

// needsOf is what the present treatment of a case needs.
func (w *World) needsOf(x *incident) needs {
	switch {
	case x.plan >= 0:
		return w.plan.needs[x.plan]
	case x.plan == Repair:
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
		w.memory = refill(w.memory, len(w.processes), memo{})
	}
}

// treatmentName is how a treatment is called in stories.
func (w *World) treatmentName(plan int16) string {
	switch plan {
	case Repair:
		return "repair"
	case Leave, Hold:
		return ""
	}
	return cmp.Or(w.plan.treatments[plan].Name, "treatment")
}
