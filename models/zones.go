package models

// Zones says for each node in which domain it is, counted from 0, of the outermost level that has several; 0 for all
// where no level has. Cost: O(components).
func (t *Topology) Zones() []int32 {
	zones := make([]int32, len(t.Leaves))
	for number, domain := range t.ZoneDomains() {
		d := &t.Domains[domain]
		for leaf := d.First; leaf < d.Last; leaf++ {
			zones[leaf] = int32(number)
		}
	}
	return zones
}

// ZoneDomains are the domains of the outermost level that has several, in the order in which Zones counts them; none
// where no level has. Cost: O(domains).
func (t *Topology) ZoneDomains() (list []ComponentID) {
	counts := make([]int32, len(t.Levels)+1)
	for i := range t.Domains {
		counts[t.Domains[i].Level]++
	}
	for level, count := range counts {
		if count < 2 {
			continue
		}
		for i := range t.Domains {
			if t.Domains[i].Level == level {
				list = append(list, ComponentID(i))
			}
		}
		return list
	}
	return nil
}
