package exact

// Textbook queues. Source: Kleinrock, "Queueing Systems", vol. 1 (1975), ch. 3 and 5. The load is given in erlangs, the
// arrival rate times the mean service time, and times are in mean service times unless a comment says otherwise.

// ErlangB returns the share of arrivals lost by M/G/c/c (no waiting room), by the recursion
// B(c) = a·B(c−1)/(c + a·B(c−1)). load ≥ 0, servers ≥ 0. Cost: servers.
func ErlangB(servers int, load float64) float64 {
	lost := 1.0
	for c := range servers {
		lost = load * lost / (float64(c+1) + load*lost)
	}
	return lost
}

// ErlangC returns the share of arrivals that wait in M/M/c: c·B/(c − a·(1−B)). load < servers.
func ErlangC(servers int, load float64) float64 {
	b, c := ErlangB(servers, load), float64(servers)
	return c * b / (c - load*(1-b))
}

// MeanWaitMMc returns the mean wait before service in M/M/c, in mean service times: C/(c − a). load < servers.
func MeanWaitMMc(servers int, load float64) float64 {
	return ErlangC(servers, load) / (float64(servers) - load)
}

// NumberMMcK returns the distribution of the number of jobs in M/M/c/K, K ≥ c counting those in service; element K is
// the share of arrivals lost. load > 0 without upper limit.
func NumberMMcK(servers, room int, load float64) []float64 {
	b := BirthDeath{make([]float64, room), make([]float64, room)}
	for k := range room {
		b.Birth[k], b.Death[k] = load, float64(min(k+1, servers))
	}
	return b.Stationary()
}

// MeanWaitMG1 returns the mean wait before service in M/G/1, first come first served, in mean service times:
// ρ(1 + scv)/(2(1−ρ)), with scv the variance of the service time over its squared mean (Pollaczek–Khinchine). load < 1.
func MeanWaitMG1(load, scv float64) float64 { return load * (1 + scv) / (2 * (1 - load)) }
