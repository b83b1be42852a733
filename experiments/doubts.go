package experiments

import (
	"fmt"
	"regexp"
	"slices"

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
// the first of them where there are several, in the words of the axes. It also returns which of the warnings each
// stands for, the first that says so. all is how many configurations there are; 0 where only some of them have been
// looked at.
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
		texts = append(texts, about(alike[kinds[i]], all, axes)+doubts[i].Text)
	}
	return texts, first
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
	case all == 0:
		return fmt.Sprintf("%d %ss, first %s: ", len(same), what, name)
	}
	return fmt.Sprintf("%d of %d %ss, first %s: ", len(same), all, what, name)
}
