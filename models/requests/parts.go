package requests

import (
	"fmt"

	"nines/models"
)

// Requests may be told apart: by priority, by the zone of the node that a request was at last, or by the balancer that
// sent it on. A lane that does not tells nothing of them but all together.

// part makes what is counted of parts of the requests.
func (a *account) part(p *Plan) {
	o := &a.outcome
	o.Classes, o.Zones, o.Via = parts(len(p.Priorities)), parts(p.Zones), nil
	if p.ByBalancer {
		o.Via = parts(max(1, p.Balancers))
	}
	a.zone = p.Zone
	a.parted = o.Classes != nil || o.Zones != nil || o.Via != nil
}

func parts(n int) []models.ClassOutcome {
	if n == 0 {
		return nil
	}
	return make([]models.ClassOutcome, n)
}

// leaveParts counts a request that is over and was not recalled where it belongs. In no zone does one that no node has
// answered or failed, and that was given up at none.
func (a *account) leaveParts(r *request, how models.Fared, took float64) {
	o := &a.outcome
	if o.Classes != nil {
		leavePart(&o.Classes[r.rank], how, took)
	}
	if o.Zones != nil && r.at > 0 {
		zone := int32(0)
		if a.zone != nil {
			zone = a.zone[r.at-1]
		}
		leavePart(&o.Zones[zone], how, took)
	}
	if o.Via != nil {
		leavePart(&o.Via[r.via], how, took)
	}
}

func leavePart(c *models.ClassOutcome, how models.Fared, took float64) {
	if c.Over++; how == models.Served {
		c.Served++
		c.Latency.Add(took)
		c.Took += took
	}
}

// checkParts holds the parts of the requests that are over to their sum.
func (a *account) checkParts() error {
	o := &a.outcome
	for _, x := range []struct {
		by    string
		parts []models.ClassOutcome
		all   bool
	}{{"priority", o.Classes, true}, {"zone", o.Zones, false}, {"balancer", o.Via, true}} {
		over, served := uint64(0), uint64(0)
		for i := range x.parts {
			over += x.parts[i].Over
			served += x.parts[i].Served
		}
		if x.parts != nil && (served != o.Fared[models.Served] || over > o.Judged() || x.all && over != o.Judged()) {
			return fmt.Errorf("by %s %d requests are over and %d were served, of %d and %d", x.by, over, served, o.Judged(),
				o.Fared[models.Served])
		}
	}
	return nil
}
