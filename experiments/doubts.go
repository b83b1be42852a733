package experiments

import (
	"fmt"
	"regexp"
	"slices"
)

// asides and figures, numbers with their units, are what may differ between warnings that say the same.
var (
	asides  = regexp.MustCompile(` \([^)]*\)`)
	figures = regexp.MustCompile(`\d[\d.,]*( %| (ms|min|[shdykMG])\b)?`)
)

// gathered says warnings that differ in nothing but their figures once, with the configurations that they are about:
// the first of them where there are several. all is how many configurations there are.
func gathered(doubts []doubt, all int) []string {
	var kinds []string
	alike := map[string][]doubt{}
	for _, d := range doubts {
		kind := figures.ReplaceAllString(asides.ReplaceAllString(d.text, ""), "#")
		if alike[kind] == nil {
			kinds = append(kinds, kind)
		}
		alike[kind] = append(alike[kind], d)
	}
	var texts []string
	for _, kind := range kinds {
		texts = append(texts, about(alike[kind], all)+alike[kind][0].text)
	}
	return texts
}

// about names the configurations that several warnings are about, before what is said of them; "" in a plain run.
func about(same []doubt, all int) string {
	name := same[0].key.Name()
	if name == "" {
		return ""
	}
	same = slices.CompactFunc(slices.Clone(same), func(a, b doubt) bool { return a.key.SameConfiguration(&b.key) })
	what := "point"
	if same[0].key.Variant != "" {
		what = "variant"
	}
	if len(same) == 1 {
		return fmt.Sprintf("%s %s: ", what, name)
	}
	return fmt.Sprintf("%d of %d %ss, first %s: ", len(same), all, what, name)
}
