package main

import (
	"strings"
	"testing"

	"nines/experiments/scenario"
)

// What nines describe gives as an example of a law or a preset can be copied into a scenario.
func TestSamplesCompile(t *testing.T) {
	for _, thing := range append(things("laws"), things("presets")...) {
		if !strings.HasPrefix(thing.sample, "repair: ") || thing.name == "empirical" { // which needs a file of data
			continue
		}
		text := "version: 1\ntopology: [ { level: node, count: 2 } ]\nfaults: { x: { on: node, rate: 1/y, " +
			thing.sample + " } }\n"
		document, err := scenario.Parse("sample.yaml", []byte(text))
		if err == nil {
			_, err = document.Compile(scenario.DefaultCatalogs())
		}
		if err != nil {
			t.Errorf("%s: %v", thing.name, err)
		}
	}
}
