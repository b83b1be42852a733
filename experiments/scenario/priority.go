package scenario

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/sim/unit"
)

// PrioritySpec is a class of requests.
type PrioritySpec struct {
	Name  string     `key:"name" required:"true"`
	Share unit.Ratio `key:"share" required:"true"`
}

func (PrioritySpec) notes() notes {
	return notes{
		"name": {"Names the class, as in the scope priority:high@api of metrics.", "high", ""},
		"share": {"Its part of all requests; those of all classes are 100% together. A call by another service has the " +
			"class of the request that makes it where both services have one of that name; otherwise it is drawn by " +
			"these shares, too.", "20%", "above 0%"},
	}
}

// priorities carries over the classes of requests.
func (c *compiler) priorities(t *TrafficSpec, path string) (list []models.Priority) {
	at := join(path, "priorities")
	total := 0.0
	for i, p := range t.Priorities {
		place := join(join(at, fmt.Sprint(i)), "name")
		switch {
		case !isName(p.Name):
			c.failAt(place, nameHelp, "%s is not a name", quote(p.Name))
		case slices.ContainsFunc(t.Priorities[:i], func(other PrioritySpec) bool { return other.Name == p.Name }):
			c.failAt(place, "give each a name of its own", "two priorities are named %s", p.Name)
		}
		list = append(list, models.Priority{Name: p.Name, Share: float64(p.Share)})
		total += float64(p.Share)
	}
	if len(list) == 0 {
		return nil
	}
	if len(list) > models.MostPriorities {
		c.failAt(at, "leave some out", "there are more than %d priorities", models.MostPriorities)
	}
	if math.Abs(total-1) > 1e-9 {
		c.failAt(at, "have the shares sum to 100%", "all requests have some priority, and the shares sum to %s",
			unit.Ratio(total).Percent())
	}
	if t.Queues != nil && sharesOut(t.Queues.Order.Discipline) {
		c.failAt(at, "write order: fifo, or leave them out", "under order: shared nobody waits, and no one is before others")
	}
	return list
}

// sharesOut reports whether nobody waits under a discipline.
func sharesOut(d models.Discipline) bool {
	s, ok := d.(models.SharingOut)
	return ok && s.Shares()
}

// priorityNames are the classes of requests to all services, as scopes name them.
func (c *compiler) priorityNames() (list []string) {
	for _, t := range c.spec.Traffic {
		for _, p := range t.Priorities {
			list = append(list, p.Name+"@"+t.Service)
		}
	}
	return list
}
