package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"nines/experiments"
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

	where     string
	detector  string // the first that saw it
	crew      string
	how       string              // what ended it
	passes    bool                // it passed by itself
	suspected bool                // it was noticed at once, and nobody began to suspect a node for that
	main      string              // the service that the page is about first of all
	down      float64             // seconds of outages of one service within the window: of around
	ends      bool                // they were over in the window
	around    string              // the service that it took down, or that with the longest outages; "": none was down
	service   string              // that it took down, the main one if it fell with others; "": not told
	known     *experiments.Outage // that it began, where it was looked for; nil: the notes of the window tell
	fell      float64             // when
	outage    float64             // seconds that the service was down for then; +Inf: it was not up again in the window
	requests  []models.Requests   // of the window, by flow
}

// timed is a note with its time after the warm-up.
type timed struct {
	at   float64
	note models.Note
	text string // "" for the words of a trace
}

func (s *story) tell(at float64, n models.Note) { s.notes = append(s.notes, timed{at: at, note: n}) }
func (s *story) end(float64) error              { return nil }

func (s *story) count(all []models.Requests, sign float64) {
	if s.requests == nil {
		s.requests = make([]models.Requests, len(all))
	}
	for i := range all {
		s.requests[i].Arrived += float64(sign * all[i].Arrived)
		s.requests[i].Lost += float64(sign * all[i].Lost)
	}
}

// mostReplayed is how much work a replication may take to be played again for a page, in events: some seconds' worth.
const mostReplayed = 3e6

// replayed plays the replication of an incident again, as far as that; nil where that takes long, where the folder is
// another program's, or where it is not the same story.
func (t *telling) replayed(e episode) *story {
	if !t.playable(&e.row.Key) {
		return nil
	}
	system := t.systemOf(&e.row.Key)
	s := &story{blueprint: system.Blueprint, row: e.row, main: t.mainName(), known: e.found}
	w := t.windowOf(e)
	w.from = math.Min(w.from, e.row.Start)
	if err := retell(t.ctx, system, uint32(e.row.Replication), w, s); err != nil || !s.understand() {
		return nil
	}
	return s
}

// playable reports whether a replication of a configuration can be played again for a page, and is the same story.
func (t *telling) playable(k *result.Key) bool {
	system := t.systemOf(k)
	return system != nil && sameProgram(&t.folder.Manifest, thisProgram()) &&
		estimate(system.Blueprint).work <= mostReplayed
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
	onset := s.notes[begins].note
	s.where = b.Topology.Path(onset.Where)
	s.row.NodesAffected = max(s.row.NodesAffected, onset.Nodes)
	s.outages()
	s.choose(onset)
	return true
}

// outages measures those of the window, and the one that the incident began.
func (s *story) outages() {
	fell, down, own := map[int]float64{}, map[int]float64{}, s.began()
	if s.known != nil {
		own = slices.IndexFunc(s.blueprint.Services, func(x models.Service) bool { return x.Name == s.main })
		s.fell, s.service, s.outage = s.known.Start, s.main, s.known.Length
	}
	for _, x := range s.notes {
		switch n := x.note; n.What {
		case models.Falls:
			fell[n.Service] = x.at
		case models.Rises:
			from, known := fell[n.Service]
			if !known {
				continue
			}
			down[n.Service] += x.at - from
			delete(fell, n.Service)
			if n.Service == own && from == s.fell {
				s.outage = x.at - from
			}
		}
	}
	for service, spec := range s.blueprint.Services { // of one: those that need each other are down at once
		if own < 0 && down[service] > s.down || own == service {
			_, open := fell[service]
			s.around, s.down, s.ends = spec.Name, down[service], !open
		}
	}
	if s.known != nil {
		s.down = math.Max(s.down, s.outage) // where the notes do not have its end
	}
}

// began finds the outage that the incident began: of the main service if that fell at the same time as the first; −1
// where there was none.
func (s *story) began() (own int) {
	own = -1
	for _, x := range s.notes {
		n := x.note
		if n.What != models.Falls || x.at < s.row.Start || n.Incident != s.row.Incident && x.at != s.row.Start {
			continue
		}
		name := s.blueprint.Services[n.Service].Name
		if own < 0 || name == s.main && x.at == s.fell {
			own, s.fell, s.service, s.outage = n.Service, x.at, name, math.Inf(1)
		}
	}
	return own
}

// choose finds what is worth a line: what is said of the incident, of services, of balancers and of logs; changes of
// mind about its nodes, summed up; and how often what else struck.
func (s *story) choose(onset models.Note) {
	b := s.blueprint
	first, last := b.Topology.Span(onset.Where)
	others := map[string]int{}
	var beliefs []timed
	for _, x := range s.notes {
		n := x.note
		own := n.Incident == s.row.Incident
		if own {
			s.learn(n)
		}
		switch leaf, isNode := b.Topology.Leaf(n.Where); {
		case n.What == models.Suspects || n.What == models.Trusts:
			if !isNode || leaf < first || leaf >= last {
				continue
			}
			if len(beliefs) > 0 && beliefs[0].note.What != n.What {
				s.lines, beliefs = append(s.lines, summed(b, beliefs)...), nil
			}
			beliefs = append(beliefs, x)
		case own || n.Service >= 0 || n.What == models.Panics || n.What == models.Calms || leads(b, n):
			s.lines = append(append(s.lines, summed(b, beliefs)...), x)
			beliefs = nil
		case n.What == models.Begins:
			others[b.Faults[n.Fault].Name]++
		}
	}
	s.lines = append(s.lines, summed(b, beliefs)...)
	for _, name := range slices.Sorted(maps.Keys(others)) {
		s.lines = append(s.lines, timed{at: math.Inf(1), text: fmt.Sprintf("meanwhile %s struck elsewhere %s", name,
			often(others[name]))})
	}
}

