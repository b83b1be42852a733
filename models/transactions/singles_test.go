package transactions_test

import (
	"math"
	"strings"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// TestWhatAFlowCannotSee would catch transactions that are under way before they have come: of a coordinator that is
// lost 2 s after it was back, only those are in doubt that began since. As a flow, all are that would be in the long
// run.
func TestWhatAFlowCannotSee(t *testing.T) {
	const n, rate = 40, 200.0
	outages := make([][][3]float64, 3)
	outages[2] = [][3]float64{{100, 101, 1}, {103, 110, 1}}
	x := models.Transaction{Rate: rate, TwoPhase: models.TwoPhase{Prepare: Constant(seconds(0.5)), Timeout: 1,
		Decide: Constant(seconds(4))}}
	for _, c := range []struct {
		name          string
		singly        bool
		doubt, coming float64 // seconds of transactions: in doubt, and voting
	}{{"as a flow", false, 4 + 4, 0.5 + 0.5}, {"one by one", true, 4 + 1.5, 0.5 + 0.5}} {
		x.Singly = c.singly
		var doubt, aborted []float64
		Replicate(t, transacting(120, x, []int{1, 1, 1}, outages), n, func(o *models.Outcome) {
			doubt = append(doubt, float64(o.Transactions[0].Halted))
			aborted = append(aborted, o.Transactions[0].ByCoordinator)
		})
		stattest.Check(t, c.name+": in doubt", stattest.Mean(doubt, c.doubt*rate))
		stattest.Check(t, c.name+": aborted", stattest.Mean(aborted, c.coming*rate))
	}
}

// TestCommitTimes would catch a time to commit that leaves out votes, decisions or doubt, one of a transaction that
// came before the measured time, and what is under way at the end and is forgotten: with times that are certain, all of
// it is known but for how many come.
func TestCommitTimes(t *testing.T) {
	const n, rate = 40, 100.0
	outages := make([][][3]float64, 3)
	outages[2] = [][3]float64{{200, 230, 1}}
	x := models.Transaction{Rate: rate, Singly: true, TwoPhase: models.TwoPhase{Prepare: Constant(seconds(1)), Timeout: 2,
		Decide: Constant(seconds(4))}}
	b := transacting(300, x, []int{1, 1, 1}, outages)
	b.Time.Warmup, b.Time.Horizon = 100, 200 // of which 30 s refuse, and 1 s aborts
	var took, committed, unfinished, slow []float64
	Replicate(t, b, n, func(o *models.Outcome) {
		x := &o.Transactions[0]
		took, committed = append(took, x.Took), append(committed, x.Committed)
		unfinished = append(unfinished, x.Unfinished)
		slow = append(slow, (1-x.Times.CDF(5.01))*x.Committed)
		if least, most := x.Times.Quantile(0), x.Times.Quantile(1); math.Abs(least-5) > 1e-9 || most < 30 || most > 35 {
			t.Errorf("commits take from %g to %g s", least, most)
		}
	})
	const under, doubt = 5, 4 // s of transactions at the end, and when the coordinator is lost
	stattest.Check(t, "unfinished", stattest.Mean(unfinished, rate*under))
	stattest.Check(t, "committed", stattest.Mean(committed, rate*(200-30-1-under)))
	stattest.Check(t, "in doubt", stattest.Mean(slow, rate*doubt))
	// Those in doubt began 1 to 5 s before 200 s, and committed at 230 s.
	stattest.Check(t, "took", stattest.Mean(took, rate*((200-30-1-under-doubt)*5+doubt*33)))
}

// TestSagasOneByOne would catch a saga that is undone in another order or not at all: one that finds its third
// participant down has changed two for as long as a step and two compensations take.
func TestSagasOneByOne(t *testing.T) {
	const n, rate, horizon = 40, 50.0, 1000.0
	outages := make([][][3]float64, 4)
	outages[2] = [][3]float64{{0, 2 * horizon, 1}}
	x := models.Transaction{Rate: rate, Singly: true, Protocol: models.BySaga,
		Saga: models.Saga{Step: Constant(seconds(1)), Compensate: Constant(seconds(3))}}
	b := transacting(horizon, x, []int{1, 1, 1, 1}, outages)
	var between, undone []float64
	Replicate(t, b, n, func(o *models.Outcome) {
		x := &o.Transactions[0]
		between, undone = append(between, x.Between), append(undone, x.Compensated)
		if x.ByParticipant != x.Compensated || x.Committed > 0 {
			t.Errorf("%g of %g have failed, %g have committed", x.ByParticipant, x.Compensated, x.Committed)
		}
	})
	stattest.Check(t, "compensated", stattest.Mean(undone, rate*(horizon-2)))
	// One takes 1 s from its first step on, and 6 s to be undone; of those of the last 8 s that is not over.
	stattest.Check(t, "between steps", stattest.Mean(between, rate*((horizon-8)*7+7*7/2)))
}

// TestTooManyAtATime would catch records without bound: a flow has no record of each, and may have more.
func TestTooManyAtATime(t *testing.T) {
	x := models.Transaction{Rate: 1e6, Singly: true, TwoPhase: models.TwoPhase{Prepare: Constant(seconds(1)), Timeout: 2,
		Decide: Constant(seconds(1))}}
	b := transacting(1, x, []int{1, 1, 1}, make([][][3]float64, 3))
	const want = "2e+06 are under way at a time, and at most 1e+06 can be played one by one; lower the rate"
	if _, err := world.Prepare(b); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	b.Transactions[0].Singly = false
	if _, err := world.Prepare(b); err != nil {
		t.Errorf("as a flow: %v", err)
	}
}
