package fleet_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
)

// one is a dependency on a service; of, on some of several.
func one(service int) models.Dependency { return models.Dependency{Service: service} }

func of(atLeast int, of ...models.Dependency) models.Dependency {
	return models.Dependency{Of: of, AtLeast: atLeast}
}

// The services of chain.
const (
	auth = iota
	cache
	db
	api
	shop
)

// chain is a shop that needs an api that needs auth and one of cache and db. All but the shop run on a node of their
// own, which is down:
//
//	auth    100–200, 950–1050
//	cache   300–400, 500–700
//	db      600–800
//	api     900–1000
//
// So the api is down in 100–200, for auth; in 600–700, for cache and db; and in 900–1050, first for itself, then for
// itself and auth, then for auth.
func chain() *models.Blueprint {
	names := []string{"auth", "cache", "db", "api"}
	var nodes []models.ClassCount
	for c, name := range names {
		nodes = append(nodes, models.ClassCount{Class: c, Count: 1, Label: name})
	}
	b := System([]models.Level{Nodes(nodes...)}, Never, 2000/Hour)
	b.Services = nil
	for c, list := range [][][3]float64{
		{{100, 200, 1}, {950, 1050, 1}}, {{300, 400, 1}, {500, 700, 1}}, {{600, 800, 1}}, {{900, 1000, 1}},
	} {
		f := Named(names[c], Recorded(list))
		f.Targets = b.Topology.OfClass(c)
		b.Faults = append(b.Faults, f)
		b.Services = append(b.Services, models.Service{Name: names[c], Classes: []int{c}, Rule: models.Rule{Nodes: 1}})
	}
	b.Services[api].Needs = []models.Dependency{one(auth), of(1, one(cache), one(db))}
	b.Services = append(b.Services, models.Service{Name: "shop", Needs: []models.Dependency{one(api)}})
	return b
}

// TestNeeds would catch downtime that does not reach those that need a service, reaches them while an alternative is
// up, or is owed to anything but the faults in which it has its root.
func TestNeeds(t *testing.T) {
	o := First(t, chain())
	for s, want := range []float64{200, 300, 200, 350, 350} {
		Near(t, fmt.Sprintf("downtime of service %d", s), o.Services[s].Downtime, want)
	}
	for _, s := range []int{api, shop} {
		x := &o.Services[s]
		for f, want := range []float64{100 + 25 + 50, 50, 50, 50 + 25} {
			Near(t, fmt.Sprintf("of service %d to fault %d", s, f), x.ByFault[f], want)
			Near(t, fmt.Sprintf("of service %d to service %d", s, f), x.ByService[f], want)
		}
		Near(t, "longest", x.Durations.Quantile(1), 150)
		if x.Outages != 3 || x.ByService[shop] != 0 {
			t.Errorf("%d outages, %g s by itself", x.Outages, x.ByService[shop])
		}
	}
}

// TestNeedsUncounted would catch an outage that is counted though nothing that counts is at its root: what auth owes is
// excused.
func TestNeedsUncounted(t *testing.T) {
	b := chain()
	b.Faults[auth].Uncounted = true
	o := First(t, b)
	for _, s := range []int{api, shop} {
		x := &o.Services[s]
		Near(t, "downtime", x.Downtime, 100+75)
		Near(t, "excused", x.Excused, 175)
		Near(t, "by cache", x.ByService[cache], 50)
		Near(t, "by auth", x.ByService[auth], 0)
		if x.Outages != 2 {
			t.Errorf("%d outages, want 2", x.Outages)
		}
	}
}

// TestSoft would catch requests that are lost, or told to be, without what is soft: of those of the shop half are lost
// without the api and a fifth without cache and db both, and those of a client that needs the shop with them. The api
// is down in 100–200, 600–700 and 900–1050, cache and db in 600–700.
func TestSoft(t *testing.T) {
	b := chain()
	both := of(1, one(cache), one(db))
	both.Soft = 0.2
	b.Services[shop].Needs = []models.Dependency{{Service: api, Soft: 0.5}, both}
	client := len(b.Services)
	b.Services = append(b.Services, models.Service{Name: "client", Needs: []models.Dependency{one(shop)}})
	for _, s := range []int{shop, client} {
		var told []string
		w := new(world.World)
		w.Tell(func(n models.Note) {
			if n.Service == s && n.What == models.Degrades {
				told = append(told, fmt.Sprintf("%g %.2g", float64(n.At), n.Loses))
			}
		})
		x := &Play(w, sim.NewCalendar(), Prepared(t, b), 0).Services[s]
		Near(t, "degraded", x.Degraded, 350)
		Near(t, "impaired", x.Impaired, 100*0.5+100*(1-0.5*0.8)+150*0.5)
		Near(t, "downtime", x.Downtime, 0)
		Near(t, "hinges on the api", x.Hinges[api], 0.5*1900+0.5*0.8*100)
		Near(t, "hinges on cache", x.Hinges[cache], (1-0.5*0.8)*200) // while db is down, the api and cache or db hang on it
		want := []string{"100 0.5", "200 0", "600 0.6", "700 0", "900 0.5", "1050 0"}
		if !slices.Equal(told, want) {
			t.Errorf("told %q, want %q", told, want)
		}
	}
}

