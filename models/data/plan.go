package data

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/models/sight"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Plan is what the room derives from a blueprint: immutable, and shared by all that plays it.
type Plan struct {
	*sight.Plan
	stores []storePlan
}

// storePlan is what does not change about a store.
type storePlan struct {
	*models.Store
	placer  models.Placer // prepared
	entity  uint64        // names its random streams
	n       int32         // fragments of a group
	whole   int           // losses that a group bears with all its fragments
	size    float64
	timed   bool     // making a fragment takes time besides its bytes
	narrow  bool     // the bytes do, at a bandwidth of its own
	pool    int16    // through which these go instead; none
	unites  bool     // see models.Uniting
	places  int32    // fragments that a node has room for; none: any number
	erring  bool     // there may be errors in it
	decays  dist.Law // time from one error in all of the store to the next; nil: none comes
	users   []user   // services that need it
	passes  dist.Law // time until a scrub next comes to a fragment; nil: at fixed times, or never
	readers dist.Law // time until users next read where an error is; nil: never

	spectrum []models.Popular // of the keys that are written; none where nothing is said of writes
	paced    float64          // writes per second from each place to all groups
}

// MaxFragments is how many fragments all stores together may have: on each processor they take some 17 bytes each, and
// their group 12.
const MaxFragments = 50_000_000

// MaxOutlooks is how many groups, times the places from which users reach them, a store may have: each takes a byte.
const MaxOutlooks = 200_000_000

// Prepare derives the plan. Errors that have a place in the blueprint are models.Flaws. Cost: O(nodes).
func Prepare(seen *sight.Plan) (*Plan, error) {
	p := &Plan{Plan: seen}
	fragments := 0.0
	for i := range p.Stores {
		s := &p.Stores[i]
		placer, err := p.check(s)
		if err != nil {
			return nil, models.At("stores."+s.Name, fmt.Errorf("store %s: %w", s.Name, err))
		}
		n := s.Scheme.Fragments()
		if fragments += float64(s.Groups) * float64(n); fragments > MaxFragments {
			return nil, models.At("stores."+s.Name, fmt.Errorf("stores have more than %d million fragments; have fewer "+
				"and larger groups", MaxFragments/1_000_000))
		}
		r := &s.Rebuild
		x := storePlan{Store: s, placer: placer, entity: rng.Name(0, "store "+s.Name), n: int32(n), whole: s.Scheme.Bears(0),
			places: none, size: s.FragmentBytes(), timed: r.Takes != nil, narrow: !math.IsInf(min(r.Each, r.Rate), 1),
			pool: p.poolOf(r), erring: s.ErrorRate > 0 || p.Corrupts()}
		u, ok := placer.(models.Uniting)
		x.unites = ok && u.Unites()
		x.users = p.planUsers(i)
		if places, limited := s.RoomFor(); limited {
			x.places = int32(places)
		}
		if u := &s.Updates; u.Rate > 0 {
			x.spectrum, x.paced = u.Keys.Spectrum(), u.Rate/float64(len(s.From))
		}
		if err := x.media(); err != nil {
			return nil, models.At("stores."+s.Name, fmt.Errorf("store %s: %w", s.Name, err))
		}
		p.stores = append(p.stores, x)
	}
	return p, nil
}

// poolOf is the bandwidth that repairs share with others; none where there is none.
func (p *Plan) poolOf(r *models.Rebuild) int16 {
	return int16(slices.IndexFunc(p.Pools, func(q models.Pool) bool { return q.Name == r.Pool }))
}

// media prepares the laws of errors and of what finds them.
func (x *storePlan) media() (err error) {
	if rate := x.ErrorsPerTime(); rate > 0 {
		if x.decays, err = dist.NewExponential(1 / rate); err != nil {
			return fmt.Errorf("latent errors in all of it come too often or too seldom: %w", err)
		}
	}
	if x.Scrub.Random {
		if x.passes, err = dist.NewExponential(float64(x.Scrub.Every)); err != nil {
			return err
		}
	}
	if x.ReadThrough > 0 {
		x.readers, err = dist.NewExponential(float64(x.ReadThrough))
	}
	return err
}

// check says what of a store cannot be played, and else how it is placed.
func (p *Plan) check(s *models.Store) (models.Placer, error) {
	k, r := s.Scheme, &s.Rebuild
	switch n := k.Fragments(); {
	case k.Data < 1 || k.Local < 0 || k.Global < 0 || k.Local > 0 && k.Data%k.Local != 0:
		return nil, errors.New("a scheme has at least one fragment of data, in parts of one size")
	case n > models.MaxFragments:
		return nil, fmt.Errorf("%d fragments in a group; at most %d can be simulated", n, models.MaxFragments)
	case min(s.Access.Read, s.Access.Write) < 0 || max(s.Access.Read, s.Access.Write) > k.Fragments():
		return nil, errors.New("nobody can ask for more fragments than a group has")
	case s.Groups < 1 || !(s.Bytes > 0):
		return nil, errors.New("there is nothing in it")
	case !(r.Grace >= 0) || !(r.Each > 0) || !(r.Rate > 0) || min(r.AtOnce, r.PerSource) < 0:
		return nil, errors.New("rates must be above 0, times and numbers not below")
	case r.Pool != "" && (p.poolOf(r) < 0 || !math.IsInf(min(r.Each, r.Rate), 1)):
		return nil, fmt.Errorf("repairs share bandwidth %q, which there has to be, and have no rate of their own", r.Pool)
	case !(s.ErrorRate >= 0 && s.Scrub.Every >= 0 && s.ReadThrough >= 0) ||
		math.IsInf(s.ErrorRate, 1) || s.Scrub.Random && s.Scrub.Every == 0:
		return nil, errors.New("errors come at a rate of 0 or more, and scrubs and reads after a time above 0")
	case len(s.From)*s.Groups > MaxOutlooks || slices.ContainsFunc(s.From, func(c models.ComponentID) bool {
		return c <= models.Fleet || int(c) >= p.Topology.Components()
	}):
		return nil, fmt.Errorf("its users stand in %d places; they must be in the fleet, and times groups at most %.0e",
			len(s.From), float64(MaxOutlooks))
	case len(s.Classes) == 0:
		return nil, errors.New("it runs on no class of nodes")
	case !(s.Room >= 0):
		return nil, errors.New("nodes have room for 0 bytes or more")
	}
	if err := checkUpdates(s); err != nil {
		return nil, err
	}
	g := models.NewGround(p.Topology, s, nil)
	if places, limited := s.RoomFor(); limited && s.Groups*k.Fragments() > places*len(g.Nodes) {
		return nil, fmt.Errorf("%d nodes have room for %d fragments each, and there are %d; add nodes, or room", len(g.Nodes),
			places, s.Groups*k.Fragments())
	}
	return s.Placer.Prepare(g, k.Fragments())
}
