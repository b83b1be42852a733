package exact

import "math"

// Unreliable is a server that breaks down at any time, whether it serves or not, at a constant rate while it is up, and
// is repaired in an exponential time. Requests come at a constant rate, up or down.
type Unreliable struct {
	Arrive, Fail, Repair float64 // rates
}

// completion is the mean and the second moment of the time from the begin of a service to its end, with the repairs
// that interrupt it, of work x.
type completion func(x float64) (mean, second float64)

// resumed goes on where it stopped: x, and repairs of which Fail·x come on average.
func (u Unreliable) resumed(x float64) (mean, second float64) {
	mean = x * (1 + u.Fail/u.Repair)
	return mean, mean*mean + u.Fail*x*2/(u.Repair*u.Repair)
}

// restarted begins again with the same work: as often as it is interrupted, which is geometric, it has lost the time
// until then, an exponential one that is known to be below x, and a repair.
func (u Unreliable) restarted(x float64) (mean, second float64) {
	fails := math.Expm1(u.Fail * x) // mean number of interruptions
	below := -math.Expm1(-u.Fail * x)
	lost := 1/u.Fail - x*math.Exp(-u.Fail*x)/below
	square := 2/(u.Fail*u.Fail) - math.Exp(-u.Fail*x)*(x*x+2*x/u.Fail)/below
	each, variance := lost+1/u.Repair, square-lost*lost+1/(u.Repair*u.Repair)
	mean = x + fails*each
	return mean, mean*mean + fails*variance + fails*(1+fails)*each*each
}

// Resumed returns the mean time from arrival to departure of exponential work that is served at a rate and resumed
// after repairs, in the order of arrivals.
func (u Unreliable) Resumed(serve float64) float64 { return u.served(u.moments(u.resumed, serve)) }

// Restarted is Resumed for work that begins again after repairs; serve > 2·Fail.
func (u Unreliable) Restarted(serve float64) float64 { return u.served(u.moments(u.restarted, serve)) }

// RestartedConstant is Restarted for work that always takes so long.
func (u Unreliable) RestartedConstant(work float64) float64 { return u.served(u.restarted(work)) }

// moments averages over exponential work. That of restarted work grows like exp(2·Fail·x).
func (u Unreliable) moments(c completion, serve float64) (mean, second float64) {
	over := func(read func(x float64) float64) float64 {
		return integral(func(x float64) float64 { return read(x) * serve * math.Exp(-serve*x) }, 1e-12/serve, 200/serve,
			1/serve)
	}
	mean = over(func(x float64) float64 { m, _ := c(x); return m })
	return mean, over(func(x float64) float64 { _, s := c(x); return s })
}

// served is M/G/1 in which the first of a busy period may find the server down, and then waits for the repair, too
// (P. D. Welch, "On a generalized M/G/1 queuing process in which the first customer of each busy period receives
// exceptional service", Operations Research 12, 1964). An idle period begins with the server up.
func (u Unreliable) served(mean, second float64) float64 {
	down := u.Fail / (u.Arrive + u.Fail + u.Repair)
	first := mean + down/u.Repair
	firstSecond := second + 2*mean*down/u.Repair + 2*down/(u.Repair*u.Repair)
	rest := 1 - u.Arrive*mean
	all := rest + u.Arrive*first
	wait := u.Arrive*second/(2*rest) + u.Arrive*(firstSecond-second)/(2*all)
	empty := rest / all
	return wait + empty*first + (1-empty)*mean
}

// Lost returns what share is served, and the mean time of those, where a breakdown fails all that are there, and nobody
// is taken in while the server is down. Counts above most are cut off.
func (u Unreliable) Lost(serve float64, most int) (share, sojourn float64) {
	c, down := NewChain(most+2), most+1
	for n := 0; n <= most; n++ {
		if n < most {
			c.Add(n, n+1, u.Arrive)
		}
		if n > 0 {
			c.Add(n, n-1, serve)
		}
		c.Add(n, down, u.Fail)
	}
	c.Add(down, 0, u.Repair)
	for n, p := range c.Stationary()[:most+1] { // who finds n there is served after n+1 services, if nothing fails
		chance := p * math.Pow(serve/(serve+u.Fail), float64(n+1))
		share += chance
		sojourn += chance * float64(n+1) / (serve + u.Fail)
	}
	return share, sojourn / share
}