// TestHinges would catch a service on which the state of another hinges and that is not said to, or is for longer: the
// api hinges on cache while db is down and all else is well (700–800), and the shop with it.
func TestHinges(t *testing.T) {
	o := First(t, chain())
	for _, s := range []int{api, shop} {
		x := &o.Services[s]
		Near(t, "on cache", x.Hinges[cache], 200) // 600–800: at first it would be up with cache
		Near(t, "on db", x.Hinges[db], 100+200)   // 300–400 and 500–700
		Near(t, "on auth", x.Hinges[auth], 2000-100-100)
	}
	Near(t, "on the api", o.Services[shop].Hinges[api], 2000)
}

// TestNeedsTold would catch a turn that is not told, or not with what it follows from.
func TestNeedsTold(t *testing.T) {
	b := chain()
	var told []string
	w := new(world.World)
	w.Tell(func(n models.Note) {
		if n.Service < auth || n.Service == cache || n.At < 500 || n.At > 900 {
			return
		}
		text := fmt.Sprintf("%g %s", float64(n.At), b.Services[n.Service].Name)
		if n.What == models.Falls {
			text += " falls"
		}
		if n.Through >= 0 {
			text += " with " + b.Services[n.Through].Name
		}
		if n.Fault >= 0 {
			text += " by " + b.Faults[n.Fault].Name
		}
		told = append(told, text)
	})
	Play(w, sim.NewCalendar(), Prepared(t, b), 0)
	want := []string{"600 db falls", "600 api falls with db by db", "600 shop falls with api by db",
		"700 api with cache", "700 shop with api", "800 db", "900 api falls", "900 shop falls with api by api"}
	if !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}

// TestCircle would catch a circle of needs that goes down for ever, or not at all: auth needs the api or db, and the
// api needs auth. While db is down (600–800) they hold each other up; if the api falls then, both wait for db.
func TestCircle(t *testing.T) {
	b := chain()
	b.Services[auth].Needs = []models.Dependency{of(1, one(api), one(db))}
	b.Services[api].Needs = []models.Dependency{one(auth)}
	o := First(t, b)
	Near(t, "api", o.Services[api].Downtime, 100+150)
	Near(t, "auth", o.Services[auth].Downtime, 200)

	b.Faults[api] = Named("api", Recorded([][3]float64{{650, 660, 1}}))
	b.Faults[api].Targets = b.Topology.OfClass(api)
	o = First(t, b)
	Near(t, "api, waiting", o.Services[api].Downtime, 100+150+100)
	// At first half of the time is the api's own and half is owed to auth, which waits for the api and db alike: so of
	// these 10 s a third is owed to db, of the rest all.
	Near(t, "of that for db", o.Services[api].ByService[db], 10.0/3+140)
}

// TestColdStart would catch services that could never start, or that are said to need each other though something
// breaks the circle.
func TestColdStart(t *testing.T) {
	for _, c := range []struct {
		needs map[int][]models.Dependency
		want  string
	}{
		{map[int][]models.Dependency{auth: {one(api)}}, "auth → api → auth"},
		{map[int][]models.Dependency{auth: {of(2, one(api), one(db))}}, "auth → api → auth"},
		{map[int][]models.Dependency{auth: {of(1, one(api), one(db))}}, ""},
		{map[int][]models.Dependency{db: {one(shop)}, cache: {one(shop)}}, "cache → shop → api → cache"},
		{map[int][]models.Dependency{db: {one(shop)}}, ""},
		{map[int][]models.Dependency{db: {one(db)}}, "db needs itself"},
	} {
		b := chain()
		for s, needs := range c.needs {
			b.Services[s].Needs = needs
		}
		_, err := world.Prepare(b)
		var flaw *models.Flaw
		switch {
		case c.want == "" && err != nil:
			t.Error(err)
		case c.want != "" && (!errors.As(err, &flaw) || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}
