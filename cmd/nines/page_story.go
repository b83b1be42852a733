package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/models"
	"nines/plots/page"
	"nines/sim/unit"
)

// story is what a replication that was played again says of one incident.
type story struct {
	blueprint *models.Blueprint
	row       *result.IncidentRow
	notes     []timed // of the window
	lines     []timed // of those, what is worth telling; with text

	where    string
	detector string // the first that saw it
	crew     string
	how      string  // what ended it
	passes   bool    // it passed by itself
	down     float64 // seconds of outages within the window, of all services
	ends     bool    // the outages were over in the window
}

// timed is a note with its time after the warm-up.
type timed struct {
	at   float64
	note models.Note
	text string // "" for the words of a trace
}

func (s *story) tell(at float64, n models.Note) { s.notes = append(s.notes, timed{at: at, note: n}) }
func (s *story) end(float64) error              { return nil }

// mostReplayed is how much work a replication may take to be played again for a page, in events: some seconds' worth.
const mostReplayed = 6e6

// replayed plays the replication of an incident again, as far as that; nil where that takes long, where the folder is
// another program's, or where it is not the same story.
func (t *telling) replayed(row *result.IncidentRow) *story {
	system := t.systemOf(&row.Key)
	if system == nil || !sameProgram(&t.folder.Manifest, thisProgram()) || estimate(system.Blueprint).work > mostReplayed {
		return nil
	}
	s := &story{blueprint: system.Blueprint, row: row}
	w := t.windowOf(row)
	w.from = math.Min(w.from, row.Start)
	if err := retell(t.ctx, system, uint32(row.Replication), w, s); err != nil || !s.understand() {
		return nil
	}
	return s
}

// understand finds the incident among the notes; false: it is not there as the table has it.
func (s *story) understand() bool {
	b := s.blueprint
	begins := slices.IndexFunc(s.notes, func(x timed) bool {
		return x.note.What == models.Begins && x.note.Incident == s.row.Incident
	})
	if begins < 0 || math.Abs(s.notes[begins].at-s.row.Start) > 1e-6*math.Max(1, math.Abs(s.row.Start)) ||
		b.Faults[s.notes[begins].note.Fault].Name != s.row.Cause {
		return false
	}
	s.where = b.Topology.Path(s.notes[begins].note.Where)
	s.row.NodesAffected = max(s.row.NodesAffected, s.notes[begins].note.Nodes)
	first, last := b.Topology.Span(s.notes[begins].note.Where)
	fell := map[int]float64{}
	others := map[string]int{}
	var beliefs []timed
	flush := func() {
		s.lines = append(s.lines, summed(b, beliefs)...)
		beliefs = nil
	}
	for _, x := range s.notes {
		n := x.note
		own := n.Incident == s.row.Incident
		switch n.What {
		case models.Suspects, models.Trusts:
			if leaf, ok := b.Topology.Leaf(n.Where); !ok || leaf < first || leaf >= last {
				continue
			}
			if len(beliefs) > 0 && beliefs[0].note.What != n.What {
				flush()
			}
			beliefs = append(beliefs, x)
			continue
		case models.Falls:
			fell[n.Service] = x.at
		case models.Rises:
			if from, known := fell[n.Service]; known {
				s.down += x.at - from
				delete(fell, n.Service)
			}
		case models.Begins:
			if !own {
				others[b.Faults[n.Fault].Name]++
			}
		}
		if own {
			s.learn(n)
		}
		if own || n.Service >= 0 || n.What == models.Panics || n.What == models.Calms {
			flush()
			s.lines = append(s.lines, x)
		}
	}
	flush()
	s.ends = len(fell) == 0
	for _, name := range sortedKeys(others) {
		s.lines = append(s.lines, timed{at: math.Inf(1), text: fmt.Sprintf("meanwhile %s struck elsewhere %s", name,
			often(others[name]))})
	}
	return true
}

