package shedding

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Utilization refuses more and more by how busy the node is: none while no more than Above of what it serves at a time
// is taken, Most where all of that is, and in between a share that grows evenly, each by chance.
type Utilization struct {
	Above unit.Ratio `key:"above" doc:"share of the requests that a node serves at a time, from 0% to below 100%"`
	Most  unit.Ratio `key:"most" doc:"share that is refused while so many are there, or more; above 0%, up to 100%"`
}

var _ models.Shedding = Utilization{}

var utilizationRow = catalog.Define("utilization",
	"Refuses a share of the requests that come to a node, which grows with how busy it is.",
	Utilization{Above: 0.8, Most: 1}, func(p Utilization) (models.Shedding, error) {
		switch {
		case !(p.Above >= 0 && p.Above < 1):
			return nil, errors.New("above must be from 0% to below 100%; write above: 80%")
		case !(p.Most > 0 && p.Most <= 1):
			return nil, errors.New("most must be above 0%, up to 100%; write most: 90%")
		}
		return p, nil
	}).WithExample("above: 80%")

// Sheds rises from 0 to Most.
func (p Utilization) Sheds(there, slots int) float64 {
	busy := min(1, float64(there)/float64(slots))
	return float64(p.Most) * max(0, (busy-float64(p.Above))/(1-float64(p.Above)))
}

// String says it in words.
func (p Utilization) String() string {
	return fmt.Sprintf("by chance, more and more while above %s of what the node serves at a time is there, and %s "+
		"of them while all is", p.Above.Percent(), p.Most.Percent())
}
