package experiments

import (
	"slices"

	"nines/experiments/result"
	"nines/models"
	"nines/sim/stat"
)

// paired are two columns of which a ratio is estimated, by replication.
type paired struct{ tops, bottoms []float64 }

func (p *paired) add(top, bottom float64) {
	p.tops, p.bottoms = append(p.tops, min(top, bottom)), append(p.bottoms, bottom)
}

// ratio is the estimate with its interval; not a number where there is none.
func (p *paired) ratio(confidence float64) (point, low, high float64) {
	if sum(p.bottoms) == 0 {
		return nan, nan, nan
	}
	e := stat.ShareRatio(p.tops, p.bottoms, confidence)
	return e.Point, known(e.Low), known(e.High)
}

// componentSample is what replications tell of one component that is told apart, over all services together.
type componentSample struct {
	cure         int
	component    models.ComponentID
	processes    []int
	begun, saved paired
}

// componentsOf are the components that have cures of their own.
func componentsOf(b *models.Blueprint) []componentSample {
	var all []componentSample
	at := map[models.ComponentID]int{}
	for i, cure := range b.Cures() {
		if cure.Of == models.CuredComponent {
			at[models.ComponentID(cure.Which)] = len(all)
			all = append(all, componentSample{cure: i, component: models.ComponentID(cure.Which)})
		}
	}
	process := 0
	for f := range b.Faults {
		for _, c := range b.Faults[f].Targets {
			if i, told := at[c]; told {
				all[i].processes = append(all[i].processes, process)
			}
			process++
		}
	}
	return all
}

// addComponents takes in what the next replication tells of them.
func (s *Sample) addComponents(o *models.Outcome) {
	downtime, outages := 0.0, 0
	for i := range o.Services {
		outages += o.Services[i].Outages
		if s.blueprint.Curable(i) {
			downtime += o.Services[i].Downtime
		}
	}
	for i := range s.components {
		c, begun, saved := &s.components[i], 0, 0.0
		if len(o.Processes) > 0 {
			for _, p := range c.processes {
				begun += o.Processes[p].Begun
			}
			c.begun.add(float64(begun), float64(outages))
		}
		for k := range o.Services {
			if all := o.Services[k].Saved; len(all) > 0 && s.blueprint.Curable(k) {
				saved += all[c.cure]
			}
		}
		c.saved.add(saved, downtime)
	}
}

// ComponentRows sums up what happened to each component, over all its faults and all replications, and how much it
// matters to all services together; nil for fleets in which components are not told apart.
func (s *Sample) ComponentRows(key result.Key, confidence float64) []result.ComponentRow {
	sums, order := s.sumsByComponent(key)
	for i := range s.components {
		c := &s.components[i]
		if row := sums[c.component]; row != nil {
			row.OutageShare, row.OutageLow, row.OutageHigh = c.begun.ratio(confidence)
			row.RiskReduction, row.RiskLow, row.RiskHigh = c.saved.ratio(confidence)
		}
	}
	slices.Sort(order)
	rows := make([]result.ComponentRow, len(order))
	for i, c := range order {
		rows[i] = *sums[c]
	}
	return rows
}

// sumsByComponent adds up what happened to each component, without intervals.
func (s *Sample) sumsByComponent(key result.Key) (map[models.ComponentID]*result.ComponentRow, []models.ComponentID) {
	b := s.blueprint
	outage := 0.0
	for _, p := range s.pooled.processes {
		outage += p.Outage
	}
	sums := map[models.ComponentID]*result.ComponentRow{}
	var order []models.ComponentID
	for i, p := range s.pooled.processes {
		c := b.TargetOf(i)
		row := sums[c]
		if row == nil {
			row = &result.ComponentRow{Key: key, Component: b.Topology.Path(c), OutageLow: nan, OutageHigh: nan,
				RiskReduction: nan, RiskLow: nan, RiskHigh: nan}
			sums[c] = row
			order = append(order, c)
		}
		row.Failures += float64(p.Failures)
		row.DowningFailures += float64(p.Downing)
		row.Downtime += p.Active
		row.Waiting += p.Waiting
		if outage > 0 {
			row.Importance += p.Outage / outage
		}
		row.OutageShare += float64(p.Begun) / float64(s.pooled.begun)
	}
	return sums, order
}
