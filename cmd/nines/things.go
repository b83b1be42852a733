package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"nines/experiments/gallery"
	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models/traffic"
	"nines/plots"
	"nines/policies/admission"
	"nines/policies/alarm"
	"nines/policies/balancing"
	"nines/policies/brownout"
	"nines/policies/correlation"
	"nines/policies/detection"
	"nines/policies/dispatching"
	"nines/policies/ejection"
	"nines/policies/hedging"
	"nines/policies/localization"
	"nines/policies/placement"
	"nines/policies/queueing"
	"nines/policies/recovery"
	"nines/policies/retrying"
	"nines/policies/shedding"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// thing is one thing that a user may name, whatever catalog it comes from.
type thing struct {
	kind   string // "detection policy", "law", "metric", …
	name   string
	doc    string
	params []catalog.Param
	of     string         // the row of a catalog whose parameter it is; "" for none
	key    bool           // it is a key of the language, and its name a path
	keys   []scenario.Key // below it
	notes  [][2]string    // label and text: what else there is to know
	sample string         // of YAML, or of the command line
}

// kinds are what nines list lists, in the order of its help.
func kinds() []string {
	return []string{"policies", "traffic", "laws", "faults", "runbook", "resources", "stores", "logs", "transactions",
		"objectives", "metrics", "charts",
		"templates", "presets", "units", "keys"}
}

// things lists the things of a kind.
func things(kind string) []thing {
	switch kind {
	case "policies":
		return slices.Concat(
			beside("detection", rows(detection.Table(), "detection: { NAME: { policy: %s } }")),
			beside("alarm", rows(alarm.Table(), "alarm: { policy: %s }")),
			rows(correlation.Table(), "correlation: { policy: %s }"),
			rows(localization.Table(), "localization: [ { policy: %s }, { policy: human } ]"),
			rows(recovery.Actions(), "recovery: { policy: %s }"),
			rows(recovery.Table(), "recovery: { policy: %s }"),
			rows(dispatching.Table(), "resources: { crews: { hands: { count: 2, dispatch: { policy: %s } } } }"),
			beside("balancing", rows(balancing.Table(), "balancing: { policy: %s, panic: 50%% }")),
			rows(retrying.Table(), requested("client: { tries: 3, backoff: { policy: %s } }")),
			rows(retrying.Budgets(), requested("client: { tries: 3, retry_budget: { policy: %s } }")),
			rows(admission.Table(), requested("client: { admission: { policy: %s } }")),
			beside("traffic.client.hedge", rows(hedging.Table(), requested("client: { hedge: { policy: %s } }"))),
			beside("balancing.ejection", rows(ejection.Table(),
				"balancing: { policy: least-connections, ejection: { policy: %s, lasts: 30s } }")),
			rows(shedding.Table(), requested("queues: { shedding: { policy: %s } }")),
			beside("traffic.queues.brownout", rows(brownout.Table(),
				requested("queues: { brownout: { policy: %s, optional: 40%% } }"))),
			rows(queueing.Table(), requested("queues: { order: { policy: %s } }")),
			rows(placement.Table(), "stores: { objects: { on: node, holds: 1PB, groups: 10k, replicas: 2, "+
				"placement: { policy: %s } } }"))
	case "traffic":
		return slices.Concat(arrivals(), rows(traffic.Numbers(), "traffic: { service: api, fidelity: request, "+
			"service_time: 1ms, arrivals: { rate: 10/s, session: { requests: { dist: %s }, think: 8s } } }"),
			listedKeys("traffic"))
	case "laws":
		return rows(dist.Table(), "repair: { dist: %s }")
	case "faults":
		return slices.Concat(effects(), listedKeys("faults"))
	case "runbook":
		return slices.Concat(listedKeys("actions"), listedKeys("recovery"))
	case "resources":
		return listedKeys("resources")
	case "stores":
		return listedKeys("stores")
	case "logs":
		return listedKeys("logs")
	case "transactions":
		return listedKeys("transactions")
	case "objectives":
		return listedKeys("slo")
	case "keys":
		return listedKeys("")
	case "metrics":
		return metricThings()
	case "charts":
		return withoutParams(rows(plots.Table(), "nines plot DIR --chart %s"))
	case "templates":
		return rows(gallery.Table(), "nines init DIR --template %s")
	case "units":
		return units()
	case "presets":
		return presetThings()
	}
	return nil
}

// requested is the sample of a key of traffic that is about single requests.
func requested(key string) string {
	return "traffic: { service: api, fidelity: request, arrivals: { rate: 100/s }, service_time: 1ms, " + key + " }"
}

// arrivals are the processes by which requests come, with a rate where they have one.
func arrivals() []thing {
	const rate = ", rate: 100/s"
	all := beside("traffic.arrivals", rows(traffic.Table(),
		"traffic: { service: api, fidelity: request, service_time: 1ms, arrivals: { process: %s"+rate+" } }"))
	for i := range all {
		if !slices.ContainsFunc(all[i].keys, func(k scenario.Key) bool { return k.Name == "rate" }) {
			all[i].sample = strings.Replace(all[i].sample, rate, "", 1)
		}
	}
	return all
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

// beside adds the keys that go with every row of a family, which is named at a place of scenarios.
func beside(path string, all []thing) []thing {
	forms := languages[0].form().Find(path)[0].Key.Form.Rows()
	for i := range all {
		own := func(k scenario.Key) bool {
			return k.Name == forms[i].Tag ||
				slices.ContainsFunc(all[i].params, func(p catalog.Param) bool { return p.Key == k.Name })
		}
		all[i].keys = slices.DeleteFunc(slices.Clone(forms[i].Keys), own)
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

// effects are what a fault may do to what it strikes.
func effects() []thing {
	word := func(name, doc, effect string) thing {
		return thing{kind: "effect of a fault", name: name, doc: doc, sample: "faults: { NAME: { on: node, effect: " +
			effect + ", rate: 2/y, repair: 40m } }"}
	}
	return []thing{
		word("down", "The component serves nothing and answers nothing.", "down"),
		word("hang", "Takes requests and finishes none; may still answer who asks after it.", "hang"),
		word("slow", "Serves correctly, but work takes so many times as long.", "{ slow: 5x }"),
		word("lossy", "The component answers, but a share of its requests fails, where traffic is played.",
			"{ lossy: 20% }"),
		word("corrupt", "A share of its answers is wrong, 0% unless given, and nothing says so.", "corrupt"),
		word("partition", "No message crosses the border of the component, or only one way.", "partition"),
	}
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

// sentence begins with a capital, unless that is no letter of a word (φ), and ends with a stop.
func sentence(text string) string {
	if text == "" {
		return text
	}
	if text[0] < utf8.RuneSelf {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
