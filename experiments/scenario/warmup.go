package scenario

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/sim/unit"
)

// WarmupSpec is how long is played first and not measured: a time, or the word auto, which stands for one that is to be
// found. Once it is, the time and where it comes from stand in its place.
type WarmupSpec struct {
	Length unit.Duration `key:"length" required:"true"`
	Found  string        `key:"found"` // how the time was found; "" where its author knows it
	Auto   bool          // it is not known yet; then Length is 0
	place  Problem       // in the file
}

func (WarmupSpec) notes() notes {
	return notes{
		"length": {"The time itself.", "30d", ""},
		"found":  {"How it was found, if the program did that; scenario.resolved.yaml says so.", "by MSER-5", ""},
	}
}

// automatic is the word for a warm-up that is to be found.
const automatic = "auto"

// UnmarshalText reads "30d" or "auto".
func (w *WarmupSpec) UnmarshalText(text []byte) error {
	if string(text) == automatic {
		w.Auto = true
		return nil
	}
	length, err := unit.ParseDuration(string(text))
	if err != nil {
		return &unit.Error{Text: string(text), Problem: "is neither a time nor the word auto",
			Remedy: "write warmup: 30d, or warmup: auto to have it found"}
	}
	w.Length = length
	return nil
}

// Notation is how warm-ups are written.
func (WarmupSpec) Notation() unit.Notation {
	return unit.Notation{Name: "duration or auto", Example: "30d or auto", Bare: "number",
		Pattern: "^(auto|" + inner(unit.Duration(0)) + ")$"}
}

// String is the text that UnmarshalText reads.
func (w WarmupSpec) String() string {
	if w.Auto {
		return automatic
	}
	return w.Length.String()
}

// Unfound is the error that a warm-up is played that nobody has found, or cannot be found.
func (w *WarmupSpec) Unfound(help, format string, args ...any) error {
	p := w.place
	p.Message, p.Help = fmt.Sprintf(format, args...), help
	return Problems{p}
}

// FindsWarmup reports whether the warm-up of a scenario is to be found, without understanding the rest of it.
func (d *Document) FindsWarmup() bool {
	time := lookup(d.root, "time")
	if time == nil || time.Kind != yaml.MappingNode {
		return false
	}
	warmup := lookup(time, "warmup")
	return warmup != nil && warmup.Kind == yaml.ScalarNode && warmup.Value == automatic
}

// Warm puts a warm-up that was found in the place of the word auto.
func (d *Document) Warm(found WarmupSpec) {
	out := &yaml.Node{Kind: yaml.MappingNode}
	appendPair(out, "length", word(found.Length.String()))
	appendPair(out, "found", textNode(found.Found))
	must(d.put("time.warmup", out, "the warm-up that was found"))
}

// SetsWarmup reports whether one of some settings has the warm-up found.
func SetsWarmup(settings []Setting) bool {
	for _, s := range settings {
		if (s.Path == "time.warmup" || s.Path == "time") && strings.Contains(s.Value, automatic) {
			return true
		}
	}
	return false
}

// findable refuses to have a warm-up found where the system is meant to change for as long as it is played: it never
// settles, and what is to come would be taken for what passes.
func (c *compiler) findable() {
	w := &c.spec.Time.Warmup
	w.place = c.placeOf("time.warmup")
	if at, why := c.spec.drifts(); w.Auto && why != "" {
		c.failAt("time.warmup", "write how long the system takes to settle, as in warmup: 30d",
			"no warm-up can be found: %s %s, so that the system is not meant to settle", at, why)
	}
}

// drifts says what has a system change from beginning to end, and why; "" where nothing does.
func (s *Spec) drifts() (at, why string) {
	for _, f := range s.Faults {
		switch {
		case f.Value.At != nil && f.Value.Every == nil:
			return join("faults", f.Name), "strikes once, at a time that is known"
		case f.Value.Replay != nil && !f.Value.Replay.Resample.drawn():
			return join("faults", f.Name), "plays a record"
		}
	}
	for _, t := range s.Traffic {
		if t.Arrivals != nil && t.Arrivals.Growth != nil {
			return "the traffic of " + t.Service, "grows"
		}
	}
	return "", ""
}

// Changes reports whether a system is meant to differ from one part of the measured time to another: it drifts, or has
// hours and days of its own.
func (s *Scenario) Changes() bool {
	_, why := s.Spec.drifts()
	changes := why != ""
	for _, f := range s.Spec.Faults {
		changes = changes || f.Value.Every != nil
	}
	for _, crew := range s.Spec.Resources.Crews {
		changes = changes || len(crew.Value.Shifts) > 0
	}
	for _, service := range s.Blueprint.Flows() {
		d := s.Blueprint.DemandOn(service)
		changes = changes || !d.Steady()
	}
	return changes
}
