package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"nines/models"
	"nines/sim/unit"
)

// lines tells the story for people.
type lines struct {
	out       io.Writer
	blueprint *models.Blueprint
}

func (l *lines) tell(at float64, n models.Note) {
	fmt.Fprintf(l.out, "%18s  %s\n", clockTime(at), phrase(l.blueprint, n))
}

func (l *lines) end(float64) error { return nil }

// phrase says a note in the present tense.
func phrase(b *models.Blueprint, n models.Note) string {
	incident := fmt.Sprintf("incident %d", n.Incident)
	switch n.What {
	case models.Begins:
		if n.Mode != "" {
			incident += ", " + n.Mode
		}
		return fmt.Sprintf("%s strikes %s%s (%s)", b.Faults[n.Fault].Name, b.Topology.Path(n.Where), holding(b, n), incident)
	case models.Alarms:
		return fmt.Sprintf("%s raises the alarm: %s (%s)", b.Watches[n.Watch].Name, incident, subject(b, n))
	case models.Located:
		return fmt.Sprintf("%s is located: %s", incident, subject(b, n))
	case models.Queues, models.Calls, models.Starts, models.Stops, models.Resumes:
		return fmt.Sprintf("%s (%s)", manned(b, n, incident), subject(b, n))
	case models.Ends:
		if n.Treatment != "repair" {
			return fmt.Sprintf("%s is over, thanks to %s (%s)", incident, n.Treatment, subject(b, n))
		}
		return fmt.Sprintf("%s is repaired (%s)", incident, subject(b, n))
	case models.Misled:
		return fmt.Sprintf("%s is blamed on %s of %s, wrongly", incident, b.Faults[n.Blames].Called(),
			b.Topology.Path(n.Where))
	case models.Holds:
		return fmt.Sprintf("%s is put on hold (%s)", incident, subject(b, n))
	case models.Bides:
		return fmt.Sprintf("%s waits until its %s is due (%s)", incident, n.Treatment, subject(b, n))
	case models.Lacks:
		return fmt.Sprintf("%s waits for a part (%s)", incident, subject(b, n))
	case models.Copies:
		return fmt.Sprintf("data is copied for %s (%s)", incident, subject(b, n))
	case models.Fails:
		return fmt.Sprintf("%s does not help (%s, %s)", n.Treatment, incident, subject(b, n))
	case models.Relieves:
		if n.Vain {
			return fmt.Sprintf("%s does not help (%s, %s)", n.Treatment, incident, subject(b, n))
		}
		return fmt.Sprintf("%s is done (%s, %s)", n.Treatment, incident, subject(b, n))
	case models.TakesRole:
		return takes(b, n)
	case models.Defers:
		return fmt.Sprintf("%s waits until enough nodes are up", subject(b, n))
	case models.HasRole:
		return fmt.Sprintf("%s has the role of service %s", b.Topology.Path(n.Where), b.Services[n.Service].Name)
	case models.Enters:
		return fmt.Sprintf("%s begins (%s, %s)", n.Stage, incident, subject(b, n))
	case models.Grows:
		return fmt.Sprintf("%s grows to %s (%s)", incident, plural(n.Nodes, "node"), subject(b, n))
	case models.Dismisses:
		return fmt.Sprintf("%s is dismissed (%s)", incident, subject(b, n))
	case models.Leaves:
		return fmt.Sprintf("%s is left to heal (%s)", incident, subject(b, n))
	case models.Heals:
		return fmt.Sprintf("%s passes by itself (%s)", incident, subject(b, n))
	case models.Serves:
		return faring(b, n)
	case models.Leads, models.LosesLead, models.Joins:
		return led(b, n)
	case models.Halts, models.Proceeds:
		return coordinated(b, n)
	case models.LosesData:
		return fmt.Sprintf("%s of data %s lost: %s of %s destroyed the last that was needed", plural(n.Groups, "group"),
			isOrAre(n.Groups), b.Faults[n.Fault].Name, b.Topology.Path(n.Where))
	case models.Falls, models.Rises, models.Degrades, models.Panics, models.Calms:
		return served(b, n)
	}
	belief := map[models.What]string{models.Suspects: "suspects %s", models.Accuses: "suspects %s, wrongly",
		models.Trusts: "trusts %s again", models.Refrains: "would suspect %s, and has no room"}[n.What]
	return b.Watches[n.Watch].Name + " " + fmt.Sprintf(belief, b.Topology.Path(n.Where))
}