// learn takes in a note of the incident itself.
func (s *story) learn(n models.Note) {
	b := s.blueprint
	switch n.What {
	case models.Alarms:
		if s.detector == "" {
			s.detector = b.Watches[n.Watch].Name
		}
	case models.Queues, models.Starts:
		if n.Crew >= 0 {
			s.crew = b.Crews[n.Crew].Name
		}
	case models.Heals:
		s.passes = true
	case models.Ends:
		s.how = n.Treatment
	}
}

// summed says changes of mind about many nodes in one line.
func summed(b *models.Blueprint, beliefs []timed) []timed {
	const few = 3
	if len(beliefs) <= few {
		return beliefs
	}
	verb, after := "suspects", ""
	if beliefs[0].note.What == models.Trusts {
		verb, after = "trusts", " again"
	}
	text := fmt.Sprintf("%s %s %s%s", b.Watches[beliefs[0].note.Watch].Name, verb, plural(len(beliefs), "node"), after)
	if took := beliefs[len(beliefs)-1].at - beliefs[0].at; took > 0 {
		text += fmt.Sprintf(" within %s, %s first", human(took), b.Topology.Path(beliefs[0].note.Where))
	}
	return []timed{{at: beliefs[0].at, note: beliefs[0].note, text: text}}
}

func sortedKeys(counts map[string]int) []string {
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func often(n int) string {
	if n == 1 {
		return "once"
	}
	return whole(n) + " times"
}

// mostLinesTold is how many lines of a timeline a page has.
const mostLinesTold = 30

// table is the timeline, counted from the onset.
func (s *story) table() *page.Table {
	t := &page.Table{Header: []string{"after", "at", "what happened"}, Kinds: "fft"}
	for i, x := range s.lines {
		const last = 8
		if rest := len(s.lines) - last - i; len(s.lines) > mostLinesTold && i >= mostLinesTold-last && rest > 0 {
			if i == mostLinesTold-last {
				t.Rows = append(t.Rows, []string{"", "", fmt.Sprintf("… %d lines more, which the command below tells …", rest)})
			}
			continue
		}
		text := x.text
		if text == "" {
			text = phrase(s.blueprint, x.note)
		}
		if math.IsInf(x.at, 1) {
			t.Rows = append(t.Rows, []string{"", "", text})
			continue
		}
		t.Rows = append(t.Rows, []string{signedSpan(x.at - s.row.Start), clockTime(x.at), text})
	}
	return t
}

// signedSpan is a time before or after something.
func signedSpan(seconds float64) string {
	switch {
	case seconds == 0:
		return "0"
	case seconds < 0:
		return "−" + human(-seconds)
	}
	return "+" + human(seconds)
}

// cost says what an incident cost: how long services were down around it, and how much that is of what is allowed.
func (s *story) cost(t *telling) string {
	var failing []string
	still := false
	for _, x := range s.lines {
		if x.note.What == models.Serves && x.text == "" {
			failing = append(failing, fmt.Sprintf("%s after its onset, %s", human(x.at-s.row.Start),
				phrase(s.blueprint, x.note)))
			still = x.note.Loses >= fewFail
		}
	}
	text := ""
	if len(failing) > 0 {
		text = strings.Join(failing, "; ")
		if still {
			text += ", and had not recovered " + human(t.windowOf(s.row).to-s.row.Start) + " after its onset"
		}
		text = sentence(text) + " "
	}
	if s.down == 0 {
		return text
	}
	text += "Around it, services were down for " + human(s.down)
	if !s.ends {
		text += " and more"
	}
	for _, o := range t.objectives() {
		share, _, _ := strings.Cut(o.AtMost, " ")
		if allowed, err := unit.ParseDuration(share); o.Metric == "downtime" && err == nil && allowed > 0 {
			text += fmt.Sprintf(", %.0f %% of the %s that an objective allows", 100*s.down/float64(allowed), o.AtMost)
		}
	}
	return text + "."
}
