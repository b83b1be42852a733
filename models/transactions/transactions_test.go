package transactions_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// seconds are so many of them in hours, which worldtest counts in.
func seconds(x float64) float64 { return x / Hour }

// transacting is a system of three classes of so many nodes each, of which the last coordinates transactions over the
// others; its nodes fail as those of playSingly do.
func transacting(horizon float64, x models.Transaction, nodes ...int) *models.Blueprint {
	var held []models.ClassCount
	for c, n := range nodes {
		held = append(held, models.ClassCount{Class: c, Count: n, Label: string(rune('a' + c))})
	}
	b := System([]models.Level{Nodes(held...)}, Never, seconds(horizon),
		Lasting("crash", Exponential(seconds(life)), Exponential(seconds(outage))))
	last := len(nodes) - 1
	x.Name, x.Coordinator = "x", models.Party{Kind: models.OfClass, Index: last}
	for c := range last {
		x.Participants = append(x.Participants, models.Party{Kind: models.OfClass, Index: c})
	}
	b.Transactions = []models.Transaction{x}
	return b
}

// kinds are transactions that take about a second in all.
var kinds = []struct {
	name string
	models.Transaction
	nodes []int
}{
	{"two-phase commit", models.Transaction{TwoPhase: models.TwoPhase{Prepare: Exponential(seconds(2)),
		Timeout: 4, Decide: Exponential(seconds(1.5)), Conflicts: 0.1}}, []int{2, 1, 2}},
	{"two-phase commit with one coordinator", models.Transaction{TwoPhase: models.TwoPhase{
		Prepare: Exponential(seconds(3)), Timeout: 1000, Decide: Exponential(seconds(1))}}, []int{1, 1, 1}},
	{"sagas that are compensated for", models.Transaction{Protocol: models.BySaga, Saga: models.Saga{
		Step: Exponential(seconds(1)), Compensate: Exponential(seconds(20))}}, []int{1, 3, 1, 2}},
	{"sagas that resume", models.Transaction{Protocol: models.BySaga, Saga: models.Saga{
		Step: Exponential(seconds(1)), Compensate: Exponential(seconds(5)), Resumes: true}}, []int{2, 1, 1, 1}},
}

// TestFlowIsOneAtATime would catch anything that comes out otherwise where transactions are played one by one: shares of
// those that come, those that stand still or are compensated for and for how long.
func TestFlowIsOneAtATime(t *testing.T) {
	const n, horizon = 100, 100_000.0
	for _, k := range kinds {
		k.Rate, k.Recovery = 0.5, Constant(seconds(recovery))
		b, last := transacting(horizon, k.Transaction, k.nodes...), len(k.nodes)-1
		var flows, singles []models.TransactionOutcome
		Replicate(t, b, n, func(o *models.Outcome) {
			flows = append(flows, o.Transactions[0])
			singles = append(singles, playSingly(&b.Transactions[0], uint64(len(flows)), horizon, k.nodes[:last:last],
				k.nodes[last]))
		})
		for _, m := range []struct {
			name string
			of   func(x *models.TransactionOutcome) float64
		}{
			{"refused", func(x *models.TransactionOutcome) float64 { return x.Refused / x.Come }},
			{"committed", func(x *models.TransactionOutcome) float64 { return x.Committed / x.Come }},
			{"aborted for participants", func(x *models.TransactionOutcome) float64 { return x.ByParticipant / x.Come }},
			{"aborted for the coordinator", func(x *models.TransactionOutcome) float64 { return x.ByCoordinator / x.Come }},
			{"aborted late", func(x *models.TransactionOutcome) float64 { return x.ByTimeout / x.Come }},
			{"aborted in conflict", func(x *models.TransactionOutcome) float64 { return x.ByConflict / x.Come }},
			{"halted", func(x *models.TransactionOutcome) float64 { return float64(x.Halted) }},
			{"blocked", func(x *models.TransactionOutcome) float64 { return x.Blocked }},
			{"compensated", func(x *models.TransactionOutcome) float64 { return x.Compensated }},
			{"between steps", func(x *models.TransactionOutcome) float64 { return x.Between }},
		} {
			differences, flow, single := make([]float64, n), 0.0, 0.0
			for i := range n {
				a, b := m.of(&flows[i]), m.of(&singles[i])
				differences[i], flow, single = a-b, flow+a/n, single+b/n
			}
			if flow != 0 || single != 0 {
				stattest.Check(t, k.name+": "+m.name, stattest.Mean(differences, 0))
				t.Logf("%s: %s: %.5g, one at a time %.5g", k.name, m.name, flow, single)
			}
		}
	}
}

var _ = sim.Time(0)
