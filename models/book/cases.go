package book

import (
	"math"

	"nines/models"
	"nines/sim"
)

// account is what is booked of one case.
type account struct {
	onset   sim.Time
	since   sim.Time                // when the present stage was entered
	entered [models.Stages]sim.Time // when each stage was first; −1 where it never came to that
	parts   [models.Stages]float64  // seconds spent in each stage that has been left
	lost    float64                 // throughput that its onset took out of reach, requests per second over all services
	took    uint64                  // services that its onset took down, a set
	process int32                   // none where the case is not genuine
	fault   int16                   // none for a false alarm
	service int16                   // the first that its onset took down
	stage   models.Stage            // in which it is, or was last: what it holds is charged to it
	opened  uint32                  // how many there were when it was; 0 when it is over
	genuine bool
	downing bool // its onset took a service down
}

var fresh = account{entered: [models.Stages]sim.Time{0, -1, -1, -1, -1, -1}}

// Begin opens the account of a case.
func (b *Book) Begin(id, process int32, fault int16, now sim.Time) {
	for int(id) >= len(b.cases) {
		b.cases = append(b.cases, account{})
	}
	x := &b.cases[id]
	*x = fresh
	x.onset, x.since, x.entered[models.Undetected] = now, now, now
	x.process, x.fault, x.genuine = process, fault, process != none
	b.opened++
	x.opened = b.opened
}

// Enter books the time that a case has been in its present stage and begins the next; Over is none.
func (b *Book) Enter(id int32, next models.Stage, now sim.Time) {
	if b.apart > 0 {
		b.settleFor(id, now)
	}
	x := &b.cases[id]
	if now != x.since {
		b.leave(x, now)
	}
	if next == models.Over {
		x.opened = 0
		return
	}
	if x.stage = next; x.entered[next] < 0 {
		x.entered[next] = now
	}
}

// leave books the time that a case has been in its present stage.
func (b *Book) leave(x *account, now sim.Time) {
	x.parts[x.stage] += float64(now - x.since)
	b.spend(x, now)
	x.since = now
}

// spend books the time of an incident in its present stage, as far as it lies in the measured time.
func (b *Book) spend(x *account, now sim.Time) {
	if !x.genuine {
		return
	}
	dt := float64(now - max(x.since, b.start))
	b.outcome.Faults[x.fault].Spent[x.stage] += dt
	if b.outcome.Processes != nil {
		p := &b.outcome.Processes[x.process]
		p.Active += dt
		if x.stage == models.Waiting {
			p.Waiting += dt
		}
	}
}

// Spent is for how many incident-seconds of the measured time there were incidents of a fault, up to when each last
// entered a stage; Unspent is for how long a case that is not over has been in its stage since.
func (b *Book) Spent(fault int) float64 {
	total := 0.0
	for _, in := range b.outcome.Faults[fault].Spent {
		total += in
	}
	return total
}

func (b *Book) Unspent(id int32, now sim.Time) float64 {
	return float64(now - max(b.cases[id].since, b.start))
}

// Onset is when a case was opened.
func (b *Book) Onset(id int32) sim.Time { return b.cases[id].onset }

// Alarmed is when the first detector noticed a case.
func (b *Book) Alarmed(id int32) sim.Time { return b.cases[id].entered[models.Locating] }

// Lost is the throughput that the onset of an incident took out of reach so far; Loses sets it.
func (b *Book) Lost(id int32) float64        { return b.cases[id].lost }
func (b *Book) Loses(id int32, lost float64) { b.cases[id].lost = lost }

// Told is what the book is told about an incident that ends.
type Told struct {
	Serial, Nodes int32
	Where         models.ComponentID
}

// Close ends the account of an incident that is over.
func (b *Book) Close(id int32, told Told, now sim.Time) {
	x := &b.cases[id]
	if x.onset < b.start {
		return
	}
	o := &b.outcome.Faults[x.fault]
	o.Restore.Add(float64(now - x.onset))
	o.Restored += float64(now - x.onset)
	if x.entered[models.Locating] < 0 {
		o.Unnoticed++
	}
	if x.downing {
		b.record(x, told, false)
	}
}

// Remain counts an incident that is not over at the end of the run with what it has taken so far.
func (b *Book) Remain(id int32, told Told, now sim.Time) {
	x := &b.cases[id]
	o := &b.outcome.Faults[x.fault]
	o.Open++
	if x.onset >= b.start {
		o.Cut.Add(float64(now - x.onset))
	}
	b.leave(x, now)
	if x.downing && x.onset >= b.start {
		b.record(x, told, true)
	}
}

// record keeps an incident that took a service down, and now and then drops the short ones.
func (b *Book) record(x *account, told Told, open bool) {
	r := models.IncidentRecord{
		Replication: int(b.replication), Serial: int(told.Serial), Fault: int(x.fault), Where: told.Where,
		Service: int(x.service), Onset: float64(x.onset - b.start), Open: open, Nodes: int(told.Nodes), Capacity: x.lost,
	}
	for s := range r.Parts {
		if r.Parts[s] = math.NaN(); x.entered[s] >= 0 {
			r.Parts[s] = x.parts[s]
		}
	}
	b.outcome.Worst = append(b.outcome.Worst, r)
	if len(b.outcome.Worst) >= 2*models.MaxWorst {
		b.outcome.Worst = models.Worst(b.outcome.Worst)
	}
}

// Struck counts a strike that hits somebody.
func (b *Book) Struck(process int32) {
	if b.outcome.Processes != nil {
		b.outcome.Processes[process].Failures++
	}
}

// Began counts an incident.
func (b *Book) Began(fault int16) { b.outcome.Faults[fault].Incidents++ }

// Stuck counts an incident that is left for good.
func (b *Book) Stuck(fault int16) { b.outcome.Faults[fault].Stuck++ }

// Relapsed counts a success that does not last.
func (b *Book) Relapsed(fault int16) { b.outcome.Faults[fault].Relapses++ }

// LostWork books a success that lost some seconds of work.
func (b *Book) LostWork(fault int16, seconds float64) {
	b.outcome.Faults[fault].Losses++
	b.outcome.Faults[fault].LostWork += seconds
}

// Accused counts a case about a node with which nothing is wrong; Strayed, one about an alarm that was not grouped.
func (b *Book) Accused() { b.outcome.Cases.FalseAlarms++ }
func (b *Book) Strayed() { b.outcome.Cases.Strays++ }

// Treated counts a treatment of the true target of an incident; Misled, of somebody innocent. Needless and Vain count
// those of false alarms and of alarms that were not grouped.
func (b *Book) Treated(fault int16) { b.outcome.Faults[fault].Treatments++ }
func (b *Book) Misled(fault int16)  { b.outcome.Faults[fault].Misled++ }
func (b *Book) Needless()           { b.outcome.Cases.Needless++ }
func (b *Book) Vain()               { b.outcome.Cases.Vain++ }
