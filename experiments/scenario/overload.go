package scenario

import (
	"fmt"

	"nines/models"
	"nines/models/failure"
	"nines/sim/dist"
	"nines/sim/unit"
)

// OverloadSpec is how a fault strikes sooner under load.
type OverloadSpec struct {
	Above     unit.Ratio `key:"above" required:"true"`
	Steepness float64    `key:"steepness" required:"true"`
}

func (OverloadSpec) notes() notes {
	return notes{
		"above": {"The utilization of a node beyond which it strikes sooner.", "85%", ""},
		"steepness": {"Strikes e times as often for each 1/steepness of utilization beyond: at 20, for each 5%.", "20",
			fmt.Sprint("above 0, up to ", maxSteepness)},
	}
}

// maxSteepness makes a fault e times as frequent for each tenth of a percent of utilization.
const maxSteepness = 1000

// overload is how a fault strikes sooner under load; nil where it does not, or after an error.
func (c *compiler) overload(f *FaultSpec, strikes models.Failure, leaf bool, path string) *models.Overload {
	s := f.Overload
	if s == nil || strikes == nil {
		return nil
	}
	at := join(path, "overload")
	lives, _ := strikes.(failure.Renewal)
	life, exponential := lives.Life.(dist.Exponential)
	switch {
	case !c.flowing():
		c.failAt(at, "describe the traffic at fidelity flow, or leave it out", "without traffic there is no overload")
	case !exponential || f.Lemons > 0:
		c.failAt(at, "say rate: 4/y, without lemons and after_repair, or leave it out",
			"a fault that depends on the load has no memory otherwise: its time to failure is exponential, and its "+
				"targets are alike")
	case !leaf:
		c.failAt(at, "put the fault on a class or on nodes", "nodes are overloaded, not domains")
	default:
		return &models.Overload{Rate: 1 / life.Mean(), Above: float64(s.Above), Steepness: s.Steepness}
	}
	return nil
}

// flowing reports whether the scenario has traffic at fidelity flow.
func (c *compiler) flowing() bool { return c.fidelity() == "flow" }

// requesting reports whether requests are played one by one, all of them or in windows.
func (c *compiler) requesting() bool { return c.fidelity() == "request" || c.fidelity() == "windows" }

// fidelity is that of all traffic.
func (c *compiler) fidelity() string {
	if len(c.spec.Traffic) == 0 {
		return "structural"
	}
	return c.spec.Traffic[0].Fidelity
}
