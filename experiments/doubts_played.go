package experiments

import (
	"fmt"

	"nines/models"
	"nines/sim/stat"
	"nines/sim/unit"
)

// shown is what the windows of all replications showed of the requests of a flow.
type shown struct {
	arrived, open         float64
	failed, failedSquared float64 // and the sum of the squares of what each window adds
}

func (x *shown) add(o *models.LaneSums) {
	x.arrived += o.Arrived
	x.open += o.Open
	x.failed += o.Failed()
	x.failedSquared += o.FailedSquared
}

// growing says by how much more requests were under way in windows than shortly before, where nothing had changed: such
// queues were still growing after the lead.
func (s *Sample) growing() (text string, grow bool) {
	const much, sure = 1.02, 0.99
	e := stat.Ratio(s.pooled.inside, s.pooled.before, sure)
	if !(e.Low > much) {
		return "", false
	}
	return fmt.Sprintf("where nothing changed, %s more requests were under way in windows than shortly before "+
		"(%s at least): queues were still growing, and so are longer in truth; write a longer "+
		"%s.lead, or bound what waits", percent(e.Point-1), percent(e.Low-1), s.blueprint.Glimpses.Place), true
}

// glimpsed doubts what is known of requests from windows: where few of them carry most of the failures (by the number
// of equal ones that would be as uncertain; L. Kish, Survey Sampling, 1965), and where requests outlast them.
func (s *Sample) glimpsed() (texts []string) {
	const few, many = 30, 1e-3
	if s.blueprint.Glimpses == nil {
		return nil
	}
	if text, grow := s.growing(); grow {
		texts = append(texts, text)
	}
	for flow, x := range s.pooled.shown {
		name := s.blueprint.Services[s.blueprint.Flows()[flow]].Name
		if x.failed > 0 {
			if carry := x.failed * x.failed / x.failedSquared; carry < few {
				texts = append(texts, fmt.Sprintf("the requests of service:%s that failed did so in few windows, which stand for "+
					"much: they are as uncertain as %.1f windows; play more of them (%s.count) or more replications",
					name, carry, s.blueprint.Glimpses.Place))
			}
		}
		if x.open > many*x.arrived {
			texts = append(texts, fmt.Sprintf("%s of the requests of service:%s were not over when they were followed no "+
				"longer, and are left out; write a longer %s.lead, or bound how long clients wait",
				unit.Ratio(x.open/x.arrived).Percent(), name, s.blueprint.Glimpses.Place))
		}
	}
	return texts
}
