package main

import (
	"fmt"
	"slices"
	"strings"

	"nines/experiments/gallery"
	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/plots"
	"nines/policies/alarm"
	"nines/policies/balancing"
	"nines/policies/correlation"
	"nines/policies/detection"
	"nines/policies/localization"
	"nines/policies/recovery"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// thing is one thing that a user may name, whatever catalog it comes from.
type thing struct {
	kind   string // "detection policy", "law", "metric", …
	name   string
	doc    string
	params []catalog.Param
	notes  [][2]string // label and text: what else there is to know
	sample string      // of YAML, or of the command line
}

// kinds are what nines list lists, in the order of its help.
func kinds() []string {
	return []string{"policies", "laws", "faults", "runbook", "resources", "objectives", "metrics", "charts", "templates",
		"presets"}
}

// things lists the things of a kind.
func things(kind string) []thing {
	switch kind {
	case "policies":
		return slices.Concat(
			rows(detection.Table(), "detection: { NAME: { policy: %s } }"),
			rows(alarm.Table(), "alarm: { policy: %s }"),
			rows(correlation.Table(), "correlation: { policy: %s }"),
			rows(localization.Table(), "localization: [ { policy: %s }, { policy: human } ]"),
			rows(recovery.Actions(), "recovery: { policy: %s }"),
			rows(recovery.Table(), "recovery: { policy: %s }"),
			beside(scenario.BalancingSpec{}, rows(balancing.Table(), "balancing: { policy: %s, panic: 50%% }")))
	case "laws":
		return rows(dist.Table(), "repair: { dist: %s }")
	case "faults":
		return slices.Concat(faultWords(), causeThings())
	case "runbook":
		return runbookThings()
	case "resources":
		return resourceThings()
	case "objectives":
		return objectiveThings()
	case "metrics":
		return metricThings()
	case "charts":
		return withoutParams(rows(plots.Table(), "nines plot DIR --chart %s"))
	case "templates":
		return rows(gallery.Table(), "nines init DIR --template %s")
	case "presets":
		return presetThings()
	}
	return nil
}

func allThings() []thing {
	var all []thing
	for _, kind := range kinds() {
		all = append(all, things(kind)...)
	}
	return all
}

// rows turns a catalog into things. A row's example follows its name in the sample.
func rows[T any](table catalog.Table[T], sample string) []thing {
	var all []thing
	for _, e := range table.Rows() {
		t := thing{kind: table.Family(), name: e.Name(), doc: sentence(e.Doc()), params: e.Params()}
		if name := e.Name(); sample != "" {
			if e.Example() != "" {
				name += ", " + e.Example()
			}
			t.sample = fmt.Sprintf(sample, name)
		}
		all = append(all, t)
	}
	return all
}

// beside adds the keys that go with every row of a family.
func beside(spec any, all []thing) []thing {
	for i := range all {
		all[i].params = slices.Concat(all[i].params, catalog.ParamsOf(spec))
	}
	return all
}

// withoutParams is for what takes parameters that no user can give.
func withoutParams(all []thing) []thing {
	for i := range all {
		all[i].params = nil
	}
	return all
}

// faultWords are the effects of faults and the ways of saying when they strike.
func faultWords() []thing {
	on := func(level, kind, name, doc, sample string) thing {
		sample = "faults: { NAME: { on: " + level + ", " + sample + " } }"
		return thing{kind: kind + " of a fault", name: name, doc: doc, sample: sample}
	}
	word := func(kind, name, doc, sample string) thing { return on("node", kind, name, doc, sample) }
	words := []thing{
		word("effect", "down", "The component serves nothing and answers nothing.",
			"effect: down, rate: 2/y, repair: 40m"),
		word("effect", "hang", "Takes requests and finishes none; may still answer who asks after it.",
			"effect: hang, rate: 2/y, repair: 40m"),
		word("effect", "slow", "Serves correctly, but work takes so many times as long.",
			"effect: { slow: 5x }, rate: 4/y, repair: 40m"),
		word("effect", "lossy", "The component answers, but a share of its requests fails; at flow fidelity.",
			"effect: { lossy: 20% }, rate: 4/y, repair: 40m"),
		word("effect", "corrupt", "A share of its answers is wrong, 0% unless given, and nothing says so.",
			"effect: corrupt, rate: 1/y, repair: 2h"),
		word("effect", "partition", "No message crosses the border of the component, or only one way.",
			"effect: partition, rate: 1/y, heals: 35m"),
	}
	for _, w := range scenario.Occasions() {
		words = append(words, on(w.On, "occurrence", w.Name, w.Doc, w.Example))
	}
	words = append(words,
		word("aging", "after_repair", "How old a component is after its repair: new; old, as before; or aged in part: "+
			"a share q is left of what the last life x added to its age v (kijima1: v + q·x), or of all of it "+
			"(kijima2: q·(v + x)).",
			"after_repair: { kijima1: 30% }, time_to_failure: { dist: weibull, shape: 2, mean: 1y }, repair: 9h"),
		word("kind", "permanent", "Short for two modes, permanent with this share and transient. What fixes says of "+
			"restart, reboot and reimage leaves permanent out; what clears says leaves out only what it names with 0%.",
			"permanent: 30%, rate: 2/y, repair: 40m"),
		word("kind", "counted", "With counted: false, downtime that belongs to the fault second by second is not counted in "+
			"availability, outages and objectives; requests that are lost are, and nodes that are down are down.",
			"counted: false, at: 100d, for: 2h"),
		word("kind", "change", "Each strike is a deploy or a push of configuration, which localizers may suspect; only the "+
			"share bad does harm.",
			"change: true, bad: 5%, rate: 1/7d, repair: 15m"))
	for _, w := range scenario.Courses() {
		words = append(words, on(w.On, "kind", w.Name, w.Doc, w.Example))
	}
	return append(words,
		word("kind", "overload", "Strikes sooner under load, at flow fidelity: exp(steepness · (ρ − above)) times as often "+
			"where the work that a node is sent is a share ρ, more than above, of its throughput. Its life is exponential.",
			"overload: { above: 85%, steepness: 20 }, rate: 2/y, repair: 40m"),
		word("cascade", "triggers", "Each strike triggers on average ratio further strikes of the same fault, after "+
			"exponential delays of mean within, on other targets of the same enclosing domain; 1/(1 − ratio) in all.",
			"triggers: { ratio: 0.3, within: 10m, on: fleet }, rate: 2/y, repair: 40m"),
		on("rack", "reach", "hits", "Whom a strike hits of the nodes below its target: a share, 10%, drawn for each of "+
			"them, or a whole number, 8, drawn without replacement; without it the target itself, with all that is in it.",
			"hits: 10%, rate: 3/y, repair: 15m"),
		on("rack", "reach", "strikes", "With strikes: up, nodes that are down already are spared, as beta-factor models "+
			"have it; otherwise both hold them until both are over. A strike that hits nobody is none.",
			"strikes: up, repair_each: true, rate: 2/y, repair: 40m"))
}

func metricThings() []thing {
	var all []thing
	for _, m := range result.Metrics() {
		of := strings.ReplaceAll(strings.Join(m.Scopes, ", "), "domain", "any level such as zone")
		t := thing{kind: "metric", name: m.Name, doc: sentence(m.Meaning), notes: [][2]string{
			{"unit", m.Unit}, {"of", of}, {"better", m.Better.String()}}}
		all = append(all, t)
	}
	return all
}

// evidence spells out how well a preset is known.
var evidence = map[string]string{"V": "seen in the source", "D": "derived from it", "R": "recalled"}

func presetThings() []thing {
	var all []thing
	for _, p := range scenario.Presets() {
		t := thing{kind: "preset of a " + string(p.Kind), name: p.Name, doc: sentence(p.Note), notes: [][2]string{
			{"source", p.Source}, {"evidence", evidence[p.Evidence]}, {"stands for", strings.TrimSpace(p.YAML)}}}
		if p.Note == "" {
			t.doc = sentence(p.Source)
		}
		t.sample = "repair: { preset: " + p.Name + " }"
		if p.Kind == "fault" {
			t.sample = "faults: { NAME: { on: node, preset: " + p.Name + " } }"
		}
		all = append(all, t)
	}
	return all
}

// sentence begins with a capital and ends with a stop.
func sentence(text string) string {
	if text == "" {
		return text
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
