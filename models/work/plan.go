package work

import (
	"fmt"
	"slices"

	"nines/models"
	"nines/models/sight"
	"nines/sim"
	"nines/sim/rng"
)

// Plan is what the room derives from a blueprint: immutable, and shared by all work on it.
type Plan struct {
	*sight.Plan
	actions   []action
	causes    []cause // by fault
	right     []bool  // by localizer: it is Infallible
	always    models.Decision
	unvarying bool             // always is what the recoverer decides
	mitigator models.Mitigator // nil: nothing is done before the diagnosis
	bridger   models.Bridger   // nil: a diagnosis brings no mitigation
	patient   models.Patient   // nil: nothing is remembered
	spaced    bool             // the recoverer is Spaced
	standbys  []int            // by service: nodes that have its role, 0: all, −1: it has none; nil: none has
	crews     []crewPlan
	crewOf    []int16        // by team
	repairs   []sim.Duration // by fault: mean time of hands-on repair
	serving   []uint64       // by class: the services that run on it, as a set
	lanes     []lanePlan
	spareKeys []uint64 // by spare: names its random streams
}

// action is something that the recoverer may do, with what is derived of it.
type action struct {
	models.Action
	needs  needs
	depth  int       // of the components that it is done to; −1: of any
	clears []float64 // by mode of all faults in turn: probability of success
	moves  int16     // the service whose role it moves; none where −1
	// Where it has a pace: its first lane, and the depth and the first of the domains that have one each.
	lane       int32 // none where −1
	laneDepth  int
	laneDomain models.ComponentID
}

// needs are the resources of an action, by number; −1 for none.
type needs struct{ crew, spare, pool int16 }

var nothing = needs{-1, -1, -1}

// crewPlan says where a crew's teams are among all.
type crewPlan struct {
	picky        models.Dispatcher // nil: first come first served
	wary         bool              // it is told margins
	first, teams int32
	depth        int                // of the domains that have a team each; 0: one for all
	domain       models.ComponentID // the first of those domains
}

// Prepare derives the plan: what the recoverer may do, what that needs and what it clears.
// Cost: O(actions × modes of faults).
func Prepare(seen *sight.Plan) (*Plan, error) {
	p := &Plan{Plan: seen}
	for _, spare := range p.Spares {
		p.spareKeys = append(p.spareKeys, rng.Name(0, spare.Name))
	}
	for _, l := range p.Localizers {
		i, ok := l.(models.Infallible)
		p.right = append(p.right, ok && i.Infallible())
	}
	if u, ok := p.Recoverer.(models.Unvarying); ok {
		p.always, p.unvarying = u.Always()
	}
	p.mitigator, _ = p.Recoverer.(models.Mitigator)
	p.bridger, _ = p.Recoverer.(models.Bridger)
	if patient, ok := p.Recoverer.(models.Patient); ok && patient.Remembers() {
		p.patient = patient
	}
	spaced, ok := p.Recoverer.(models.Spaced)
	p.spaced = ok && spaced.Spaced()
	p.planCrews()
	p.planMeans()
	p.planCauses()
	actions := p.Recoverer.Actions()
	if n := len(actions); n > models.MaxActions {
		return nil, fmt.Errorf("recovery has %d actions; at most %d can be simulated", n, models.MaxActions)
	}
	for i := range actions {
		if err := p.planAction(actions[i]); err != nil {
			return nil, fmt.Errorf("action %s: %w", actions[i].Name, err)
		}
	}
	p.planHelp()
	return p, nil
}

func (p *Plan) planAction(a models.Action) error {
	d := action{Action: a, moves: int16(none)}
	var err error
	if d.needs, err = p.needs(&a); err != nil {
		return err
	}
	var ok bool
	if d.depth, ok = p.Topology.ScopeDepth(a.Scope); !ok {
		return fmt.Errorf("there is no level %q", a.Scope)
	}
	if err := p.planLanes(&d); err != nil {
		return err
	}
	if a.Service != "" {
		i := slices.IndexFunc(p.Services, func(s models.Service) bool { return s.Name == a.Service })
		if i < 0 {
			return fmt.Errorf("there is no service %q", a.Service)
		}
		d.moves = int16(i)
		p.giveRole(i, a.Active)
	}
	for f := range p.Faults {
		for m := range p.Faults[f].Kinds() {
			d.clears = append(d.clears, p.Chance(&a, &p.Faults[f], m))
		}
	}
	p.actions = append(p.actions, d)
	return nil
}

// giveRole notes that a service has a role, which so many of its nodes have.
func (p *Plan) giveRole(service, active int) {
	if len(p.standbys) == 0 {
		p.standbys = make([]int, len(p.Services))
		for i := range p.standbys {
			p.standbys[i] = -1
		}
	}
	p.standbys[service] = active
}

// needs finds the resources that an action names.
func (p *Plan) needs(a *models.Action) (needs, error) {
	crew := slices.IndexFunc(p.Crews, func(c models.Crew) bool { return c.Name == a.Crew })
	spare := slices.IndexFunc(p.Spares, func(s models.Spare) bool { return s.Name == a.Spare })
	pool := slices.IndexFunc(p.Pools, func(q models.Pool) bool { return q.Name == a.Pool })
	for _, r := range []struct {
		kind, name string
		at         int
	}{{"crew", a.Crew, crew}, {"spare", a.Spare, spare}, {"bandwidth", a.Pool, pool}} {
		if r.name != "" && r.at < 0 {
			return needs{}, fmt.Errorf("there is no %s %q", r.kind, r.name)
		}
	}
	return needs{int16(crew), int16(spare), int16(pool)}, nil
}

// dispatcherOf is who is asked whom a crew turns to next; nil where it is clear.
func dispatcherOf(c *models.Crew) (d models.Dispatcher, wary bool) {
	if i, ok := c.Dispatcher.(models.Indifferent); ok && i.Indifferent() {
		return nil, false
	}
	w, ok := c.Dispatcher.(models.Wary)
	return c.Dispatcher, ok && w.Wary()
}

// planMeans finds how long hands are expected to work, and which services run on the nodes of each class.
func (p *Plan) planMeans() {
	for f := range p.Faults {
		fault, mean := &p.Faults[f], 0.0
		for m := range fault.Kinds() {
			if law := fault.RepairIn(m); law != nil {
				mean += float64(fault.Mode(m).Share * law.Mean())
			}
		}
		p.repairs = append(p.repairs, sim.Duration(mean))
	}
	p.serving = make([]uint64, len(p.Classes))
	for s := range p.Services {
		for _, c := range p.Services[s].Classes {
			p.serving[c] |= 1 << s
		}
	}
}

// planCrews gives every crew its teams.
func (p *Plan) planCrews() {
	for i := range p.Crews {
		c := crewPlan{first: int32(len(p.crewOf)), teams: 1}
		if depth := p.Crews[i].Depth; depth > 0 {
			domains := p.Topology.AtDepth(depth)
			c.teams, c.depth, c.domain = int32(len(domains)), depth, domains[0]
		}
		c.picky, c.wary = dispatcherOf(&p.Crews[i])
		p.crews = append(p.crews, c)
		for range c.teams {
			p.crewOf = append(p.crewOf, int16(i))
		}
	}
}
