package scenario

import (
	"slices"
	"strings"

	"nines/sim/unit"
)

// Lever is a setting of a scenario of which there may be a little more, or less.
type Lever struct {
	Path string
	From string   // as it is
	To   []string // what it may be instead
}

// Levers are what whoever runs a system has a little more or less of: nodes of each class in every innermost domain,
// hands of each crew, parts of each stock, and a minute more until a detector suspects. They are those of a scenario as
// it was written; where parents differ, or shifts do, there is no such number.
func (s *Scenario) Levers() []Lever {
	all := s.nodeLevers()
	for _, c := range s.Spec.Resources.Crews {
		all = append(all, counted("resources.crews."+c.Name+".count", c.Value.Count, 1))
	}
	for _, p := range s.Spec.Resources.Spares {
		all = append(all, counted("resources.spares."+p.Name+".stock", p.Value.Stock, 0))
	}
	return append(all, s.sightLevers()...)
}

// counted is one less, where that is not below the least, and one more.
func counted(path string, n, least unit.Count) Lever {
	l := Lever{Path: path, From: n.String()}
	if n > least {
		l.To = append(l.To, (n - 1).String())
	}
	l.To = append(l.To, (n + 1).String())
	return l
}

func (s *Scenario) nodeLevers() (all []Lever) {
	last := s.Spec.Topology[len(s.Spec.Topology)-1]
	path := "topology." + last.Level
	switch {
	case len(last.Count) == 1:
		all = append(all, counted(path+".count", unit.Count(last.Count[0]), 1))
	case len(last.Classes) == 1:
		for _, c := range last.Classes[0] {
			all = append(all, counted(path+".classes."+c.Name, c.Value, 1))
		}
	}
	return all
}

// hesitation is by policy how detectors call the time for which they wait before they suspect.
var hesitation = map[string]string{"heartbeat": "timeout", "gossip": "timeout", "monitoring": "hold"}

func (s *Scenario) sightLevers() (all []Lever) {
	written, err := s.written()
	if err != nil {
		return nil
	}
	detectors := lookup(written.root, "detection")
	for k := 0; detectors != nil && k+1 < len(detectors.Content); k += 2 {
		name, d := detectors.Content[k].Value, detectors.Content[k+1]
		policy := lookup(d, "policy")
		if policy == nil {
			continue
		}
		key := hesitation[policy.Value]
		waits := lookup(d, key)
		if key == "" || waits == nil {
			continue
		}
		if now, err := unit.ParseDuration(waits.Value); err == nil {
			all = append(all, Lever{"detection." + name + "." + key, waits.Value, []string{(now + unit.Minute).String()}})
		}
	}
	return all
}

// Decides reports whether a plan decides a setting, or something that it is a part of, or that is a part of it.
func (s *Plan) Decides(path string) bool {
	return slices.ContainsFunc(s.Decide, func(d Decision) bool {
		return path == d.Path || strings.HasPrefix(path, d.Path+".") || strings.HasPrefix(d.Path, path+".")
	})
}
