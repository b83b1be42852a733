package main

import (
	"encoding/json"
	"io"

	"nines/experiments"
	"nines/models"
)

// spans tells the story in the Trace Event Format of Chromium, which Perfetto reads: an asynchronous span for each
// incident with one for each of its stages within, and a thread for each service with its outages. Times are in
// microseconds.
type spans struct {
	out       io.Writer
	blueprint *models.Blueprint
	from      float64
	begun     bool // the window has
	events    int
	story     experiments.Story
	roles     holders
	requests  fares
	err       error
}

// traceEvent is one element of traceEvents.
type traceEvent struct {
	Name string  `json:"name"`
	Cat  string  `json:"cat,omitempty"`
	Ph   string  `json:"ph"`
	Ts   float64 `json:"ts"`
	Pid  int     `json:"pid"`
	Tid  int     `json:"tid"`
	ID   int     `json:"id,omitempty"`
	Args any     `json:"args,omitempty"` // a map of strings, or of numbers for a counter
}

// The processes under which tracks are grouped.
const (
	incidentsPid = 1
	servicesPid  = 2
)

func newSpans(out io.Writer, b *models.Blueprint, from float64) *spans {
	s := &spans{out: out, blueprint: b, from: from, requests: fares{}}
	s.write(`{"displayTimeUnit":"ms","traceEvents":[`)
	label := func(what string, pid, tid int, name string) {
		s.emit(traceEvent{Name: what, Ph: "M", Pid: pid, Tid: tid, Args: map[string]string{"name": name}})
	}
	label("process_name", incidentsPid, 0, "incidents")
	label("process_name", servicesPid, 0, "services")
	for i, service := range b.Services {
		label("thread_name", servicesPid, i+1, service.Name)
	}
	return s
}

func (s *spans) write(text string) {
	if s.err == nil {
		_, s.err = io.WriteString(s.out, text)
	}
}

func (s *spans) emit(e traceEvent) {
	line, err := json.Marshal(e)
	if err != nil {
		s.err = err
		return
	}
	separator := "\n"
	if s.events++; s.events > 1 {
		separator = ",\n"
	}
	s.write(separator + string(line))
}

// begin opens what was open before the window, at its edge.
func (s *spans) begin() {
	if s.begun {
		return
	}
	s.begun = true
	for _, x := range s.story.Open() {
		s.opens(s.from, x)
		s.stage("b", s.from, x, x.Stage)
	}
	for _, n := range s.roles {
		s.role("b", s.from, n.Service, n.Where)
	}
}

// role begins (b) or ends (e) the span of a node that has the role of a service.
func (s *spans) role(ph string, at float64, service int, holder models.ComponentID) {
	if s.begun {
		s.emit(traceEvent{Name: s.blueprint.Topology.Path(holder), Cat: "role of " + s.blueprint.Services[service].Name,
			Ph: ph, Ts: at * 1e6, Pid: servicesPid, Tid: service + 1, ID: int(holder)})
	}
}

// follow has a note change who has a role.
func (s *spans) follow(at float64, n models.Note) {
	switch n.What {
	case models.TakesRole:
		s.role("e", at, n.Service, n.From)
		fallthrough
	case models.HasRole:
		s.role("b", at, n.Service, n.Where)
	}
	s.roles.follow(n)
}

// stage begins (b) or ends (e) a stage of an incident.
func (s *spans) stage(ph string, at float64, x *experiments.Thread, name string) {
	if s.begun && x.Service < 0 {
		s.emit(traceEvent{Name: name, Cat: s.blueprint.Faults[x.Fault].Name, Ph: ph, Ts: at * 1e6, Pid: incidentsPid, Tid: 1,
			ID: x.Incident})
	}
}

// opens begins the span of an incident, or an outage; closes ends it.
func (s *spans) opens(at float64, x *experiments.Thread) { s.whole("b", "B", at, x) }

func (s *spans) closes(at float64, x *experiments.Thread) { s.whole("e", "E", at, x) }

func (s *spans) whole(incident, outage string, at float64, x *experiments.Thread) {
	switch {
	case !s.begun:
	case x.Service >= 0:
		s.emit(traceEvent{Name: "outage", Cat: "service", Ph: outage, Ts: at * 1e6, Pid: servicesPid, Tid: x.Service + 1})
	default:
		s.stage(incident, at, x, s.blueprint.Faults[x.Fault].Name+" "+s.blueprint.Topology.Path(x.Where))
	}
}

func (s *spans) tell(at float64, n models.Note) {
	if at >= s.from {
		s.begin()
	}
	if n.What == models.Serves {
		since, from, _ := s.requests.follow(at, n, false)
		if s.begun {
			s.emit(counter(s.blueprint, since, from, at, s.from))
		}
		return
	}
	s.follow(at, n)
	step, moves := s.story.Follow(n)
	if !moves {
		return
	}
	if step.From == "" {
		s.opens(at, step.Thread)
	} else {
		s.stage("e", at, step.Thread, step.From)
	}
	if step.To == "" {
		s.closes(at, step.Thread)
	} else {
		s.stage("b", at, step.Thread, step.To)
	}
}

// end closes what is open.
func (s *spans) end(at float64) error {
	s.begin()
	for _, x := range s.story.Open() {
		s.stage("e", at, x, x.Stage)
		s.closes(at, x)
	}
	for _, n := range s.roles {
		s.role("e", at, n.Service, n.Where)
	}
	s.write("\n]}\n")
	return s.err
}