// led says a note about the leader of a log.
func led(b *models.Blueprint, n models.Note) string {
	name := b.Logs[n.Log].Name
	switch n.What {
	case models.Leads:
		return fmt.Sprintf("%s leads log %s", b.Topology.Path(n.Where), name)
	case models.Joins:
		return fmt.Sprintf("%s takes the place of %s in log %s", b.Topology.Path(n.Where), b.Topology.Path(n.From), name)
	}
	return fmt.Sprintf("log %s has no leader with a majority: %d of its %s reach each other", name, n.Nodes,
		plural(len(b.Logs[n.Log].Members), "member"))
}

// takes says who has the role of a service now: another node, or the one that had it last.
func takes(b *models.Blueprint, n models.Note) string {
	who, service := b.Topology.Path(n.Where), b.Services[n.Service].Name
	if n.Where == n.From {
		return fmt.Sprintf("%s has the role of service %s again", who, service)
	}
	return fmt.Sprintf("%s takes the role of service %s over from %s", who, service, b.Topology.Path(n.From))
}

// coordinated says a note about a coordinator of transactions.
func coordinated(b *models.Blueprint, n models.Note) string {
	x := &b.Transactions[n.Transaction]
	who, how := b.PartyName(x.Coordinator), "in doubt"
	if n.Where >= 0 {
		who = b.Topology.Path(n.Where)
	}
	if x.Protocol == models.BySaga {
		how = "between two steps"
	}
	if n.What == models.Halts {
		return fmt.Sprintf("%s is lost to transactions %s, and leaves %d %s", who, x.Name, n.Halted, how)
	}
	return fmt.Sprintf("%s coordinates transactions %s again, and goes on with %d", who, x.Name, n.Halted)
}

// manned says a note about the hands of a case.
func manned(b *models.Blueprint, n models.Note, incident string) string {
	crew := crewOf(b, n)
	switch {
	case n.What == models.Queues:
		return fmt.Sprintf("%s waits for crew %s", incident, crew)
	case n.What == models.Calls:
		return "hands are called out for " + incident
	case n.What == models.Stops:
		return fmt.Sprintf("crew %s stops at the end of its shift: %s", crew, incident)
	case n.What == models.Resumes:
		return fmt.Sprintf("crew %s goes on with %s", crew, incident)
	case crew != "" && n.Treatment == "repair":
		return fmt.Sprintf("crew %s starts on %s", crew, incident)
	}
	return fmt.Sprintf("%s of %s starts", cmp.Or(n.Treatment, "inspection"), incident)
}

// served says a note about what users meet: a service, or those who balance its load.
func served(b *models.Blueprint, n models.Note) string {
	switch n.What {
	case models.Panics:
		to := "all"
		if b.Panic.Closed {
			to = "nobody"
		}
		return fmt.Sprintf("balancers panic: %s trusted, work goes to %s", plural(n.Nodes, "node"), to)
	case models.Calms:
		return fmt.Sprintf("balancers calm down: %s trusted", plural(n.Nodes, "node"))
	case models.Falls:
		return fmt.Sprintf("service %s goes down%s", b.Services[n.Service].Name, through(b, n, ": %s is down"))
	case models.Rises:
		return fmt.Sprintf("service %s comes up%s", b.Services[n.Service].Name, through(b, n, ": %s is up"))
	case models.Degrades:
		if n.Loses == 0 {
			return fmt.Sprintf("service %s is whole again", b.Services[n.Service].Name)
		}
		return fmt.Sprintf("service %s loses %s of its requests%s", b.Services[n.Service].Name,
			unit.Ratio(n.Loses).Percent(), through(b, n, " for want of %s"))
	}
	return ""
}

