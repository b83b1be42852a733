package glimpses

import (
	"math"

	"nines/models"
	"nines/models/requests"
	"nines/sim"
)

// Plan is what a tape is played by, immutable and shared by all runs of it.
type Plan struct {
	*models.Glimpses
	time   *models.Timing
	lanes  []requests.Plan
	cells  int
	cell   float64   // s
	lowest []float64 // by lane: demand within the horizon, requests per second
	spread []float64 // likewise: the highest, over that
	steady bool      // no demand ever changes
}

// Prepare makes a plan for lanes.
func Prepare(g *models.Glimpses, t *models.Timing, lanes []requests.Plan) *Plan {
	horizon := float64(t.Horizon)
	p := &Plan{Glimpses: g, time: t, lanes: lanes, steady: true,
		cells: max(1, int(math.Ceil(horizon/float64(g.Length))))}
	p.cell = horizon / float64(p.cells)
	for i := range lanes {
		d := lanes[i].Demand
		low := d.Lowest(0, horizon)
		p.lowest, p.spread = append(p.lowest, low), append(p.spread, d.Highest(0, horizon)-low)
		p.steady = p.steady && d.Steady()
	}
	return p
}

// start is when a cell begins, and the one before it ends.
func (p *Plan) start(cell int) sim.Time {
	if cell == p.cells {
		return p.end()
	}
	return sim.Time(float64(p.time.Warmup) + float64(float64(cell)*p.cell))
}

func (p *Plan) end() sim.Time { return sim.Time(p.time.Warmup + p.time.Horizon) }

// cellAt is the cell in which a measured time lies.
func (p *Plan) cellAt(t sim.Time) int { return int(float64(t-sim.Time(p.time.Warmup)) / p.cell) }

// levels is how many levels of demand are told apart.
const levels = 4

// level is at which levels demand is, around an instant.
func (p *Plan) level(at sim.Time) (code uint64) {
	if p.steady {
		return 0
	}
	for i := range p.lanes {
		l := 0
		if p.spread[i] > 0 {
			over := p.lanes[i].Demand.At(float64(at)-float64(p.time.Warmup)) - p.lowest[i]
			l = max(0, min(levels-1, int(levels*over/p.spread[i])))
		}
		code = code*levels + uint64(l)
	}
	return code + 1
}
