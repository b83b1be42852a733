package exact

// Sessions are users who come at random and each send requests, one after the other, to a single server, thinking in
// between: a geometric number of requests, exponential service, in order or shared, and times of thinking of any
// law. It is an open network in which the server is M/M/1 and those who think are a Poisson number (J. R. Jackson,
// "Networks of waiting lines", Operations Research 5, 1957; for other laws of thinking Baskett, Chandy, Muntz and
// Palacios, Journal of the ACM 22, 1975).
type Sessions struct {
	Come     float64 // rate of users
	Requests float64 // mean number of each, ≥ 1
	Think    float64 // mean time
	Serve    float64 // rate, above Come × Requests
}

// Thinking is the mean number of users who think.
func (s Sessions) Thinking() float64 { return s.Come * (s.Requests - 1) * s.Think }

// UnderWay is the mean number of requests at the server.
func (s Sessions) UnderWay() float64 {
	load := s.Come * s.Requests / s.Serve
	return load / (1 - load)
}

// Watcher is a user who sends one request after the other to a server that breaks down, loses what it has, and fails at
// once what comes until it is repaired. All times are exponential, and nobody waits for others. By rates.
type Watcher struct{ Think, Serve, Fail, Repair float64 }

// Answers returns the share of the time for which the last request of the user that is over was served, and the share
// of his requests that are. The state is whether the server is up, whether he thinks, and how the last one fared.
func (w Watcher) Answers() (uptime, success float64) {
	const well, down, served = 0, 1, 2 // the server is up and he thinks; it is down; he has a request there
	c := NewChain(6)
	for _, mood := range []int{0, 3} { // his last request was served; it failed
		c.Add(mood+well, mood+down, w.Fail)
		c.Add(mood+down, mood+well, w.Repair)
		c.Add(mood+well, mood+served, w.Think)
		c.Add(mood+served, well, w.Serve)
		c.Add(mood+served, 3+down, w.Fail)
	}
	c.Add(down, 3+down, w.Think)
	p := c.Stationary()
	busy := p[served] + p[3+served]
	good, bad := busy*w.Serve, busy*w.Fail+(p[down]+p[3+down])*w.Think
	return p[well] + p[down] + p[served], good / (good + bad)
}
