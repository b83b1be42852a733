package experiments

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"nines/experiments/result"
)

// figures are what may differ between warnings that say the same.
var figures = regexp.MustCompile(`\d[\d.,]*`)

// grouped says warnings that differ in nothing but their figures once, with the configurations that they are about: the
// first of them where there are several. all is how many configurations there are.
func grouped(doubts []doubt, all int) []string {
	var kinds []string
	alike := map[string][]doubt{}
	for _, d := range doubts {
		kind := figures.ReplaceAllString(d.text, "#")
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
	name := nameOf(&same[0].key)
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

// nameOf is what tells a configuration from the others; "" in a plain run.
func nameOf(k *result.Key) string {
	var words, paths []string
	if k.Variant != "" {
		words = append(words, k.Variant)
	}
	for _, p := range k.Params {
		paths = append(paths, p.Path)
	}
	for i, name := range result.ShortNames(paths) {
		words = append(words, name+" "+k.Params[i].Value)
	}
	return strings.Join(words, ", ")
}
