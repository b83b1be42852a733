package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nines/experiments/scenario"
)

// What nines describe gives as an example of a policy, a process, a law or a preset can be copied into a scenario.
func TestSamplesCompile(t *testing.T) {
	for _, x := range slices.Concat(things("policies"), things("traffic"), things("laws"), things("presets")) {
		if text, ok := sampled(x, x.sample); ok && !x.key {
			if err := compiles(text); err != nil {
				t.Errorf("%s: %v", x.name, err)
			}
		}
	}
}

// Every key that nines describe lists beside the parameters of a policy or process may be written there.
func TestKeysBesideAreTaken(t *testing.T) {
	besides := map[string]string{"pause_guard": "from: zone-a/node-1, ", "cancel_takes": "tied: true, ",
		"idle_after": "session: { requests: 10, think: 8s }, "} // without which they would mean nothing
	n := 0
	for _, x := range slices.Concat(things("policies"), things("traffic")) {
		for _, k := range x.keys {
			if k.Name == "idle_after" && x.name == "closed" { // whose users send several requests anyhow
				besides[k.Name] = ""
			}
			names := regexp.MustCompile("(policy|process): " + x.name + "\\b")
			with := names.ReplaceAllString(x.sample, besides[k.Name]+k.Name+": "+k.Example+", $0")
			text, ok := sampled(x, with)
			if x.key || !ok || strings.Contains(x.sample, k.Name+": ") {
				continue
			}
			n++
			if err := compiles(text); err != nil {
				t.Errorf("%s of %s: %v", k.Name, x.name, err)
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d keys have been tried", n)
	}
}

// sampled is a scenario around a sample, with what that needs besides; false for what needs a file of data or is part
// of a fault.
func sampled(x thing, sample string) (text string, ok bool) {
	repair, more := "repair: 1h", sample
	if strings.HasPrefix(more, "repair: ") {
		repair, more = more, ""
	}
	if strings.HasPrefix(more, "faults: ") || x.name == "empirical" || x.name == "trace" || x.name == "table" {
		return "", false
	}
	if x.name == "rollback" { // which needs a change to take back
		repair += ", change: true"
	}
	if strings.HasPrefix(more, "alarm: ") { // which needs somebody to agree
		more += "\ndetection: { NAME: { policy: heartbeat }, OTHER: { policy: instant }, " +
			"heartbeat: { policy: heartbeat }, latency: { policy: instant } }"
	}
	if x.name == "burn-rate" { // which needs requests that may fail
		more += "\ntraffic: { service: api, arrivals: { process: poisson, rate: 1/s } }"
	}
	if strings.HasPrefix(more, "balancing: ") { // some of which need single requests
		more += "\n" + requested("")
	}
	if !strings.HasPrefix(more, "resources: ") {
		more += "\nresources: { bandwidth: { repair: { rate: 100MB/s } } }"
	}
	if x.name == "priority" { // which needs the faults that it names
		repair += " }, power: { on: fleet, rate: 1/y, repair: 1h }, disk: { on: node, rate: 1/y, repair: 1h"
	}
	return "version: 1\ntime: { horizon: 30d }\ntopology: [ { level: zone, count: 2, names: [ a, b ] }, " +
		"{ level: node, count: 2 } ]\nfaults: { x: { on: node, rate: 1/y, " + repair +
		" } }\nservices: { api: { runs_on: node, up_when: { at_least: 1 } } }\n" + more + "\n", true
}

func compiles(text string) error {
	document, err := scenario.Parse("sample.yaml", []byte(text))
	if err == nil {
		_, err = document.Compile(scenario.DefaultCatalogs())
	}
	return err
}

// Whatever a user has read in the README as a word of the language leads somewhere, and so does what people call it
// elsewhere.
func TestEveryWordLeadsSomewhere(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	a := &app{}
	all := everything(a.root())
	leads := func(word string) bool {
		return len(mentions(word, all)) > 0 || len(named(word)) > 0 || len(keyThings(word)) > 0
	}
	for _, m := range regexp.MustCompile("`([a-z][a-z0-9_.-]+)`").FindAllStringSubmatch(string(readme), -1) {
		file := strings.TrimLeft(filepath.Ext(m[1]), ".")
		if !slices.Contains([]string{"csv", "json", "yaml", "go", "bin", "tar"}, file) && !leads(m[1]) {
			t.Errorf("%s leads nowhere", m[1])
		}
	}
	for word, others := range synonyms() {
		if !leads(word) {
			t.Errorf("%s leads nowhere", word)
		}
		for _, other := range others {
			if !slices.ContainsFunc(all, func(s spoken) bool { return s.of(stemsOf(other)) >= 0 }) {
				t.Errorf("%s is called %s, which is nothing", word, other)
			}
		}
	}
	for word, first := range map[string]string{"standby": "failover", "role": "failover", "shelf": "stock", "std": "sd",
		"on-call": "call_out", "weekend": "days", "price": "cost", "false alarm": "false_alarms", "SLA": "slo",
		"datacenter": "topology", "maintenance window": "every", "technician": "crews", "seed": "seed", "Excel": "replay"} {
		found := mentions(word, all)
		if !slices.ContainsFunc(found[:min(len(found), 6)], func(x thing) bool {
			return x.name == first || strings.HasSuffix(x.name, "."+first)
		}) {
			t.Errorf("%s does not lead to %s at once", word, first)
		}
	}
}

// A word that a key takes is told with what it means, in the words of the key, and where it is written. A parameter has
// a line only, in which words that explain themselves need not stand.
func TestValuesAreTold(t *testing.T) {
	all := values("")
	for _, x := range all {
		said := stemsOf(x.doc)
		for _, s := range stemsOf(x.name) {
			if !slices.Contains(said, s) && x.of != "signal of monitoring" {
				t.Errorf("what is said of %s does not tell what %s means: %s", x.of, x.name, x.doc)
			}
		}
	}
	for word, of := range map[string]string{"tornado": "design of sweeps", "holm": "test.correction of comparisons",
		"best": "find of comparisons", "broken": "until of sweeps", "stop": "resources.crews.NAME.at_end",
		"queue": "signal of monitoring", "all": "subject_to.slo of plans"} {
		if !slices.ContainsFunc(values(word), func(x thing) bool { return x.of == of }) {
			t.Errorf("%s is not told to be a value of %s", word, of)
		}
	}
	if len(all) < 60 {
		t.Errorf("only %d values", len(all))
	}
}

// What is the same in many places is told once, with the places.
func TestDescriptionsAreTogether(t *testing.T) {
	for name, most := range map[string]int{"faults.crash.heals.scale": 5, "heals.scale": 5, "interval": 8, "mean": 3} {
		all := slices.Concat(named(name), together(keyThings(name)))
		if len(all) == 0 {
			all = parameters(name)
		}
		if len(all) == 0 || len(all) > most {
			t.Errorf("%s: %d descriptions", name, len(all))
		}
		for i := range all {
			if slices.ContainsFunc(all[:i], all[i].like) {
				t.Errorf("%s: %s twice", name, all[i].name)
			}
		}
	}
}

// A sentence that begins with a symbol keeps it.
func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a word": "A word.", "φ from which": "φ from which.", "Done.": "Done.",
	} {
		if got := sentence(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
