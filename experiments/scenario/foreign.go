package scenario

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// foreigner is a kind of file that other tools read.
type foreigner struct {
	name string
	is   func(root *yaml.Node) bool
	help string // where its matter stands in a scenario
}

const (
	objectiveHome = "an objective reads slo: [ { metric: availability, at_least: 99.9%, window: 30d, in: 99% } ]"
	replicaHome   = "replicas are nodes of a class under topology, what runs on them stands under services"
)

// foreigners are the files that people who run systems have at hand; the first that fits is meant.
func foreigners() []foreigner {
	return []foreigner{
		{"an OpenSLO file", func(n *yaml.Node) bool {
			return strings.HasPrefix(valueOf(n, "apiVersion"), "openslo/")
		}, objectiveHome},
		{"a Kubernetes manifest", having("apiVersion", "kind"), replicaHome},
		{"a Helm chart", having("apiVersion", "name"), replicaHome},
		{"an SLO for Sloth", having("slos", "service"), objectiveHome},
		{"a file of Prometheus rules", having("groups"), "objectives stand under slo, alerts under alarm"},
		{"a configuration of Prometheus", having("scrape_configs"), "what watches the nodes stands under detection"},
		{"a file for Docker Compose", composed, replicaHome},
		{"a CloudFormation template", having("Resources"), ""},
	}
}

// having tells files that have all of these keys at their top.
func having(keys ...string) func(root *yaml.Node) bool {
	return func(root *yaml.Node) bool {
		for _, key := range keys {
			if lookup(root, key) == nil {
				return false
			}
		}
		return true
	}
}

// composed tells files whose services have images, or are built.
func composed(root *yaml.Node) bool {
	services := lookup(root, "services")
	if services == nil || services.Kind != yaml.MappingNode || len(services.Content) < 2 {
		return false
	}
	first := services.Content[1]
	return first.Kind == yaml.MappingNode && (lookup(first, "image") != nil || lookup(first, "build") != nil)
}

// foreign tells a file that is meant for another tool, by one report instead of one for each of its keys; nil if the
// document is none. What has a topology, or the base of a study, was written for nines, whatever else stands there.
func (d *Document) foreign() *Problem {
	if d.root.Kind != yaml.MappingNode || lookup(d.root, "topology") != nil || lookup(d.root, "base") != nil {
		return nil
	}
	for _, f := range foreigners() {
		if !f.is(d.root) {
			continue
		}
		help := "nines init writes a scenario to start from, nines describe says what goes into it"
		if f.help != "" {
			help = f.help + "; " + help
		}
		p := d.problem(d.root, fmt.Sprintf("this is %s, not a scenario", f.name), help)
		return &p
	}
	return nil
}
