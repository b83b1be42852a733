package experiments

import (
	"slices"

	"nines/experiments/scenario"
)

// Variant is one of the systems that are compared.
type Variant struct {
	Name     string
	Scenario *scenario.Scenario
	Earlier  *Earlier // its replications, where they were played before; nil: it is played
}

// Criterion is a metric that variants are compared by.
type Criterion struct {
	Metric, Scope string
	Primary       bool    // the one that ranks the variants and that precision is judged by
	Smallest      float64 // difference in the metric's unit that would matter to anybody; 0: any
}

// Versus says what is to be compared.
type Versus struct {
	Variants   []Variant
	Baselines  []int // indices into Variants; nil for the first
	Criteria   []Criterion
	Confidence float64
	Holm       bool // adjust p-values for the number of differences looked at
	Best       bool // find the best in the primary criterion, and play no further what is told to be worse
}

// seeded is a variant's scenario with the seed that all share: what is paired shares its random numbers. Earlier
// results keep their own.
func (v *Versus) seeded(i int) *scenario.Scenario {
	s := *v.Variants[i].Scenario
	if v.Variants[i].Earlier == nil {
		s.Spec.Run.Seed = v.Variants[v.Lead()].Scenario.Spec.Run.Seed
	}
	return &s
}

// baselines are what the variants are held against.
func (v *Versus) baselines() []int {
	if v.Baselines == nil {
		return []int{0}
	}
	return v.Baselines
}

// Lead is the variant whose scenario says how often to play, and by which seed: the first baseline, unless that was
// played before, else the first variant that is played.
func (v *Versus) Lead() int {
	if first := v.baselines()[0]; v.Variants[first].Earlier == nil {
		return first
	}
	return max(0, slices.IndexFunc(v.Variants, func(x Variant) bool { return x.Earlier == nil }))
}

// longestEarlier is how many replications earlier results hold, of several the one that holds the most; 0 without any.
func (v *Versus) longestEarlier() (most int) {
	for _, x := range v.Variants {
		most = max(most, x.Earlier.Len())
	}
	return most
}

// Least is how many replications are played of each variant, where their number does not depend on what is seen: what
// the leading scenario says, or as many as earlier results hold, within its bounds.
func (v *Versus) Least() int {
	replications := v.Variants[v.Lead()].Scenario.Spec.Run.Replications
	return min(max(int(replications.Min), v.longestEarlier()), replications.Most())
}

// most is how many replications are played of each variant at most, where their number depends on what is seen. With
// more than earlier results hold, little would be learned about the difference from them.
func (v *Versus) most() int {
	if v.longestEarlier() > 0 {
		return v.Least()
	}
	return v.Variants[v.Lead()].Scenario.Spec.Run.Replications.Most()
}

// contrast is what is compared: one variant less another.
type contrast struct{ variant, baseline int }

// contrasts are every variant less every baseline; of two baselines the later less the earlier one alone.
func (v *Versus) contrasts() (all []contrast) {
	baselines := v.baselines()
	for k, b := range baselines {
		for i := range v.Variants {
			if i != b && !slices.Contains(baselines[:k], i) {
				all = append(all, contrast{i, b})
			}
		}
	}
	return all
}

// Whole is the comparison as what can be cut into shards, if every variant has a fixed number of replications: not
// where they go on until differences are known.
func (v *Versus) Whole() Whole {
	w := Whole{Points: len(v.Variants), Compile: func(i int) (*scenario.Scenario, error) { return v.seeded(i), nil },
		Earlier: v.earlier()}
	replications := v.Variants[v.Lead()].Scenario.Spec.Run.Replications
	if v.primary().Smallest == 0 || !v.Best && replications.Most() == int(replications.Min) {
		w.Fixed = v.Least()
	}
	return w
}

func (v *Versus) primary() Criterion {
	for _, k := range v.Criteria {
		if k.Primary {
			return k
		}
	}
	return v.Criteria[0]
}
