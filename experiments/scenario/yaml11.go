package scenario

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// switches are the words that YAML 1.1, which many tools still read, takes for true and false; YAML 1.2 has these two
// only. A tool that reads on: and writes true: has broken the file.
var switches = map[string][]string{
	"true":  {"on", "On", "ON", "yes", "Yes", "YES", "y", "Y"},
	"false": {"off", "Off", "OFF", "no", "No", "NO", "n", "N"},
}

// sexagesimal is a number to the base 60 in YAML 1.1, and a time of day to everybody else.
var sexagesimal = regexp.MustCompile(`^[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$`)

// quoteForOthers quotes the plain words of a tree that tools of YAML 1.1 would take for something else.
func quoteForOthers(n *yaml.Node) {
	if n == nil {
		return
	}
	if n.Kind == yaml.ScalarNode && n.Style == 0 && mistakable(n.Value) {
		n.Style = yaml.DoubleQuotedStyle
	}
	for _, child := range n.Content {
		quoteForOthers(child)
	}
}

func mistakable(word string) bool {
	for _, words := range switches {
		if slices.Contains(words, word) {
			return true
		}
	}
	return sexagesimal.MatchString(word)
}

// misread is the known key that another tool has turned into an unknown one, true or false; "" if that is not what
// happened.
func misread(key string, known []string) string {
	for _, word := range switches[strings.ToLower(key)] {
		if slices.Contains(known, word) {
			return word
		}
	}
	return ""
}
