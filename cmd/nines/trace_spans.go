package main

import (
	"encoding/json"
	"io"
	"maps"
	"slices"

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
	open      map[int]openSpan // incidents that are not over
	down      map[int]bool     // services
	err       error
}

type openSpan struct {
	fault string
	name  string
	stage string
}

// traceEvent is one element of traceEvents.
type traceEvent struct {
	Name string            `json:"name"`
	Cat  string            `json:"cat,omitempty"`
	Ph   string            `json:"ph"`
	Ts   float64           `json:"ts"`
	Pid  int               `json:"pid"`
	Tid  int               `json:"tid"`
	ID   int               `json:"id,omitempty"`
	Args map[string]string `json:"args,omitempty"`
}

// The processes under which tracks are grouped.
const (
	incidentsPid = 1
	servicesPid  = 2
)

func newSpans(out io.Writer, b *models.Blueprint, from float64) *spans {
	s := &spans{out: out, blueprint: b, from: from, open: map[int]openSpan{}, down: map[int]bool{}}
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
	for _, id := range slices.Sorted(maps.Keys(s.open)) {
		x := s.open[id]
		s.span("b", s.from, id, x, x.name)
		s.span("b", s.from, id, x, x.stage)
	}
	for _, id := range slices.Sorted(maps.Keys(s.down)) {
		s.outage("B", s.from, id)
	}
}

func (s *spans) span(ph string, at float64, id int, x openSpan, name string) {
	if s.begun {
		s.emit(traceEvent{Name: name, Cat: x.fault, Ph: ph, Ts: at * 1e6, Pid: incidentsPid, Tid: 1, ID: id})
	}
}

func (s *spans) outage(ph string, at float64, service int) {
	if s.begun {
		s.emit(traceEvent{Name: "outage", Cat: "service", Ph: ph, Ts: at * 1e6, Pid: servicesPid, Tid: service + 1})
	}
}

// stageAfter is the stage that an incident enters with a note; "" where it is over.
var stageAfter = map[models.What]string{models.Begins: "detect", models.Alarms: "locate", models.Located: "wait",
	models.Starts: "repair", models.Leaves: "heal", models.Ends: "", models.Heals: ""}

func (s *spans) tell(at float64, n models.Note) {
	if at >= s.from {
		s.begin()
	}
	switch n.What {
	case models.Falls:
		s.down[n.Service] = true
		s.outage("B", at, n.Service)
	case models.Rises:
		delete(s.down, n.Service)
		s.outage("E", at, n.Service)
	case models.Begins:
		b := s.blueprint
		fault := b.Faults[n.Fault].Name
		x := openSpan{fault, fault + " " + b.Topology.Path(n.Where), stageAfter[n.What]}
		s.open[n.Incident] = x
		s.span("b", at, n.Incident, x, x.name)
		s.span("b", at, n.Incident, x, x.stage)
	default:
		s.advance(at, n)
	}
}

// advance moves an incident to its next stage.
func (s *spans) advance(at float64, n models.Note) {
	x, known := s.open[n.Incident]
	next, moves := stageAfter[n.What]
	if !known || !moves {
		return
	}
	s.span("e", at, n.Incident, x, x.stage)
	if next == "" {
		s.span("e", at, n.Incident, x, x.name)
		delete(s.open, n.Incident)
		return
	}
	x.stage = next
	s.open[n.Incident] = x
	s.span("b", at, n.Incident, x, next)
}

// end closes what is open.
func (s *spans) end(at float64) error {
	s.begin()
	for _, id := range slices.Sorted(maps.Keys(s.open)) {
		x := s.open[id]
		s.span("e", at, id, x, x.stage)
		s.span("e", at, id, x, x.name)
	}
	for _, id := range slices.Sorted(maps.Keys(s.down)) {
		s.outage("E", at, id)
	}
	s.write("\n]}\n")
	return s.err
}
