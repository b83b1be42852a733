package experiments

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nines/experiments/result"
)

// asides and figures, numbers with their units, are what may differ between warnings that say the same.
var (
	asides  = regexp.MustCompile(` \([^)]*\)`)
	figures = regexp.MustCompile(`\d[\d.,]*( %| (ms|min|[shdykMG])\b)?`)
)

// Doubt is a warning about one configuration.
type Doubt struct {
	Key  result.Key
	Text string
}

// Gathered says warnings that differ in nothing but their figures once, with the configurations that they are about:
// where there are several the gravest first, whose words they are, and the others by name where they are few, in the
// words of the axes. It also returns which of the warnings each stands for, the first that says so. all is how many
// configurations there are; 0 where only some of them have been looked at.
func Gathered(doubts []Doubt, all int, axes []result.Axis) (texts []string, first []int) {
	alike := map[string][]Doubt{}
	kinds := make([]string, len(doubts))
	for i, d := range doubts {
		kinds[i] = figures.ReplaceAllString(asides.ReplaceAllString(d.Text, ""), "#")
		if alike[kinds[i]] == nil {
			first = append(first, i)
		}
		alike[kinds[i]] = append(alike[kinds[i]], d)
	}
	for _, i := range first {
		same := gravestFirst(alike[kinds[i]])
		texts = append(texts, about(same, all, axes)+same[0].Text)
	}
	return texts, first
}

// short is by how much a precision falls short.
var short = regexp.MustCompile(`known to ±(\d+\.?\d*)`)

// gravestFirst puts that of several warnings first which says of the worst precision; as they are where they say of
// none.
func gravestFirst(same []Doubt) []Doubt {
	gravest, worst := 0, 0.0
	for i, d := range same {
		if found := short.FindStringSubmatch(d.Text); found != nil {
			if x, err := strconv.ParseFloat(found[1], 64); err == nil && x > worst {
				gravest, worst = i, x
			}
		}
	}
	return slices.Concat(same[gravest:gravest+1], same[:gravest], same[gravest+1:])
}

// about names the configurations that several warnings are about, before what is said of them; "" in a plain run.
func about(same []Doubt, all int, axes []result.Axis) string {
	name := same[0].Key.NameIn(axes)
	if name == "" {
		return ""
	}
	same = slices.CompactFunc(slices.Clone(same), func(a, b Doubt) bool { return a.Key.SameConfiguration(&b.Key) })
	what := "point"
	if same[0].Key.Variant != "" {
		what = "variant"
	}
	switch {
	case len(same) == 1:
		return fmt.Sprintf("%s %s: ", what, name)
	case len(same) <= fewNamed:
		var others []string
		for i := range same[1:] {
			others = append(others, same[i+1].Key.NameIn(axes))
		}
		name += "; then " + strings.Join(others, "; ")
	}
	if all == 0 {
		return fmt.Sprintf("%d %ss, first %s: ", len(same), what, name)
	}
	return fmt.Sprintf("%d of %d %ss, first %s: ", len(same), all, what, name)
}

// fewNamed is how many configurations are few, whose names are told.
const fewNamed = 4
