package transactions_test

import (
	"math/rand/v2"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// seconds are so many of them in hours, which worldtest counts in.
func seconds(x float64) float64 { return x / Hour }

// transacting is a system of some classes of so many nodes each, of which the last coordinates transactions over the
// others, with some outages of each node.
func transacting(horizon float64, x models.Transaction, nodes []int, outages [][][3]float64) *models.Blueprint {
	var held []models.ClassCount
	for c, n := range nodes {
		held = append(held, models.ClassCount{Class: c, Count: n, Label: string(rune('a' + c))})
	}
	b := System([]models.Level{Nodes(held...)}, Never, seconds(horizon), Recorded(outages...))
	last := len(nodes) - 1
	x.Name, x.Coordinator = "x", models.Party{Kind: models.OfClass, Index: last}
	for c := range last {
		x.Participants = append(x.Participants, models.Party{Kind: models.OfClass, Index: c})
	}
	b.Transactions = []models.Transaction{x}
	return b
}

// outagesOf draws when each of so many nodes is down: for 400 s every 2,000 s.
func outagesOf(r *rand.Rand, nodes int, horizon float64) [][][3]float64 {
	all := make([][][3]float64, nodes)
	for i := range all {
		for at := 1600 * r.ExpFloat64(); at < horizon; at += 1600 * r.ExpFloat64() {
			back := at + 400*r.ExpFloat64()
			all[i] = append(all[i], [3]float64{at, back, 1})
			at = back
		}
	}
	return all
}

// kinds are transactions that take about a second in all.
var kinds = []struct {
	name string
	models.Transaction
	nodes []int
}{
	{"two-phase commit", models.Transaction{TwoPhase: models.TwoPhase{Prepare: Exponential(seconds(0.5)),
		Timeout: 1, Decide: Exponential(seconds(1.5)), Conflicts: 0.1}}, []int{2, 1, 2}},
	{"sagas that are compensated for", models.Transaction{Protocol: models.BySaga, Saga: models.Saga{
		Step: Exponential(seconds(1)), Compensate: Exponential(seconds(20))}}, []int{1, 3, 1, 2}},
	{"sagas that resume", models.Transaction{Protocol: models.BySaga, Saga: models.Saga{
		Step: Exponential(seconds(1)), Compensate: Exponential(seconds(5)), Resumes: true}}, []int{2, 1, 1, 1}},
}

// TestFlowIsOneAtATime would catch anything that comes out otherwise as a flow, or one by one in the room, where
// transactions are played by a twin while the same nodes are down: shares of those that come, those that stand still or
// are compensated for and for how long.
func TestFlowIsOneAtATime(t *testing.T) {
	if testing.Short() {
		t.Skip("needs its replications")
	}
	const n, horizon = 40, 20_000.0
	for k, x := range kinds {
		x.Rate, x.Recovery = 1, Constant(seconds(40))
		var ways [3][]models.TransactionOutcome // as a flow, one by one, and by the twin
		for i := range n {
			r := rand.New(rand.NewPCG(uint64(k), uint64(i)))
			outages := outagesOf(r, sum(x.nodes), horizon)
			b := transacting(horizon, x.Transaction, x.nodes, outages)
			for way := range 2 {
				b.Transactions[0].Singly = way == 1
				o := Play(new(world.World), sim.NewCalendar(), Prepared(t, b), i)
				ways[way] = append(ways[way], o.Transactions[0])
			}
			ways[2] = append(ways[2], playSingly(&b.Transactions[0], r, horizon, outages, x.nodes))
		}
		for _, m := range measures {
			twin := valuesOf(ways[2], m.of)
			for way, what := range []string{"as a flow", "one by one"} {
				values := valuesOf(ways[way], m.of)
				differences := make([]float64, n)
				for i := range n {
					differences[i] = values[i] - twin[i]
				}
				if Total(values) != 0 || Total(twin) != 0 {
					stattest.Check(t, x.name+": "+m.name+" "+what, stattest.Mean(differences, 0))
					t.Logf("%s: %s: %.5g %s, %.5g by the twin", x.name, m.name, Total(values)/n, what, Total(twin)/n)
				}
			}
		}
	}
}

// measures are what comes of transactions.
var measures = []struct {
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
}

// valuesOf reads a number off each.
func valuesOf(all []models.TransactionOutcome, read func(x *models.TransactionOutcome) float64) (values []float64) {
	for i := range all {
		values = append(values, read(&all[i]))
	}
	return values
}

func sum(xs []int) (n int) {
	for _, x := range xs {
		n += x
	}
	return n
}

// TestWhatPartiesStandOn would catch a service or log that is not followed: what is refused or aborted for its sake is
// what comes while the book or the log itself says that it is away.
func TestWhatPartiesStandOn(t *testing.T) {
	b := System([]models.Level{Nodes(models.ClassCount{Class: 0, Count: 3, Label: "a"},
		models.ClassCount{Class: 1, Count: 1, Label: "b"}, models.ClassCount{Class: 2, Count: 3, Label: "c"})},
		models.Rule{Nodes: 2}, 2000, Lasting("crash", Exponential(20), Exponential(5)))
	b.Services[0].Classes = []int{0}
	b.Faults[0].Targets = append(b.Topology.OfClass(0), b.Topology.OfClass(2)...)
	b.Logs = []models.Log{{Name: "l", Members: []int32{4, 5, 6}, Timeout: Constant(seconds(1)), Heartbeat: 1}}
	service, class, log := models.Party{Kind: models.OfService}, models.Party{Kind: models.OfClass, Index: 1},
		models.Party{Kind: models.OfLog}
	two := models.TwoPhase{Prepare: Constant(0), Timeout: 1, Decide: Constant(seconds(1))}
	for _, x := range []models.Transaction{{Coordinator: service, Participants: []models.Party{class, log}},
		{Coordinator: log, Participants: []models.Party{service, class}}} {
		x.Name, x.Rate, x.TwoPhase = string(rune('x'+len(b.Transactions))), 2, two
		b.Transactions = append(b.Transactions, x)
	}
	o := First(t, b)
	down, leaderless := o.Services[0].Downtime, o.Logs[0].Leaderless
	if down == 0 || leaderless == 0 {
		t.Fatalf("the service is down for %g s, the log without a leader for %g", down, leaderless)
	}
	Near(t, "refused for a service", o.Transactions[0].Refused, 2*down)
	Near(t, "refused for a log", o.Transactions[1].Refused, 2*leaderless)
	for i, x := range o.Transactions {
		never := 2*(down+leaderless) - x.Refused // at most, and less for the time in which both are away
		if x.ByParticipant > never+1 || x.ByParticipant < never/2 {
			t.Errorf("transactions %d: %g aborted for a participant, want about %g", i, x.ByParticipant, never)
		}
	}
}

// TestLostTogether would catch an outcome that hangs on the order in which nodes go down that do so at one time: all
// of their transactions that have voted are in doubt, and the others abort, once. Of two coordinators each has half,
// and of a participant with two nodes each is in half.
func TestLostTogether(t *testing.T) {
	const n, rate = 40, 1000.0
	for _, c := range []struct {
		name           string
		nodes, lost    []int // in order of classes
		doubt, aborted float64
		later          float64 // of those that come in the outage, for want of a participant
	}{
		{"a coordinator and a participant", []int{1, 1, 1}, []int{0, 2}, 4 * rate, 3 * rate, 0},
		{"half of them", []int{2, 1, 2}, []int{0, 3}, 2 * rate, (1 - 0.5*0.5) * 3 * rate, 0.5 * 100 * rate},
		{"participants", []int{1, 2, 1}, []int{0, 1}, 0, 3 * rate, 100 * rate},
	} {
		outages := make([][][3]float64, sum(c.nodes))
		for _, node := range c.lost {
			outages[node] = [][3]float64{{1000, 1100, 1}}
		}
		b := transacting(2000, models.Transaction{Rate: rate, TwoPhase: models.TwoPhase{Prepare: Constant(seconds(3)),
			Timeout: 5, Decide: Exponential(seconds(4))}}, c.nodes, outages)
		var doubt, aborted []float64
		Replicate(t, b, n, func(o *models.Outcome) {
			x := &o.Transactions[0]
			doubt, aborted = append(doubt, float64(x.Halted)), append(aborted, x.Aborted()-c.later)
		})
		stattest.Check(t, c.name+": aborted", stattest.Mean(aborted, c.aborted))
		if c.doubt > 0 {
			stattest.Check(t, c.name+": in doubt", stattest.Mean(doubt, c.doubt))
		} else if Total(doubt) > 0 {
			t.Errorf("%s: %g in doubt", c.name, Total(doubt))
		}
	}
}
