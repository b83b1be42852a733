package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// configurations are what a folder tells apart: the points of a sweep, the variants of a comparison. They are those of
// the whole folder, so that a chart in which only one of them has data still says which one it is.
type configurations struct {
	keys   []*result.Key // in order of appearance
	index  map[identity]int
	labels map[string]string // what people call the parameters of those paths

	base         *result.Base      // that the others are changes of; nil: none
	vital        map[identity]bool // that no sample may leave out: the base, what was found the best
	vitalWords   []string          // what these are
	fewest, most int               // replications; 0: not known
}

type identity struct {
	variant string
	point   int
}

func configurationsOf(f *result.Folder) (*configurations, error) {
	all := &configurations{index: map[identity]int{}, labels: map[string]string{}, base: f.Manifest.Base,
		vital: map[identity]bool{}, most: f.Manifest.Replications}
	for _, axis := range f.Manifest.Axes {
		all.labels[axis.Path] = axis.Label
	}
	if err := all.findVital(f); err != nil {
		return nil, err
	}
	if !result.Has(f, result.Estimates) {
		return all, nil
	}
	all.fewest, all.most = math.MaxInt, 0
	for row, err := range result.Rows(f, result.Estimates) {
		if err != nil {
			return nil, err
		}
		all.meet(&row.Key)
		if slices.Contains(perReplication, row.Metric) {
			all.fewest, all.most = min(all.fewest, row.N), max(all.most, row.N)
		}
	}
	if all.most == 0 {
		all.fewest, all.most = 0, f.Manifest.Replications
	}
	return all, nil
}

// perReplication are metrics of which every replication has exactly one value.
var perReplication = []string{"unavailability", "availability", "downtime"}

// meet numbers the configuration of k from 0, in order of first appearance.
func (all *configurations) meet(k *result.Key) int {
	id := identity{k.Variant, k.Point}
	n, known := all.index[id]
	if !known {
		n = len(all.keys)
		all.index[id] = n
		all.keys = append(all.keys, k)
	}
	return n
}

// provenance is the footer: with it the numbers can be found again.
func provenance(m *result.Manifest, all *configurations) string {
	replications := unit.Plural(all.most, "replication")
	if all.fewest > 0 && all.fewest < all.most {
		replications = fmt.Sprintf("%d to %d replications", all.fewest, all.most)
	}
	if n := len(all.keys); n > 1 {
		replications = fmt.Sprintf("%d configurations · %s each", n, replications)
	}
	if !slices.Contains(all.naming().paths, horizonPath) {
		replications += " of " + unit.Duration(m.Horizon).Human()
	}
	parts := []string{"run " + m.RunID, "scenario " + m.ScenarioHash[:min(len(m.ScenarioHash), shortHash)],
		replications, fmt.Sprintf("seed %d", m.Seed), unit.Ratio(m.Confidence).Percent() + " intervals",
		"nines " + m.ToolVersion}
	if !strings.HasPrefix(m.RunID, m.Scenario) {
		parts = slices.Insert(parts, 0, m.Scenario)
	}
	if m.Status != result.Finished {
		parts = append(parts, "run "+string(m.Status))
	}
	return strings.Join(parts, " · ")
}

// shortHash is how many digits of a hash it takes to recognize it; the manifest has all.
const shortHash = 12

// horizonPath is the parameter that, when varied, leaves a folder without one horizon.
const horizonPath = "time.horizon"