// leads reports whether a note is about who leads, or is a member of, a log that a service stands or falls with.
func leads(b *models.Blueprint, n models.Note) bool {
	return n.What.OfLog() && slices.ContainsFunc(b.Services, func(s models.Service) bool { return s.Log == n.Log+1 })
}

// learn takes in a note of the incident itself.
func (s *story) learn(n models.Note) {
	b := s.blueprint
	switch n.What {
	case models.Alarms:
		if s.detector == "" {
			s.detector = b.Watches[n.Watch].Name
			s.suspected = !slices.ContainsFunc(s.notes, func(x timed) bool {
				return x.note.What == models.Suspects && x.note.At == n.At
			})
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

// cost says what an incident cost: how requests fared, how long services were down, and how much that is of what is
// allowed.
func (s *story) cost(t *telling) string {
	text := s.fared(t) + s.fall() + s.lost()
	if n := s.lostGroups(); n > 0 {
		text += fmt.Sprintf("It destroyed the last that was needed of %s of data. ", plural(n, "group"))
	}
	total := s.down
	switch {
	case s.service == "" && s.down > 0, s.down > 1.01*s.outage:
		text += "Around it, " + s.around + " was down for " + human(s.down) + " in all"
		if !s.ends {
			text += " and more"
		}
		text += ". "
	case math.IsInf(s.outage, 1):
		return text
	}
	for _, o := range t.one.objectives() {
		share, _, _ := strings.Cut(o.AtMost, " ")
		if allowed, err := unit.ParseDuration(share); o.Metric == "downtime" && err == nil && allowed > 0 && total > 0 {
			const many = 10
			much := fmt.Sprintf("%.3g %% of", 100*total/float64(allowed))
			if times := total / float64(allowed); times >= many {
				much = fmt.Sprintf("%.3g times", times)
			}
			text += fmt.Sprintf("That is %s the %s that an objective allows%s.", much, o.AtMost, allowedIn(t, &o))
			break
		}
	}
	return text
}

// allowedIn says in how many of its periods an objective may be missed: ", which 5 % of runs of 1 y may miss".
func allowedIn(t *telling, o *objective) string {
	if o.In.Mean || !(o.In.Share > 0 && o.In.Share < 1) {
		return ""
	}
	return ", which " + (1 - o.In.Share).Percent() + " of " + o.periods(t.one) + " may miss"
}

// lost says what it cost the users of the main service, in requests; "" where nobody sends any.
func (s *story) lost() string {
	const few = 0.5
	x := s.ofUsers()
	if !(x.Arrived > 0) {
		return ""
	}
	if !(x.Lost >= few) {
		return "No request was lost in this time. "
	}
	return fmt.Sprintf("Requests lost in this time: %s, which are %s of those that came. ", countOf(math.Round(x.Lost)),
		unit.Ratio(x.Lost/x.Arrived).Percent())
}

// ofUsers are the requests to the main service in the window; none where nobody sends any.
func (s *story) ofUsers() (x models.Requests) {
	flow := slices.IndexFunc(s.blueprint.Flows(), func(i int) bool { return s.blueprint.Services[i].Name == s.main })
	if flow >= 0 && flow < len(s.requests) {
		x = s.requests[flow]
	}
	return x
}

// fared says when services began to fail many of their requests.
func (s *story) fared(t *telling) string {
	var failing []string
	still := false
	for _, x := range s.lines {
		if x.note.What == models.Serves && x.text == "" {
			failing = append(failing, fmt.Sprintf("%s after its onset %s", human(x.at-s.row.Start),
				phrase(s.blueprint, x.note)))
			still = x.note.Loses >= fewFail
		}
	}
	if len(failing) == 0 {
		return ""
	}
	text := strings.Join(failing, "; ")
	if still {
		told := t.windowOf(episode{row: s.row, found: s.known})
		text += ", and has not recovered " + human(told.to-s.row.Start) + " after it"
	}
	return sentence(text) + " "
}

// fall says that the service went down, and for how long.
func (s *story) fall() string {
	if s.service == "" {
		return ""
	}
	when := "at once"
	if later := s.fell - s.row.Start; later > 0 {
		when = human(later) + " after its onset"
	}
	switch {
	case s.known != nil && s.known.Open:
		return fmt.Sprintf("Service %s went down %s and was not up again when the run ended, %s later. ", s.service, when,
			human(s.outage))
	case math.IsInf(s.outage, 1):
		return fmt.Sprintf("Service %s went down %s, for longer than the incident. ", s.service, when)
	}
	return fmt.Sprintf("Service %s went down %s, for %s. ", s.service, when, human(s.outage))
}
