package models

// Zones says for each node in which domain it is, counted from 0, of the outermost level that has several; 0 for all
// where no level has. Cost: O(components).
func (t *Topology) Zones() []int32 {
	counts := make([]int32, len(t.Levels)+1)
	for i := range t.Domains {
		counts[t.Domains[i].Level]++
	}
	zones, number := make([]int32, len(t.Leaves)), int32(0)
	for level, count := range counts {
		if count < 2 {
			continue
		}
		for i := range t.Domains {
			d := &t.Domains[i]
			if d.Level != level {
				continue
			}
			for leaf := d.First; leaf < d.Last; leaf++ {
				zones[leaf] = number
			}
			number++
		}
		break
	}
	return zones
}
