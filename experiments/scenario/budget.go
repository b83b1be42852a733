package scenario

import (
	"fmt"
	"slices"

	"nines/models"
	"nines/sim/unit"
)

// BudgetSpec is a disruption budget: what the turns of an upkeep wait for.
type BudgetSpec struct {
	MaxUnavailable *unit.Count `key:"max_unavailable"`
	MinAvailable   *unit.Count `key:"min_available"`
	Of             string      `key:"of"` // "": the nodes that the fault is on
}

func (BudgetSpec) notes() notes {
	return notes{
		"max_unavailable": {"A turn begins only while, with it, at most so many of the nodes are out of service.", "1",
			"1 or more"},
		"min_available": {"The same, said of those that are left: at least so many are up.", "2", ""},
		"of": {"The service whose nodes are counted, down for whatever reason; those that the fault is on if not given.",
			"db", ""},
	}
}

// budgets enters what the turns of faults wait for, now that the services are known.
func (c *compiler) budgets() {
	faults := c.blueprint.Faults
	for i := range faults {
		at := slices.IndexFunc(c.spec.Faults, func(f Named[FaultSpec]) bool { return f.Name == faults[i].Name })
		if s := c.spec.Faults[at].Value.Budget; s != nil {
			faults[i].Budget = c.budget(s, faults[i].Targets, join(join("faults", faults[i].Name), "budget"))
			faults[i].Schedule += c.waits(s, faults[i].Budget)
		}
	}
}

// budget is one of them; nil after an error.
func (c *compiler) budget(s *BudgetSpec, targets []models.ComponentID, path string) *models.Budget {
	if (s.MaxUnavailable == nil) == (s.MinAvailable == nil) {
		c.failAt(path, "write one of them, as in budget: { max_unavailable: 1 }",
			"%s says one of max_unavailable and min_available", path)
		return nil
	}
	b := &models.Budget{Service: -1}
	if s.Of != "" {
		if b.Service = c.known(s.Of, "service", names(c.spec.Services), join(path, "of")); b.Service < 0 {
			return nil
		}
	}
	if s.MaxUnavailable != nil {
		b.Down = int(*s.MaxUnavailable)
		return b
	}
	nodes := c.counted(b, targets)
	if b.Down = nodes - int(*s.MinAvailable); b.Down < 1 {
		c.failAt(join(path, "min_available"), "write fewer than there are", "%s are to be up, of %s: no turn ever begins",
			plural(int(*s.MinAvailable), "node"), unit.Count(nodes))
		return nil
	}
	return b
}

// waits says what a budget has turns wait for; "" after an error.
func (c *compiler) waits(s *BudgetSpec, b *models.Budget) string {
	if b == nil {
		return ""
	}
	whose := "it is on"
	if s.Of != "" {
		whose = "of " + s.Of
	}
	return fmt.Sprintf(", each when at most %s %s would be down", plural(b.Down, "node"), whose)
}

// counted is how many nodes a budget counts.
func (c *compiler) counted(b *models.Budget, targets []models.ComponentID) (nodes int) {
	if b.Service < 0 {
		for _, target := range targets {
			first, last := c.blueprint.Topology.Span(target)
			nodes += int(last - first)
		}
		return nodes
	}
	return c.blueprint.Topology.Count(c.blueprint.Services[b.Service].Classes...)
}
