package main

import (
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/plots"
	"nines/plots/page"
)

// pageWidth is how wide the charts of a page are drawn, in points: as wide as a telephone, two beside each other on a
// screen.
const pageWidth = 420

// largestChart is how many bytes a chart on a page may have.
const largestChart = 250_000

// pictured are the charts of a page by the verb of its folder, in the order in which they tell what happened.
var pictured = map[string][]string{
	"run": {"availability-fan", "retry-storm", "capacity", "runway", "causes", "importance", "phases", "downtime",
		"survival", "groups-at-risk", "time-to-recover", "latency-spectrum", "latency-over-time", "concurrent",
		"timeline"},
	"sweep": {"inputs", "effects", "sweep", "fleet", "runway", "latency-against-load", "detectors", "phases"},
	"plan": {"frontier", "runway", "sweep", "causes", "importance", "phases", "downtime", "time-to-recover",
		"availability-fan", "timeline"},
	"compare": {"forest", "durability", "runway", "downtime", "survival", "time-to-recover", "phases", "retry-storm",
		"latency-spectrum", "availability-fan", "causes", "timeline"},
}

// keeps reports whether there are stores, which may lose data.
func (t *telling) keeps() bool { return len(scopesOf(t.summary.Estimates, "data")) > 0 }

// pictures draws charts, those for which the folder has data.
func (t *telling) pictures(names []string) (page.Pictures, error) {
	var all page.Pictures
	for _, p := range t.picturesFor(names) {
		if t.ctx.Err() != nil {
			return nil, nil
		}
		if e := t.estimateOf("availability", t.mainScope()); p.chart == "availability-fan" && e != nil && dull(e) {
			continue // a line along its edge
		}
		if p.chart == "detectors" && !t.variesIn("detection") || p.chart == "fleet" && !t.variesIn("topology") {
			continue // all points lie on each other
		}
		if p.chart == "importance" && !t.one.redundant(t.mainScope()) {
			continue // the same as the causes
		}
		if p.chart == "survival" && !t.keeps() {
			continue // of a service, when it is down first says less than how much it is
		}
		c, err := p.drawn(t.folder, pageWidth)
		var missing *plots.NoData
		if errors.As(err, &missing) {
			continue
		}
		if err != nil {
			return nil, err
		}
		id := "chart-" + identifier(p.file())
		for slices.ContainsFunc(all, func(other page.Picture) bool { return other.ID == id }) {
			id += "-more"
		}
		var svg strings.Builder
		if err := c.WriteInline(&svg, id); err != nil {
			return nil, err
		}
		picture := page.Picture{ID: id, SVG: template.HTML(svg.String()), Command: "nines plot " + t.dir + p.flags()}
		if svg.Len() > largestChart {
			picture.SVG = template.HTML("<p>" + template.HTMLEscapeString(c.Title) + ": too large to be shown here.</p>")
		}
		all = append(all, picture)
	}
	return all, nil
}

// variesIn reports whether a sweep varies anything of a section; it holds of what is no sweep.
func (t *telling) variesIn(section string) bool {
	axes := t.folder.Manifest.Axes
	return t.folder.Manifest.Verb != "sweep" || slices.ContainsFunc(axes, func(a result.Axis) bool {
		return strings.HasPrefix(a.Path, section+".")
	})
}

// picturesFor lists what to draw: a forest of each metric that was compared.
func (t *telling) picturesFor(names []string) []picture {
	about := plots.Options{Point: -1}
	all := everyPicture(t.folder, names, about, nil)
	for i := range all {
		switch uses := plots.Uses(all[i].chart); {
		case t.folder.Manifest.Verb == "plan" && slices.Contains(uses, "point"):
			all[i].about.Point = t.shown.Point
		case t.shown.Variant != "" && slices.Contains(uses, "variant"):
			all[i].about.Variant = t.shown.Variant
		}
	}
	at := slices.IndexFunc(all, func(p picture) bool { return p.chart == "forest" })
	if at < 0 {
		return all
	}
	var forests []picture
	for _, row := range t.compared {
		about.Metric, about.Scope = row.Metric, row.Scope
		p := picture{"forest", about, []string{"metric", "scope"}}
		if !slices.ContainsFunc(forests, func(other picture) bool { return other.about == p.about }) {
			forests = append(forests, p)
		}
	}
	return slices.Replace(all, at, at+1, forests...)
}

// flags are those of nines plot that draw a picture.
func (p picture) flags() string {
	text := " --chart " + p.chart
	if p.about.Metric != "" {
		text += " --metric " + p.about.Metric
	}
	if p.about.Scope != "" {
		text += " --scope " + shellWord(p.about.Scope)
	}
	if p.about.Variant != "" {
		text += " --variant " + shellWord(p.about.Variant)
	}
	if p.about.Point >= 0 {
		text += fmt.Sprintf(" --point %d", p.about.Point)
	}
	return text
}

// identifier is a name as an id: lower-case letters, digits and hyphens.
func identifier(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
}

// happened is what the runs went through, in words and charts.
func (t *telling) happened() error {
	var blocks []page.Block
	var terms page.Terms
	for _, x := range t.one.breakdown() {
		terms = append(terms, [2]string{strings.TrimSpace(x.label), x.inline()})
	}
	if verb := t.folder.Manifest.Verb; verb == "run" || verb == "plan" {
		blocks = append(blocks, append(terms, t.passedUnseen()...))
	}
	pictures, err := t.pictures(pictured[t.folder.Manifest.Verb])
	if err != nil {
		return err
	}
	switch t.folder.Manifest.Verb {
	case "plan":
		blocks = append([]page.Block{page.Text("With" + strings.TrimPrefix(t.ofShown(), " of") + ":")}, blocks...)
	case "compare":
		blocks = append(blocks, page.Text("What things are made of, and charts of a single variant, are"+t.ofShown()+"."),
			terms)
	}
	t.section("happened", "What happened", append(blocks, pictures)...)
	return nil
}
