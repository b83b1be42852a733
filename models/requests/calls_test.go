package requests_test

import (
	"fmt"
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// known is an answer about the requests of a lane.
type known struct {
	lane int
	answer
}

// caller is one server at which requests come that call; roomy are nodes on which they never wait.
func caller(rate float64, work dist.Law, calls ...requests.Call) *requests.Plan {
	p := farm(1, rate, work, balancing.Random{})
	p.Calls = calls
	return p
}

func roomy(work dist.Law) *requests.Plan {
	p := farm(1, 0, work, balancing.Random{})
	p.Arrivals, p.Serving.Slots = nil, 100_000
	return p
}

// calling is so many calls of a lane.
func calling(lane int32, times float64, manner models.Manner) requests.Call {
	return requests.Call{Lane: lane, Call: models.Call{Service: int(lane), PerRequest: times, Manner: manner}}
}

// begin is a road with lanes of these plans.
func begin(replication uint32, plans ...*requests.Plan) *requests.Road {
	all := make([]requests.Plan, len(plans))
	for i, p := range plans {
		all[i] = *p
		all[i].Entity = uint64(i)
	}
	r, d := new(requests.Road), new(chance.Draws)
	d.Reset(1, replication)
	r.Reset(all, d)
	return r
}

// until plays up to a time.
func until(r *requests.Road, at float64) {
	for done := false; !done; {
		_, done = r.Advance(sim.Time(at))
	}
}

// holdAll plays 40 replications of lanes and holds them to what is known.
func holdAll(t *testing.T, length float64, prepare func(r *requests.Road), plans []*requests.Plan, answers ...known) {
	t.Helper()
	values := make([][]float64, len(answers))
	for k := range uint32(40) {
		r := begin(k, plans...)
		if prepare != nil {
			prepare(r)
		}
		until(r, length/10)
		r.Forget(sim.Time(length / 10))
		until(r, length*1.1)
		if err := r.Check(); err != nil {
			t.Fatal(err)
		}
		outcomes := make([]models.LaneOutcome, len(plans))
		for i := range plans {
			outcomes[i] = r.Lane(i).Finish()
		}
		for i, a := range answers {
			values[i] = append(values[i], a.read(&outcomes[a.lane]))
		}
	}
	for i, a := range answers {
		name := fmt.Sprintf("%s of %d", a.name, a.lane)
		stattest.Check(t, name, stattest.Mean(values[i], a.want))
		t.Logf("%s: %v, want %v", name, average(values[i]), a.want)
	}
}

// busy is how many slots are in use, came how many requests come per second.
func busy(length, want float64) answer {
	return answer{"busy", func(o *models.LaneOutcome) float64 { return o.Busy[0] / length }, want}
}

func came(length, want float64) answer {
	return answer{"rate", func(o *models.LaneOutcome) float64 { return float64(o.Arrived) / length }, want}
}

// TestTandem would catch a slot that is kept where it is to be freed, and a call that begins before the own work is
// done: what leaves an M/M/1 comes to the next at random (Burke 1956), and how long a request takes in one says nothing
// about the other (Reich 1957).
func TestTandem(t *testing.T) {
	const length, arrive, slow = 10_000, 0.5, 0.8
	a := caller(arrive, exponential(1), calling(1, 1, models.Manner{}))
	a.Serving.Frees = true
	b := caller(0, exponential(1/slow))
	b.Arrivals = nil
	first, second := 1-arrive, slow-arrive // rates at which requests leave either
	at5 := (first*math.Exp(-second*5) - second*math.Exp(-first*5)) / (first - second)
	holdAll(t, length, nil, []*requests.Plan{a, b}, known{0, mean(1/first + 1/second)}, known{0, below("5", 5, 1-at5)},
		known{1, mean(1 / second)}, known{1, came(length, arrive)}, known{0, busy(length, arrive)})
}

// TestHeld would catch a slot that serves others while its request waits for what it calls: the server is one of M/G/1
// whose service is both, and slots without a line lose by Erlang's formula, whatever the law.
func TestHeld(t *testing.T) {
	const length, arrive = 10_000, 0.4
	call := calling(1, 1, models.Manner{})
	b := roomy(exponential(0.5))
	holdAll(t, length, nil, []*requests.Plan{caller(arrive, exponential(1), call), b},
		known{0, mean(exact.SingleSojourn(arrive, 1.5, 1+0.25+1.5*1.5))}, known{1, mean(0.5)},
		known{0, busy(length, 1.5*arrive)})
	loss := caller(2, exponential(1), call)
	loss.Serving.Slots, loss.Serving.Limit = 3, 0
	holdAll(t, length/4, nil, []*requests.Plan{loss, b}, known{0, success(1 - exact.ErlangB(3, 3))}, known{0, mean(1.5)})
	loss.Serving.Sharing, loss.Serving.Limit = true, 1
	holdAll(t, length/4, nil, []*requests.Plan{loss, b}, known{0, success(1 - exact.ErlangB(1, 3))}, known{0, mean(1.5)})
}

// TestFanOut would catch calls that are made one after the other, an answer too many that is waited for, and calls that
// go on when enough are answered: the last and the third of five exponentials, and the work of those that leave.
func TestFanOut(t *testing.T) {
	const length, arrive, own = 3_000, 1.0, 0.25
	work := must(dist.NewConstant(own))
	a := caller(arrive, work, calling(1, 5, models.Manner{}))
	a.Serving.Slots = 1000
	b := roomy(exponential(1))
	all := 1 + 1.0/2 + 1.0/3 + 1.0/4 + 1.0/5
	t.Run("all", func(t *testing.T) {
		holdAll(t, length, nil, []*requests.Plan{a, b}, known{0, mean(own + all)}, known{1, busy(length, 5*arrive)},
			known{0, below("2", 2, math.Pow(1-math.Exp(own-2), 5))})
	})
	a.Calls[0].Enough = 3
	recalled := answer{"recalled", func(o *models.LaneOutcome) float64 {
		return float64(o.Fared[models.Recalled]) / float64(o.Completed())
	}, 0.4}
	t.Run("three", func(t *testing.T) {
		holdAll(t, length, nil, []*requests.Plan{a, b}, known{0, mean(own + 1.0/5 + 1.0/4 + 1.0/3)},
			known{1, busy(length, 3*arrive)}, known{1, recalled})
	})
	t.Run("left", func(t *testing.T) {
		b.Client.GivesUp = models.Abandoned
		holdAll(t, length, nil, []*requests.Plan{a, b}, known{0, mean(own + 1.0/5 + 1.0/4 + 1.0/3)},
			known{1, busy(length, 5*arrive)}, known{1, recalled})
	})
	a.Calls[0].Manner = models.Manner{InTurn: true}
	t.Run("in turn", func(t *testing.T) {
		holdAll(t, length, nil, []*requests.Plan{a, b}, known{0, mean(own + 5)}, known{1, mean(1)})
	})
	a.Calls[0].Manner = models.Manner{Unawaited: true}
	t.Run("unawaited", func(t *testing.T) {
		holdAll(t, length, nil, []*requests.Plan{a, b}, known{0, mean(own)}, known{1, busy(length, 5*arrive)})
	})
}

// TestShares would catch a part of a call that is always or never made, and stages that do not wait for each other.
func TestShares(t *testing.T) {
	const length, arrive = 3_000, 1.0
	a := caller(arrive, exponential(1), calling(1, 0.3, models.Manner{}), calling(2, 2.5, models.Manner{Stage: 1}))
	a.Serving.Slots = 1000
	last := (1+1.0/2)/2 + (1+1.0/2+1.0/3)/2 // of two or three
	plans := []*requests.Plan{a, roomy(exponential(2)), roomy(exponential(0.5))}
	holdAll(t, length, nil, plans, known{0, mean(1 + 0.3*2 + last*0.5)}, known{1, came(length, 0.3)},
		known{2, came(length, 2.5)})
	a.Calls[1].Stage = 0 // both at once: the last of all
	last = 0.7*0.5*last + 0.3*(lastOf(2)+lastOf(3))/2
	holdAll(t, length, nil, plans, known{0, mean(1 + last)})
}

// lastOf is the mean of the last of one exponential of mean 2 and n of mean 1/2.
func lastOf(n int) float64 {
	sum, choose := 2.0, 1.0 // E max = E X + E Y − E min, by inclusion and exclusion over the n
	for k := 1; k <= n; k++ {
		choose *= float64(n-k+1) / float64(k)
		sign := float64(1 - 2*((k+1)%2))
		sum += sign * choose * (1/(2*float64(k)) - 1/(0.5+2*float64(k)))
	}
	return sum
}

// TestFailedCalls would catch a call that fails alone, one whose client does not try again, and one that fails a
// request although it is optional or enough others are answered.
func TestFailedCalls(t *testing.T) {
	const length, arrive, fails = 3_000, 1.0, 0.3
	a := caller(arrive, exponential(0.1), calling(1, 2.5, models.Manner{}))
	a.Serving.Slots = 1000
	b := roomy(exponential(1))
	b.Client.Retry.Tries = 2
	ill := func(c requests.Condition) func(r *requests.Road) {
		return func(r *requests.Road) { r.Lane(1).Become(0, c, 0) }
	}
	lossy := ill(requests.Condition{Slow: 1, Fails: fails})
	passes := 1 - fails*fails
	share := passes * passes * (passes + 1) / 2
	plans := []*requests.Plan{a, b}
	t.Run("needed", func(t *testing.T) {
		holdAll(t, length, lossy, plans, known{0, success(share)}, known{1, success(passes)})
	})
	t.Run("again", func(t *testing.T) {
		a.Client.Retry.Tries = 2
		holdAll(t, length, lossy, plans, known{0, success(1 - (1-share)*(1-share))})
		a.Client.Retry.Tries = 1
	})
	t.Run("wrong", func(t *testing.T) {
		holdAll(t, length, ill(requests.Condition{Slow: 1, Wrong: fails}), plans,
			known{0, success((1 - fails) * (1 - fails) * (2 - fails) / 2)})
	})
	t.Run("enough", func(t *testing.T) {
		a.Calls[0].PerRequest, a.Calls[0].Enough = 3, 2
		holdAll(t, length, lossy, plans, known{0, success(passes * passes * (3 - 2*passes))})
	})
	t.Run("optional", func(t *testing.T) {
		a.Calls[0].Optional = true
		holdAll(t, length, ill(requests.Condition{Slow: 1, Down: true}), plans, known{0, success(1)}, known{0, mean(0.1)},
			known{1, success(0)})
	})
}

// moments plays a request of 1 s that comes at about 1 s and calls another service for 10 s, and changes things at
// times; it returns what became of it and of the call.
func moments(t *testing.T, a, b *requests.Plan, change map[float64]func(r *requests.Road)) (x, y models.LaneOutcome) {
	t.Helper()
	a.Arrivals, a.Work = once{}, must(dist.NewConstant(1))
	a.Calls = []requests.Call{calling(1, 1, models.Manner{})}
	r := begin(0, a, b)
	for at := 0.5; at < 100; at += 0.5 {
		until(r, at)
		if f := change[at]; f != nil {
			f(r)
		}
		if err := r.Check(); err != nil {
			t.Fatal(err)
		}
	}
	return r.Lane(0).Finish(), r.Lane(1).Finish()
}

// TestCallsAndFates would catch calls of a node that fails or stands still: they go on or are given up as what it has
// does.
func TestCallsAndFates(t *testing.T) {
	become := func(c requests.Condition) func(r *requests.Road) {
		return func(r *requests.Road) { c.Slow = 1; r.Lane(0).Become(0, c, r.Lane(0).Now()) }
	}
	down, up := become(requests.Condition{Down: true}), become(requests.Condition{})
	hung, apart := become(requests.Condition{Hung: true}), become(requests.Condition{Apart: true})
	brief := map[float64]func(r *requests.Road){5: down, 6: up}
	long := map[float64]func(r *requests.Road){5: down, 20: up}
	for _, c := range []struct {
		name   string
		fate   models.Fate
		frees  bool
		change map[float64]func(r *requests.Road)
		how    models.Fared
		stays  float64
		call   models.Fared
		calls  uint64
	}{
		{"lose", models.Lose, false, brief, models.Broken, 4, models.Recalled, 1},
		{"resume", models.Resume, false, brief, models.Served, 11, models.Served, 1},
		{"resume late", models.Resume, true, long, models.Served, 19, models.Served, 1},
		{"restart", models.Restart, false, brief, models.Served, 5 + 11, models.Recalled, 2},
		{"restart freed", models.Restart, true, brief, models.Served, 5 + 11, models.Recalled, 2},
		{"hung", models.Lose, false, map[float64]func(r *requests.Road){5: hung, 30: up}, models.Served, 29,
			models.Served, 1},
		{"hung and lost", models.Lose, false, map[float64]func(r *requests.Road){5: hung, 30: down}, models.Broken, 29,
			models.Served, 1},
		{"apart", models.Lose, false, map[float64]func(r *requests.Road){5: apart}, models.Lost, 11, models.Served, 1},
	} {
		a, b := caller(1, nil), roomy(must(dist.NewConstant(10)))
		a.Serving.Fate, a.Serving.Frees = c.fate, c.frees
		x, y := moments(t, a, b, c.change)
		if x.Fared[c.how] != 1 || math.Abs(x.Stayed-c.stays) > 1e-9 || y.Arrived != c.calls || y.Fared[c.call] != 1 {
			t.Errorf("%s: %v after %v s, %d calls %v", c.name, x.Fared, x.Stayed, y.Arrived, y.Fared)
		}
	}
}

// TestCallsGivenUp would catch calls that outlive who waits for them, or do not although it is left to itself.
func TestCallsGivenUp(t *testing.T) {
	for gives, want := range map[models.GivingUp]models.Fared{models.Canceled: models.Recalled,
		models.Dropped: models.Recalled, models.Abandoned: models.Served} {
		for _, patience := range []float64{0.7, 4} { // during its own work, and when it calls
			a, b := caller(1, nil), roomy(must(dist.NewConstant(10)))
			a.Client.GivesUp, a.Client.Timeout = gives, sim.Duration(patience)
			x, y := moments(t, a, b, nil)
			calls := uint64(1)
			if patience < 1 && gives != models.Abandoned {
				calls = 0
			}
			if x.Fared[models.Late] != 1 || y.Arrived != calls || y.Fared[want] != calls {
				t.Errorf("given up %v after %v: %v, %d calls %v", gives, patience, x.Fared, y.Arrived, y.Fared)
			}
		}
	}
}

// once has one request come after a second.
type once struct{}

// Gap is a second, and after that no more.
func (once) Gap(_ *models.Demand, _ float64, memory *float64, _ *rng.Stream) float64 {
	if *memory++; *memory > 1 {
		return math.Inf(1)
	}
	return 1
}

// growing has a request come every ten seconds, each of a second more work than the last.
type growing struct{}

// Gap is ten seconds.
func (growing) Gap(_ *models.Demand, _ float64, memory *float64, _ *rng.Stream) float64 {
	*memory++
	return 10
}

// Size is the number of the request.
func (growing) Size(memory float64) float64 { return memory }

// MeanSize is nothing that is asked for.
func (growing) MeanSize() float64 { return 1 }

// TestSizes would catch work that arrivals tell of the request before or after, and work that a call takes from them.
func TestSizes(t *testing.T) {
	zero := must(dist.NewConstant(0))
	a, b := caller(1, zero, calling(1, 1, models.Manner{})), roomy(must(dist.NewConstant(0.5)))
	a.Arrivals, b.Arrivals = growing{}, growing{}
	r := begin(0, a, b)
	until(r, 39)
	x, y := r.Lane(0).Finish(), r.Lane(1).Finish()
	if x.Arrived != 3 || math.Abs(x.Took-(1+2+3+3*0.5)) > 1e-9 || y.Arrived != 6 || math.Abs(y.Took-(1+2+3+6*0.5)) > 1e-9 {
		t.Errorf("%d took %v s, and %d took %v s", x.Arrived, x.Took, y.Arrived, y.Took)
	}
}
