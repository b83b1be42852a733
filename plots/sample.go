package plots

import (
	"slices"
	"strings"

	"nines/experiments/result"
)

// findVital finds what no sample of the configurations may leave out: the base, the baselines of a comparison and the
// variant that it has found the best, what a plan has chosen and the runner-up.
func (all *configurations) findVital(f *result.Folder) error {
	if all.base != nil {
		all.need(identity{all.base.Variant, all.base.Point}, "the base")
	}
	err := each(f, result.Plans, func(r *result.PlanRow) {
		if r.Role == "chosen" || r.Role == "runner-up" {
			all.need(identity{r.Variant, r.Point}, "the "+r.Role)
		}
	})
	if err != nil {
		return err
	}
	err = each(f, result.Comparisons, func(r *result.CompareRow) {
		if id := (identity{variant: r.Baseline}); !all.vital[id] {
			all.need(id, "the baselines")
		}
	})
	if err != nil {
		return err
	}
	return each(f, result.Choices, func(r *result.ChoiceRow) {
		if r.Standing == "best" {
			all.need(identity{variant: r.Variant}, "the best")
		}
	})
}

// need makes a configuration vital, as what it is.
func (all *configurations) need(id identity, what string) {
	all.vital[id] = true
	if !slices.Contains(all.vitalWords, what) {
		all.vitalWords = append(all.vitalWords, what)
		slices.Sort(all.vitalWords)
	}
}

// each reads the rows of a table, if the folder has it.
func each[R any](f *result.Folder, t *result.Table[R], do func(*R)) error {
	if !result.Has(f, t) {
		return nil
	}
	for row, err := range result.Rows(f, t) {
		if err != nil {
			return err
		}
		do(&row)
	}
	return nil
}

// isVital tells whether no sample may leave out the configuration of k.
func (all *configurations) isVital(k *result.Key) bool {
	return all.vital[identity{k.Variant, k.Point}]
}

// chosen says how a sample of the configurations is chosen.
func (all *configurations) chosen() string {
	if len(all.vitalWords) == 0 {
		return "evenly chosen"
	}
	return "evenly chosen, " + strings.Join(all.vitalWords, " and ") + " among them"
}

// vitalOf are the places of the groups that no sample may leave out.
func vitalOf[R any](c *Chart, groups []group[R]) []int {
	return placesOf(groups, func(g *group[R]) bool { return c.all.isVital(g.key) })
}

// placesOf are the places in a list of the things that are such.
func placesOf[T any](list []T, such func(*T) bool) (places []int) {
	for i := range list {
		if such(&list[i]) {
			places = append(places, i)
		}
	}
	return places
}

// sampleWith is a sample that the things at the places needed are in, each instead of the nearest that is not needed,
// the first and the last only where there is no other.
func sampleWith[T any](list []T, most int, needed []int) []T {
	if len(list) <= most {
		return list
	}
	places := make([]int, len(list))
	for i := range places {
		places[i] = i
	}
	places = sample(places, most)
	for _, n := range needed[:min(len(needed), most)] {
		if slices.Contains(places, n) {
			continue
		}
		near := -1
		for i := range places {
			if !slices.Contains(needed, places[i]) && (near < 0 || far(places, i, n) <= far(places, near, n)) {
				near = i
			}
		}
		places[near] = n
		slices.Sort(places)
	}
	some := make([]T, len(places))
	for i, place := range places {
		some[i] = list[place]
	}
	return some
}

// far is how far the i-th of some places is from another, those at either end further than any between.
func far(places []int, i, from int) int {
	last := places[len(places)-1]
	distance := max(places[i]-from, from-places[i])
	if i == 0 || i == len(places)-1 {
		return distance + last + 1
	}
	return distance
}

// sample chooses at most most things of a list: the first, the last, and evenly between them.
func sample[T any](list []T, most int) []T {
	if len(list) <= most {
		return list
	}
	some := make([]T, most)
	for i := range some {
		some[i] = list[(i*(len(list)-1)+(most-1)/2)/(most-1)]
	}
	return some
}
