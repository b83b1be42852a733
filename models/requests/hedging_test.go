package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/policies/hedging"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// copies are hedges after a while, without end.
func copies(after float64, n int) *models.Hedge {
	return &models.Hedge{Waits: hedging.Fixed{After: unit.Duration(after)}, Copies: n, AtMost: math.Inf(1)}
}

// lucky is a farm each of whose tries takes a time of its own, exponential with mean 1.
func lucky(nodes int, rate float64) *requests.Plan {
	p := farm(nodes, rate, must(dist.NewConstant(0)), balancing.Random{})
	p.Own = exponential(1)
	return p
}

// ample is one on whose nodes nobody waits.
func ample(nodes int, rate float64) *requests.Plan {
	p := lucky(nodes, rate)
	p.Serving.Slots = 10_000
	return p
}

// each is a count for each request that came.
func each(name string, of func(o *models.LaneOutcome) uint64, want float64) answer {
	return answer{name, func(o *models.LaneOutcome) float64 { return float64(of(o)) / float64(o.Arrived) }, want}
}

func hedged(want float64) answer {
	return each("hedges", func(o *models.LaneOutcome) uint64 { return o.Hedges }, want)
}

// wasted is the share of the time of slots that came to nothing.
func wasted(want float64) answer {
	return answer{"wasted", func(o *models.LaneOutcome) float64 {
		return o.Wasted / (o.Wasted + o.Useful)
	}, want}
}

// TestHedges would catch copies that are the same work, a hedge that comes too soon, too late or to the same node, one
// that is sent for nothing, and work that is in vain and not counted: times are exponential, and nobody waits.
func TestHedges(t *testing.T) {
	t.Run("at once", func(t *testing.T) { // the least of two, and of what is given up it had as much
		p := ample(3, 10)
		p.Client.Hedge = copies(0, 1)
		hold(t, p, 400, nil, mean(0.5), below("median", math.Ln2/2, 0.5), tries(2), hedged(1), wasted(0.5))
	})
	t.Run("at once, left behind", func(t *testing.T) { // of 2 s for each request half a second is of use
		p := ample(3, 10)
		p.Client.Hedge, p.Client.GivesUp = copies(0, 1), models.Abandoned
		hold(t, p, 400, nil, mean(0.5), wasted(0.75))
	})
	t.Run("after a while", func(t *testing.T) {
		const d = 0.7
		p := ample(2, 10)
		p.Client.Hedge = copies(d, 1)
		late := math.Exp(-d)
		hold(t, p, 400, nil, mean(1-late/2), hedged(late), wasted(late*(1+d)/2),
			below("p99", (d+math.Log(100))/2, 0.99),
			each("won", func(o *models.LaneOutcome) uint64 { return o.Won }, late/2))
	})
	t.Run("twice", func(t *testing.T) { // three from 2d on
		const d = 0.4
		p := ample(3, 10)
		p.Client.Hedge = copies(d, 2)
		one, two := math.Exp(-d), math.Exp(-3*d)
		hold(t, p, 400, nil, mean(1-one+(one-two)/2+two/3), hedged(one+two),
			below("p99", (3*d+math.Log(100))/3, 0.99))
	})
	t.Run("nowhere else", func(t *testing.T) { // two nodes, and one of them twice would be three
		p := ample(2, 10)
		p.Client.Hedge = copies(0, 2)
		hold(t, p, 400, nil, mean(0.5), hedged(1))
	})
	t.Run("few", func(t *testing.T) {
		p := ample(2, 10)
		p.Client.Hedge = copies(0.1, 1)
		p.Client.Hedge.AtMost = 0.05
		hold(t, p, 400, nil, hedged(0.05))
	})
	t.Run("a quantile", func(t *testing.T) { // one of twenty takes longer, whatever the law
		p := ample(2, 10)
		p.Client.Hedge = copies(0, 1)
		p.Client.Hedge.Waits = hedging.Quantile{Share: 0.95, Start: 3, Step: 0.02}
		hold(t, p, 1_000, nil, hedged(0.05))
	})
}

