package scenario

import (
	"os/exec"
	"strings"
	"testing"
)

// A file that was written for another tool is named as what it is, once.
func TestForeignFiles(t *testing.T) {
	for text, want := range map[string]string{
		"apiVersion: openslo/v1\nkind: SLO\nspec: {}\n":                  "this is an OpenSLO file",
		"apiVersion: apps/v1\nkind: Deployment\nspec: {replicas: 3}\n":   "this is a Kubernetes manifest",
		"apiVersion: v2\nname: web\nversion: 1.2.3\n":                    "this is a Helm chart",
		"version: prometheus/v1\nservice: web\nslos: []\n":               "this is an SLO for Sloth",
		"groups:\n- name: a\n  rules: []\n":                              "this is a file of Prometheus rules",
		"global: {}\nscrape_configs: []\n":                               "this is a configuration of Prometheus",
		"version: '3'\nservices: {web: {image: nginx}}\n":                "this is a file for Docker Compose",
		"AWSTemplateFormatVersion: 2010-09-09\nResources: {A: {B: c}}\n": "this is a CloudFormation template",
	} {
		_, err := Parse("other.yaml", []byte(text))
		problems, _ := err.(Problems)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, want) || problems[0].Line != 1 {
			t.Errorf("%q: got %v, want one report: %s", text, err, want)
		}
	}
	for _, text := range []string{"version: 1\nservices: {web: {runs_on: node}}\n", "topology: []\ngroups: []\n"} {
		if _, err := Parse("ours.yaml", []byte(text)); err != nil {
			t.Errorf("%q is taken for somebody else's: %v", text, err)
		}
	}
}

// What a tool of YAML 1.1 reads and writes is still the same scenario, for zones called no and hours of the clock too.
func TestResolvedSurvivesYAML11(t *testing.T) {
	const text = `
version: 1
name: x
time: { horizon: 1y }
topology: [ { level: zone, count: 3, names: ["no", se, y] }, { level: node, count: 2 } ]
classes: { node: { throughput: 1k/s } }
faults: { crash: { on: zone no, rate: 1/y, effect: down, repair: 1h } }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
`
	before, err := Parse("x.yaml", []byte(text))
	must(err)
	s, err := before.Compile(DefaultCatalogs())
	must(err)
	for _, want := range []string{`"on": zone no`, `- "no"`, `- "y"`, "- se"} {
		if !strings.Contains(string(s.Resolved), want) {
			t.Errorf("no %s in:\n%s", want, s.Resolved)
		}
	}
	python := exec.Command("python3", "-c", "import sys,yaml; yaml.dump(yaml.safe_load(sys.stdin), sys.stdout)")
	python.Stdin = strings.NewReader(string(s.Resolved))
	through, err := python.Output()
	if err != nil {
		t.Skip("no Python with PyYAML to pass the file through")
	}
	after, err := Parse("x.yaml", through)
	must(err)
	again, err := after.Compile(DefaultCatalogs())
	if err != nil || string(again.Resolved) == "" {
		t.Errorf("after YAML 1.1: %v\n%s", err, through)
	}
}

// A file that such a tool has broken says so.
func TestBrokenByYAML11(t *testing.T) {
	broken, err := Parse("x.yaml", []byte("version: 1\nfaults: { crash: { true: node } }\n"))
	must(err)
	if _, err = broken.Compile(DefaultCatalogs()); err == nil ||
		!strings.Contains(err.Error(), "another tool read the word on as true") {
		t.Errorf("got %v", err)
	}
}