func subject(b *models.Blueprint, n models.Note) string {
	if n.Fault < 0 {
		return "false alarm on " + b.Topology.Path(n.Where)
	}
	return b.Faults[n.Fault].Name + " of " + b.Topology.Path(n.Where)
}

// through says with which other one a service turns that needs it, and in which fault that has its root; "" where it
// turns by itself.
func through(b *models.Blueprint, n models.Note, what string) string {
	if n.Through < 0 {
		return ""
	}
	text := fmt.Sprintf(what, b.Services[n.Through].Name)
	if n.Incident >= 0 {
		text += fmt.Sprintf(" (%s, incident %d)", subject(b, n), n.Incident)
	}
	return text
}

// holding says how many nodes an incident holds where its place does not.
func holding(b *models.Blueprint, n models.Note) string {
	if _, leaf := b.Topology.Leaf(n.Where); leaf {
		return ""
	}
	return ": " + plural(n.Nodes, "node")
}

// crewOf is the crew that a case waits for or has; "" where it takes none.
func crewOf(b *models.Blueprint, n models.Note) string {
	if n.Crew < 0 {
		return ""
	}
	return b.Crews[n.Crew].Name
}

// words are what tables and traces call the notes.
var words = map[models.What]string{models.Begins: "begins", models.Alarms: "alarms", models.Located: "located",
	models.Queues: "queues", models.Starts: "starts", models.Ends: "ends", models.Suspects: "suspects",
	models.Accuses: "accuses", models.Trusts: "trusts", models.Falls: "falls", models.Rises: "rises",
	models.Leaves: "leaves", models.Heals: "heals", models.Misled: "misled", models.Holds: "holds",
	models.Bides: "bides", models.Lacks: "lacks", models.Calls: "calls", models.Stops: "stops", models.Resumes: "resumes",
	models.Copies: "copies", models.Fails: "fails",
	models.Relieves: "relieves", models.Dismisses: "dismisses", models.TakesRole: "takes_role",
	models.HasRole: "has_role", models.Enters: "switchover",
	models.Defers: "defers",
	models.Grows:  "grows", models.Degrades: "degrades", models.Panics: "panics", models.Calms: "calms",
	models.Refrains: "refrains", models.Serves: "serves", models.Leads: "leads", models.LosesLead: "loses_lead",
	models.Halts: "halts", models.Proceeds: "proceeds", models.LosesData: "loses_data",
	models.Joins: "joins"}

// rowsOf tells the story as CSV.
type rowsOf struct {
	out       *csv.Writer
	blueprint *models.Blueprint
}

func newRows(out io.Writer, b *models.Blueprint) *rowsOf {
	r := &rowsOf{csv.NewWriter(out), b}
	header := []string{"t_s", "event", "incident", "fault", "component", "nodes", "detector", "service",
		"through", "loses"}
	_ = r.out.Write(header) // end tells
	return r
}

func (r *rowsOf) tell(at float64, n models.Note) {
	b, row := r.blueprint, make([]string, 10)
	row[0], row[1] = strconv.FormatFloat(at, 'f', -1, 64), words[n.What]
	if n.Incident >= 0 {
		row[2] = strconv.Itoa(n.Incident)
	}
	if n.Fault >= 0 {
		row[3] = b.Faults[n.Fault].Name
	}
	if n.Where >= 0 {
		row[4], row[5] = b.Topology.Path(n.Where), strconv.Itoa(n.Nodes)
	}
	if n.Watch >= 0 {
		row[6] = b.Watches[n.Watch].Name
	}
	switch {
	case n.What.OfLog():
		row[7] = "log " + b.Logs[n.Log].Name
	case n.What == models.Halts || n.What == models.Proceeds:
		row[7] = "transactions " + b.Transactions[n.Transaction].Name
	case n.Service >= 0:
		row[7] = b.Services[n.Service].Name
	}
	if n.Through >= 0 {
		row[8] = b.Services[n.Through].Name
	}
	if n.What == models.Degrades || n.What == models.Serves {
		row[9] = strconv.FormatFloat(n.Loses, 'f', -1, 64)
	}
	_ = r.out.Write(row) // end tells
}

func (r *rowsOf) end(float64) error {
	r.out.Flush()
	return r.out.Error()
}
