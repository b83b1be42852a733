package models

import "nines/sim"

// What says what a Note reports.
type What uint8

const (
	Begins    What = iota + 1 // an incident
	Alarms                    // the first detector notices an incident
	Located                   // an incident is diagnosed
	Queues                    // a case waits for hands
	Starts                    // the treatment of a case
	Ends                      // a treatment or a mitigation has worked, and the incident is over with it
	Suspects                  // a detector loses trust in a node
	Accuses                   // a detector loses trust in a healthy node
	Trusts                    // a detector trusts a node again
	Falls                     // a service goes down
	Rises                     // a service comes up
	Leaves                    // a case is left to heal
	Heals                     // an incident passes by itself and is over
	Misled                    // a diagnosis names a wrong cause, or somebody innocent
	Holds                     // the recoverer puts a case on hold
	Bides                     // a treatment is decided and not due yet
	Lacks                     // a case waits for a part
	Calls                     // hands are called out for a case
	Stops                     // hands lay down the work on a case at the end of their shift
	Resumes                   // hands go on with it
	Copies                    // data is copied for a case
	Fails                     // a treatment has not worked
	Relieves                  // a mitigation is done
	Dismisses                 // a case about nothing is over
	Enters                    // an incident enters its next stage, or leaves the last; said before why
	Defers                    // a turn of work that is announced waits for nodes to come back
	Grows                     // a rollout that does harm comes to more nodes
	HasRole                   // a node has the role of a service at the start of the run
	TakesRole                 // a node takes it over from one that is lost
	Degrades                  // a service that is up loses another share of its requests for what it needs, or none
	Panics                    // balancers do not believe any more that only so few nodes can be trusted
	Calms                     // they do again
	Refrains                  // a detector would suspect a node and has no room for one more
	Serves                    // what has become of the requests of a service, at a point of the time series
	Leads                     // a node is elected leader of a log, or leads it again as a majority is back
	LosesLead                 // a log has no leader any more that has a majority
	Halts                     // a coordinator of transactions is lost, with some in doubt or between two steps
	Proceeds                  // it takes transactions again, and goes on with those
	LosesData                 // an incident destroys or spoils the last fragments that groups of data needed
	Joins                     // a node takes the place of a member of a log
)

// OfLog reports whether it is about who leads, or is a member of, a log.
func (w What) OfLog() bool { return w == Leads || w == LosesLead || w == Joins }

// Note is one line of the story of a run. Fields that do not apply are −1.
type Note struct {
	At       sim.Time
	What     What
	Incident int         // serial number of the case, 1, 2, … in the run
	Fault    int         // index into Blueprint.Faults
	Blames   int         // for Misled: likewise, of the fault whose cause is named
	Where    ComponentID // of the incident, or the node that a belief is about, or that has a role or leads
	From     ComponentID // for TakesRole: the node that had it; for Joins: the one that was a member
	Nodes    int         // that the incident holds, or balancers trust; for Leads and LosesLead: most that one reaches
	Watch    int         // index into Blueprint.Watches
	Service  int         // index into Blueprint.Services
	Through  int         // for Falls, Rises and Degrades: the service that it needs and that turned before it
	Loses    float64     // for Degrades: share of its requests
	Requests Progress    // for Serves: since the measured time began
	Log      int         // for Leads, LosesLead and Joins: index into Blueprint.Logs
	// Transaction is for Halts and Proceeds: index into Blueprint.Transactions; and Halted how many there are.
	Transaction int
	Halted      int64
	Groups      int // for LosesData: that are lost
	Crew        int // whose hands it has or waits for, index into Blueprint.Crews
	// Treatment is what is begun, for Starts and what leads to it; "" where nothing is.
	Treatment string
	Stage     string // that is entered, for Enters: a name of StageNames; "" where the incident is over
	Vain      bool   // for Relieves: the mitigation has not worked
	Mode      string // of the incident; "" where its fault has none
}