// Station returns the mean time from arrival to departure where each of so many servers of one line breaks down with
// all others, and work is resumed. Counts above most are cut off.
func (u Unreliable) Station(servers int, serve float64, most int) float64 {
	c := NewChain(2 * (most + 1)) // even states: up
	for n := 0; n <= most; n++ {
		if n < most {
			c.Add(2*n, 2*n+2, u.Arrive)
			c.Add(2*n+1, 2*n+3, u.Arrive)
		}
		if n > 0 {
			c.Add(2*n, 2*n-2, serve*float64(min(n, servers)))
		}
		c.Add(2*n, 2*n+1, u.Fail)
		c.Add(2*n+1, 2*n, u.Repair)
	}
	inside := 0.0
	for i, p := range c.Stationary() {
		inside += p * float64(i/2)
	}
	return inside / u.Arrive
}

// Pair is two servers with a line each, of which each fails as Unreliable does, while crews repair as many at a time.
// Requests go to one that is up, at random, and fail where none is.
type Pair struct {
	Unreliable
	Serve float64
	Crews int // 1 or 2
}

// Lost returns what share of the requests is served and the mean time of all, however they fare, where work is
// exponential, served one by one, and lost with the server that fails. Counts above most at both together are cut off.
func (q Pair) Lost(most int) (share, stay float64) {
	type state struct{ a, b, up int } // requests at those that are up, the fewer first
	number, list := map[state]int{}, []state{}
	find := func(s state) int {
		if s.a > s.b && s.up == 2 {
			s.a, s.b = s.b, s.a
		}
		if _, ok := number[s]; !ok {
			number[s] = len(list)
			list = append(list, s)
		}
		return number[s]
	}
	type move struct {
		from, to int
		rate     float64
	}
	var moves []move
	find(state{0, 0, 2})
	for i := 0; i < len(list); i++ {
		s := list[i]
		add := func(to state, rate float64) {
			if j := find(to); rate > 0 && j != i {
				moves = append(moves, move{i, j, rate})
			}
		}
		switch room := s.a+s.b < most; s.up {
		case 2:
			if room {
				add(state{s.a + 1, s.b, 2}, q.Arrive/2)
				add(state{s.a, s.b + 1, 2}, q.Arrive/2)
			}
			add(state{max(0, s.a-1), s.b, 2}, q.Serve)
			add(state{s.a, max(0, s.b-1), 2}, q.Serve)
			add(state{0, s.a, 1}, q.Fail)
			add(state{0, s.b, 1}, q.Fail)
		case 1:
			if room {
				add(state{0, s.b + 1, 1}, q.Arrive)
			}
			add(state{0, max(0, s.b-1), 1}, q.Serve)
			add(state{0, 0, 0}, q.Fail)
			add(state{0, s.b, 2}, q.Repair)
		default:
			add(state{0, 0, 1}, q.Repair*float64(min(2, q.Crews)))
		}
	}
	c := NewChain(len(list))
	for _, m := range moves {
		c.Add(m.from, m.to, m.rate)
	}
	for i, p := range c.Stationary() {
		s := list[i]
		stay += p * float64(s.a+s.b) / q.Arrive
		share += p * q.Serve * (float64(min(1, s.a)) + float64(min(1, s.b))) / q.Arrive
	}
	return share, stay
}

// Requeued is Lost where servers serve any number at once, all work takes 1/Serve, and what is at a server that fails
// begins again at the other, if that is up.
//
// With age a in service the share that is served is f(a) while the other is up and g(a) while it is down:
// −f' = Fail·(g(0) − f) + Fail·(g − f) and −g' = −Fail·g + Repair·(f − g), both 1 at the end. The time that is left
// obeys the same with 1 more on the right and 0 at the end. They are linear in g(0), which two guesses therefore find.
func (q Pair) Requeued() (share, stay float64) {
	begin := func(end, each float64) (f, g float64) {
		_, without := q.back(end, each, 0)
		_, with := q.back(end, each, 1)
		return q.back(end, each, without/(1-(with-without)))
	}
	up := BirthDeath{[]float64{q.Repair * float64(min(2, q.Crews)), q.Repair}, []float64{q.Fail, 2 * q.Fail}}.Stationary()
	f, g := begin(1, 0)
	share = up[2]*f + up[1]*g
	f, g = begin(0, 1)
	return share, up[2]*f + up[1]*g
}

// back is what f and g are at age 0, for a guess of g(0), by Runge and Kutta.
func (q Pair) back(end, each, guess float64) (f, g float64) {
	const steps = 4000
	h := 1 / q.Serve / steps
	slope := func(f, g float64) (df, dg float64) {
		return each + q.Fail*(guess-f) + q.Fail*(g-f), each - q.Fail*g + q.Repair*(f-g)
	}
	f, g = end, end
	for range steps {
		a, b := slope(f, g)
		c, d := slope(f+h/2*a, g+h/2*b)
		i, j := slope(f+h/2*c, g+h/2*d)
		k, l := slope(f+h*i, g+h*j)
		f, g = f+h/6*(a+2*c+2*i+k), g+h/6*(b+2*d+2*j+l)
	}
	return f, g
}
