package models

import "nines/sim/flat"

// CopyFrom makes o equal to src in its own memory. It shares with src what is written once: what reports, ticks and
// windows hold.
func (o *Outcome) CopyFrom(src *Outcome) {
	old := *o
	*o = *src
	o.Fleet.Times = flat.Copy(old.Fleet.Times, src.Fleet.Times)
	o.Classes = flat.CopyEach(old.Classes, src.Classes, func(d *NodesOutcome, s NodesOutcome) {
		s.Times = flat.Copy(d.Times, s.Times)
		*d = s
	})
	o.Zones = flat.Copy(old.Zones, src.Zones)
	o.Faults = flat.CopyEach(old.Faults, src.Faults, (*FaultOutcome).copyFrom)
	o.Services = flat.CopyEach(old.Services, src.Services, (*ServiceOutcome).copyFrom)
	o.Watches = flat.CopyEach(old.Watches, src.Watches, (*WatchOutcome).copyFrom)
	o.Crews = flat.Copy(old.Crews, src.Crews)
	o.Spares = flat.Copy(old.Spares, src.Spares)
	o.Pools = flat.Copy(old.Pools, src.Pools)
	o.Stores = flat.CopyEach(old.Stores, src.Stores, func(d *StoreOutcome, s StoreOutcome) {
		s.Bears, s.Reached = flat.Copy(d.Bears, s.Bears), flat.Copy(d.Reached, s.Reached)
		*d = s
	})
	o.Locks = flat.Copy(old.Locks, src.Locks)
	o.Logs = flat.CopyEach(old.Logs, src.Logs, (*LogOutcome).CopyFrom)
	o.Transactions = flat.CopyEach(old.Transactions, src.Transactions, (*TransactionOutcome).CopyFrom)
	o.Flows = flat.CopyEach(old.Flows, src.Flows, (*FlowOutcome).CopyFrom)
	o.Lanes = flat.CopyEach(old.Lanes, src.Lanes, func(d *LaneSums, s LaneSums) { d.CopyFrom(&s) })
	o.Reports = flat.Copy(old.Reports, src.Reports)
	o.Series = flat.Copy(old.Series, src.Series)
	o.Opening = flat.Copy(old.Opening, src.Opening)
	o.Windows = flat.CopyEach(old.Windows, src.Windows, func(d *[]Window, s []Window) { *d = flat.Copy(*d, s) })
	o.Worst = flat.Copy(old.Worst, src.Worst)
	o.Processes = flat.Copy(old.Processes, src.Processes)
	o.Cycles = flat.Copy(old.Cycles, src.Cycles)
}

func (d *FaultOutcome) copyFrom(s FaultOutcome) {
	restore, cut := d.Restore, d.Cut
	restore.CopyFrom(&s.Restore)
	cut.CopyFrom(&s.Cut)
	*d = s
	d.Restore, d.Cut = restore, cut
}

func (d *WatchOutcome) copyFrom(s WatchOutcome) {
	late, cut := d.Late, d.Cut
	late.CopyFrom(&s.Late)
	cut.CopyFrom(&s.Cut)
	*d = s
	d.Late, d.Cut = late, cut
}

func (d *ServiceOutcome) copyFrom(s ServiceOutcome) {
	durations, ups, lost := d.Durations, d.Ups, d.Lost
	durations.CopyFrom(&s.Durations)
	ups.CopyFrom(&s.Ups)
	lost.CopyFrom(&s.Lost)
	byFault, byService, hinges := flat.Copy(d.ByFault, s.ByFault), flat.Copy(d.ByService, s.ByService),
		flat.Copy(d.Hinges, s.Hinges)
	trail := flat.Copy(d.Trail, s.Trail)
	begun, took, saved := flat.Copy(d.Begun, s.Begun), flat.Copy(d.Took, s.Took), flat.Copy(d.Saved, s.Saved)
	*d = s
	d.Durations, d.Ups, d.Lost, d.ByFault, d.ByService, d.Hinges = durations, ups, lost, byFault, byService, hinges
	d.Trail, d.Begun, d.Took, d.Saved = trail, begun, took, saved
}

// CopyFrom makes d equal to s in its own memory.
func (d *FlowOutcome) CopyFrom(s FlowOutcome) {
	margin, owing := d.Margin, flat.Copy(d.Owing, s.Owing)
	margin.CopyFrom(&s.Margin)
	*d = s
	d.Margin, d.Owing = margin, owing
}

// CopyFrom makes m equal to src in its own memory.
func (m *Margins) CopyFrom(src *Margins) {
	m.ratios.CopyFrom(&src.ratios)
	m.sum = src.sum
}
