package scenario

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/models/data"
	"nines/sim/unit"
)

// UpdatesSpec is what users write to the keys of a store, and what becomes of those written on two sides.
type UpdatesSpec struct {
	Rate    unit.Rate `key:"rate" required:"true"`
	Keys    KeysSpec  `key:"keys" required:"true"`
	Resolve string    `key:"resolve" oneof:"last_writer_wins siblings"`
}

func (UpdatesSpec) notes() notes {
	return notes{
		"rate": {"What users write to all of the store together, as many from each place: without memory, and not where " +
			"too few copies are reached.", "200/s", "above 0/y"},
		"keys": {"The keys that they write, each in any group.", "{ count: 1M, zipf: 0.9 }", ""},
		"resolve": {"What becomes of a key that both sides have written: of the version that was written last nothing is " +
			"lost and of the other everything (last_writer_wins, as Cassandra and DynamoDB do), or both are kept for " +
			"somebody to merge (siblings, as Riak does).", "siblings", ""},
	}
}

func (s *UpdatesSpec) setDefaults() { s.Resolve = "last_writer_wins" }

// updates enters what users write, where both sides of a partition go on.
func (c *compiler) updates(s *StoreSpec, out *models.Store, path string) {
	path = join(path, "updates")
	x, n := s.Updates, out.Scheme.Fragments()
	switch {
	case x == nil:
		return
	case s.Code != "":
		c.failAt(path, "leave it out, or write replicas: 3", "%s: what is kept by a code is written once", path)
	case out.Access.Write == 0:
		c.failAt(path, "write writes: 1 beside it", "%s: with writes is said how many copies a write has to reach", path)
	case len(out.From) < 2:
		c.failAt(path, "write for example from: zone beside it",
			"%s: users who are all in one place are always on one side", path)
	case math.Ldexp(float64(out.Groups), n) > data.MaxKnown:
		c.failAt(path, fmt.Sprintf("write groups: %.0f, or fewer", math.Ldexp(data.MaxKnown, -n)),
			"%s: of %s of %d copies, who has what is too much to know", path, plural(out.Groups, "group"), n)
	default:
		out.Updates = models.Updates{Rate: float64(x.Rate), Keys: c.keys(&x.Keys, join(path, "keys")),
			Siblings: x.Resolve == "siblings"}
		c.oneSided(out, path)
	}
}

// oneSided warns where no two sides can go on, unless reads meet writes: who says that wants it so.
func (c *compiler) oneSided(out *models.Store, path string) {
	a, n := out.Access, out.Scheme.Fragments()
	switch {
	case 2*a.Write > n && max(1, a.Read)+a.Write <= n:
		c.warnAt(path, "let writes be no more than half of replicas for both sides to go on",
			"two sides cannot both reach %d of %d copies: one refuses writes, and nothing conflicts", a.Write, n)
	case c.blueprint.Divides() && !slices.ContainsFunc(c.blueprint.Faults, func(f models.Fault) bool {
		return c.parts(&f, out.From)
	}):
		c.warnAt(path, "write for example on: zone for what keeps zones from each other",
			"no partition parts the users of store %s: nothing is written on two sides", out.Name)
	}
}

// parts reports whether a fault can keep users in some places from what those in others reach.
func (c *compiler) parts(f *models.Fault, places []models.ComponentID) bool {
	if f.Symptom.Effect != models.Partition {
		return false
	}
	t := c.blueprint.Topology
	return slices.ContainsFunc(f.Targets, func(cut models.ComponentID) bool {
		return slices.ContainsFunc(places, func(p models.ComponentID) bool { return t.Holds(cut, p) }) &&
			slices.ContainsFunc(places, func(p models.ComponentID) bool { return !t.Holds(cut, p) && t.Holds(f.Peer, p) })
	})
}
