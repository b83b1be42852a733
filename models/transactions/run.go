package transactions

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/consensus"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/flat"
)

// First is the first kind of event of this room; it owns sixteen.
const First = consensus.First + 16

// recovered is the only kind of event: a coordinator that is back takes transactions. Arg is which kind of transaction,
// Who its number.
const recovered sim.Kind = First

// KindName says what an event of this room is about.
func KindName(sim.Kind) string { return "recover coordinator" }

// Reset makes all as it is at the start of a run, reusing memory.
func (t *Transactions) Reset(p *Plan, draws *chance.Draws, b *book.Book, truth *fleet.Fleet,
	logs *consensus.Consensus) {
	t.Plan, t.chance, t.book, t.fleet, t.logs = p, draws, b, truth, logs
	t.flows = flat.Resize(t.flows, len(p.flows))
	if !t.On() {
		return
	}
	t.up, t.turned = flat.Fill(t.up, len(p.Topology.Leaves), true), t.turned[:0]
	t.ups, t.gone = flat.Fill(t.ups, len(p.Classes), 0), flat.Fill(t.gone, len(p.Classes), 0)
	for leaf := range t.up {
		t.ups[t.fleet.Class(int32(leaf))]++
	}
	for i := range t.flows {
		t.reset(&t.flows[i], &p.flows[i], int32(i))
	}
}

func (t *Transactions) reset(f *flow, p *flowPlan, at int32) {
	parties, coordinators, singles, times := f.parties, f.coordinators, f.singles, f.count.Times
	times.Reset()
	*f = flow{flowPlan: p, at: at, meter: meter{count: models.TransactionOutcome{Times: times}}}
	f.parties = flat.Fill(parties, len(p.Participants), party{})
	for i := range f.parties {
		f.parties[i].up = t.upOf(p.Participants[i])
	}
	f.coordinators = flat.Fill(coordinators, max(1, len(p.leaves)), coordinator{})
	for i := range f.coordinators {
		x := &f.coordinators[i]
		if x.up = t.leads(f, i); x.up {
			x.open = true
			f.open++
		}
	}
	if p.Singly {
		t.start(f, singles)
	}
	f.judge()
	f.remember()
}

// Start is given the calendar.
func (t *Transactions) Start(calendar *sim.Calendar) { t.calendar = calendar }

// CopyFrom makes t equal to src in its own memory; it draws, schedules and looks at what it is given.
func (t *Transactions) CopyFrom(src *Transactions, calendar *sim.Calendar, draws *chance.Draws, b *book.Book,
	truth *fleet.Fleet, logs *consensus.Consensus) {
	t.Plan, t.calendar, t.chance, t.book, t.fleet, t.logs = src.Plan, calendar, draws, b, truth, logs
	t.up, t.ups = flat.Copy(t.up, src.up), flat.Copy(t.ups, src.ups)
	t.gone, t.turned = flat.Copy(t.gone, src.gone), flat.Copy(t.turned, src.turned)
	t.flows = flat.Resize(t.flows, len(src.flows))
	for i := range t.flows {
		f, s := &t.flows[i], &src.flows[i]
		parties, coordinators, singles, count := f.parties, f.coordinators, f.singles, f.count
		*f = *s
		f.parties, f.coordinators = flat.Copy(parties, s.parties), flat.Copy(coordinators, s.coordinators)
		singles.copyFrom(&s.singles)
		count.CopyFrom(s.count)
		f.singles, f.count = singles, count
	}
}

// Handle plays an event of this room.
func (t *Transactions) Handle(e sim.Event) {
	f := &t.flows[e.Arg]
	t.settle(f)
	t.proceed(f, int(e.Who))
	if f.Singly {
		t.goOn(f)
	}
	f.judge()
}

// Catch follows what an event has changed of nodes, services and logs, when all of it has happened.
func (t *Transactions) Catch() {
	if !t.On() {
		return
	}
	t.look()
	for i := range t.flows {
		t.follow(&t.flows[i])
	}
	for _, leaf := range t.turned {
		t.gone[t.fleet.Class(leaf)] = 0
	}
	t.turned = t.turned[:0]
}
