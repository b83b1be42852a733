package world_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// checkOutcome holds the sums of an outcome to each other.
func checkOutcome(t *testing.T, b *models.Blueprint, o *models.Outcome) {
	t.Helper()
	same := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9*max(math.Abs(want), 1) {
			t.Errorf("%s: %g, want %g", what, got, want)
		}
	}
	same("measured", o.Measured, float64(b.Time.Horizon))
	for f := range o.Faults {
		if b.Faults[f].Course.Announced {
			same("planned work", Total(o.Faults[f].Spent[:]), o.Faults[f].Spent[models.Repairing])
		}
	}
	down, spent, active := 0.0, 0.0, 0.0
	for c := range o.Classes {
		down += o.Classes[c].Down
		same("time by nodes down", Total(o.Classes[c].Times), o.Measured)
	}
	same("node-seconds down by class", down, o.Fleet.Down)
	for s := range o.Services {
		owed := o.Services[s].Downtime
		if byRule(b) {
			owed = min(owed, Total(o.Services[s].ByFault))
		}
		same("downtime by fault", Total(o.Services[s].ByFault), owed)
		same("downtime by stage", Total(o.Services[s].ByStage[:]), owed)
		same("downtime in the series", o.Series[len(o.Series)-1].Downtime[s], o.Services[s].Downtime)
	}
	last := &o.Series[len(o.Series)-1]
	for f := range o.Faults {
		spent += Total(o.Faults[f].Spent[:])
		if last.Spent != nil {
			same("incident-seconds in the series", last.Spent[f], Total(o.Faults[f].Spent[:]))
		}
	}
	for k, p := range last.Lanes {
		l := &o.Lanes[k]
		want := models.Progress{Arrived: uint64(l.Arrived), Tries: uint64(l.Tries),
			Served: uint64(l.Fared[models.Served]), Failed: uint64(l.Failed()), UnderWay: p.UnderWay}
		if p != want || p.UnderWay < int64(l.Open) {
			t.Errorf("requests in the series: %+v, want %+v with %.0f open", p, want, l.Open)
		}
	}
	for p := range o.Processes {
		active += o.Processes[p].Active
	}
	same("incident-seconds by stage and by process", spent, active)
	for i, length := range b.Windows {
		if got, want := len(o.Windows[i]), int(math.Ceil(float64(b.Time.Horizon/length))); got != want {
			t.Errorf("%d windows of %v s, want %d", got, length, want)
		}
	}
	for s := range o.Services {
		same("downtime on the trail", OnTrail(o.Services[s].Trail), o.Services[s].Downtime)
	}
	for i := range o.Transactions {
		x := &o.Transactions[i]
		if !b.Transactions[i].Singly {
			same("transactions that come", x.Come, b.Transactions[i].Rate*o.Measured)
		}
		same("what comes of them", x.Refused+x.Aborted()+x.Committed+x.Unfinished, x.Come)
	}
	for i := range o.Reports {
		if len(o.Reports[i].Up) != len(b.Services) {
			t.Errorf("instant %d was not reported", i)
		}
	}
}

// byRule reports whether services may be down though nothing is: since demand is high, or more is asked for than there
// is.
func byRule(b *models.Blueprint) bool {
	return b.Unmet || slices.ContainsFunc(b.Services, func(s models.Service) bool {
		return s.Rule.Demand || s.Log > 0 || s.Leans()
	})
}