// TestReplicas would catch a copy that is not canceled, and one that stays in line: both of two nodes are sent all
// requests, and the first answer frees the other. They are one server that is twice as fast.
func TestReplicas(t *testing.T) {
	s := exact.Station{Servers: 1, Arrive: 1.4, Serve: 2}
	p := lucky(2, 1.4)
	p.Client.Hedge = copies(0, 1)
	hold(t, p, 4_000, nil, mean(s.Sojourn()), below("p99", s.SojournQuantile(0.99), 0.99), wasted(0.5))
}

// TestTies would catch a tie that is not made or is made too late, a copy that begins after another has, and ties that
// cancel what is served: both of two nodes are sent all requests, and whoever is free first serves, as with one line.
func TestTies(t *testing.T) {
	s := exact.Station{Servers: 2, Arrive: 1.6, Serve: 1}
	p := farm(2, 1.6, exponential(1), balancing.Random{})
	p.Client.Hedge = copies(0, 1)
	p.Client.Hedge.Tied = true
	t.Run("at once", func(t *testing.T) {
		hold(t, p, 4_000, nil, mean(s.Sojourn()), below("p99", s.SojournQuantile(0.99), 0.99), wasted(0))
	})
	t.Run("left behind", func(t *testing.T) { // as no try is served in vain, it is the same
		p.Client.GivesUp = models.Abandoned
		hold(t, p, 4_000, nil, mean(s.Sojourn()), wasted(0))
		p.Client.GivesUp = models.Canceled
	})
	t.Run("never", func(t *testing.T) { // of equal copies both are served, and end together where both begin
		p.Client.Hedge.Tells = 1e6
		one := exact.Station{Servers: 1, Arrive: 0.7, Serve: 1}
		p.Demand = &models.Demand{Mean: 0.7}
		hold(t, p, 4_000, nil, mean(one.Sojourn()), wasted(0.5))
	})
}

// TestQuorums would catch answers that are counted twice or not waited for: order statistics where nobody waits, and
// two queues that fork and join (L. Flatto and S. Hahn, SIAM J. Applied Mathematics 44, 1984; R. Nelson and
// A. N. Tantawi, IEEE Trans. Computers 37, 1988).
func TestQuorums(t *testing.T) {
	t.Run("three of five", func(t *testing.T) {
		p := ample(5, 10)
		p.Client.Quorum = &models.Quorum{Sends: 5, Needs: 3}
		hold(t, p, 800, nil, mean(1./5+1./4+1./3), tries(5))
	})
	t.Run("fork and join", func(t *testing.T) {
		const load = 0.6
		p := lucky(2, load)
		p.Client.Quorum = &models.Quorum{Sends: 2, Needs: 2}
		hold(t, p, 6_000, nil, mean((12-load)/8/(1-load)), wasted(0))
	})
}

// TestFailedCopies would catch a request that has failed while another try of it is under way, one that goes on when
// too few can still answer, and a retry that is made too soon: half of all tries fail at once.
func TestFailedCopies(t *testing.T) {
	lanes := func(p *requests.Plan, answers ...answer) {
		t.Helper()
		values := make([][]float64, len(answers))
		for r := range uint32(40) {
			l, d := new(requests.Single), new(chance.Draws)
			d.Reset(1, r)
			l.Reset(p, d, 0)
			for i := range p.Speeds {
				l.Become(int32(i), requests.Condition{Slow: 1, Fails: 0.5}, 0)
			}
			for done := false; !done; {
				_, done = l.Advance(200)
				if err := l.Check(); err != nil {
					t.Fatal(err)
				}
			}
			o := l.Finish()
			for i, a := range answers {
				values[i] = append(values[i], a.read(&o))
			}
		}
		for i, a := range answers {
			stattest.Check(t, a.name, stattest.Mean(values[i], a.want))
		}
	}
	p := ample(3, 10)
	p.Client.Hedge = copies(0, 1)
	p.Client.Retry.Tries = 2
	lanes(p, success(1-1./16), tries(2*1.25))
	p = ample(3, 10)
	p.Client.Quorum = &models.Quorum{Sends: 3, Needs: 2}
	lanes(p, success(0.5), tries(3))
}
