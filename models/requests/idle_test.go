package requests_test

import (
	"fmt"
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// mixed is a farm of nodes at full speed, half as many at half speed, and some that are down and sent requests.
type mixed struct {
	fast, down int
	load       float64
	work       dist.Law
	balancer   models.Balancer
}

// shares are those of the requests that slow nodes and nodes that are down are sent, by replication.
func (m mixed) shares(length float64) (slow, down []float64) {
	up := m.fast + m.fast/2
	p := farm(up+m.down, m.load*1.25*float64(m.fast), m.work, m.balancer)
	for i := m.fast; i < up; i++ {
		p.Speeds[i] = 0.5
	}
	const warmup = 40
	p.Warmup = warmup
	for r := range uint32(40) {
		l, d := new(requests.Single), new(chance.Draws)
		d.Reset(5, r)
		l.Reset(p, d, 0)
		for i := range m.down {
			l.Become(int32(up+i), requests.Condition{Slow: 1, Down: true}, 0)
		}
		for _, until := range []sim.Time{warmup, sim.Time(warmup + length)} {
			for done := false; !done; {
				_, done = l.Advance(until)
			}
			if until == warmup {
				l.Forget(until)
			}
		}
		o := l.Finish()
		sums := [2]float64{}
		for i := m.fast; i < len(o.Sent); i++ {
			sums[min(i/up, 1)] += float64(o.Sent[i]) / float64(o.Tries)
		}
		slow, down = append(slow, sums[0]), append(down, sums[1])
	}
	return slow, down
}

// rates are the shares as flow fidelity has them.
func (m mixed) rates() (slow, down float64) {
	all := []models.Stint{{Nodes: float64(m.fast), Takes: 1}, {Nodes: float64(m.fast / 2), Takes: 2},
		{Nodes: float64(m.down)}}
	rate := m.load * 1.25 * float64(m.fast)
	models.SeekIdle(rate, all)
	return all[1].Each * all[1].Nodes / rate, all[2].Each * all[2].Nodes / rate
}

// seekers are the balancers that send requests to idle nodes while there are any.
var seekers = []models.Balancer{balancing.LeastConnections{}, balancing.IdleQueue{}, balancing.LeastWork{}}

// TestIdleNodesBesideDead holds requests to the rates that are exact for any number of nodes where some are down and
// trusted, which are sent many times what another is, and whatever the law of the work.
func TestIdleNodesBesideDead(t *testing.T) {
	for _, work := range []dist.Law{exponential(1), must(dist.NewConstant(1))} {
		for _, b := range seekers {
			m := mixed{fast: 20, down: 1, load: 0.8, work: work, balancer: b}
			slow, down := m.shares(600)
			wantSlow, wantDown := m.rates()
			name := fmt.Sprintf("%T", b)
			stattest.Check(t, name+" slow", stattest.Mean(slow, wantSlow))
			stattest.Check(t, name+" down", stattest.Mean(down, wantDown))
			stattest.Alarm(t, name+" limit of many nodes", stattest.Mean(down, 0.1096))
		}
	}
}

// TestIdleNodes holds requests to the rates of a great many nodes where none is down: with 30 nodes the share of the
// slow ones is within a hundredth and a half of it, with 480 within a third of that.
func TestIdleNodes(t *testing.T) {
	if testing.Short() {
		t.Skip("plays fifteen million requests")
	}
	for _, load := range []float64{0.5, 0.8} {
		for _, b := range seekers {
			for fast, within := range map[int]float64{20: 0.015, 320: 0.005} {
				m := mixed{fast: fast, load: load, work: exponential(1), balancer: b}
				slow, _ := m.shares(32000 / float64(fast))
				want, _ := m.rates()
				if off := average(slow)/want - 1; math.Abs(off) > within {
					t.Errorf("%T, load %v, %d fast nodes: slow ones are sent %v, off by %.4f", b, load, fast, average(slow), off)
				}
			}
		}
	}
	two := mixed{fast: 320, load: 0.8, work: exponential(1), balancer: balancing.Choices{Of: 2, Different: true}}
	slow, _ := two.shares(100)
	if want, _ := two.rates(); average(slow) < 1.05*want {
		t.Errorf("of two choices slow nodes are sent %v, as of all", average(slow))
	}
}
