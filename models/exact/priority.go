package exact

// Priority is the machine repairman with one crew and two classes of nodes: whenever the crew is free it turns to the
// first class if one of that waits, and it finishes what it has begun. Lives and repairs are exponential. Jaiswal,
// "Priority Queues" (1968), ch. 6.
type Priority struct{ First, Second Machines }

// Machines are nodes of one class.
type Machines struct {
	Nodes      int
	MTTF, MTTR float64 // means of a life and of the work of one repair, without waiting; one unit of time
}

// Solve returns, of each class, the mean number of nodes down and the mean time from a failure to the beginning of its
// repair, by Little's law.
func (p Priority) Solve() (down, wait [2]float64) {
	classes := [2]Machines{p.First, p.Second}
	fails := func(class, down int) float64 {
		return float64(classes[class].Nodes-down) / classes[class].MTTF
	}
	q := queue{[2]int{p.First.Nodes, p.Second.Nodes}, fails, [2]float64{1 / p.First.MTTR, 1 / p.Second.MTTR}}
	return q.solve()
}

// queue is a crew that serves two classes of cases, of which at most so many are there.
type queue struct {
	most  [2]int
	comes func(class, there int) float64 // rate of more of a class, with so many there
	ends  [2]float64                     // rate of service
}

// at is the number of the state in which n are there, and of which class the one that is served is.
func (q *queue) at(n [2]int, served int) int {
	return (n[0]*(q.most[1]+1)+n[1])*2 + served
}

// turns is the class that a free crew turns to.
func turns(n [2]int) int {
	if n[0] == 0 && n[1] > 0 {
		return 1
	}
	return 0
}

// solve returns how many of each class are there on average, and how long one waits until its service begins.
func (q *queue) solve() (there, wait [2]float64) {
	chain := NewChain((q.most[0] + 1) * (q.most[1] + 1) * 2)
	q.each(func(n [2]int, served int) {
		from, idle := q.at(n, served), n[0]+n[1] == 0
		for class := range 2 {
			if n[class] < q.most[class] {
				more := n
				more[class]++
				next := served
				if idle {
					next = class
				}
				chain.Add(from, q.at(more, next), q.comes(class, n[class]))
			}
		}
		switch fewer := n; {
		case n[served] > 0:
			fewer[served]--
			chain.Add(from, q.at(fewer, turns(fewer)), q.ends[served])
		default: // no such state: nobody of a class is served that is not there
			chain.Add(from, q.at(n, 1-served), 1)
		}
	})
	var waiting, comes [2]float64
	p := chain.Stationary()
	q.each(func(n [2]int, served int) {
		x := p[q.at(n, served)]
		for class := range 2 {
			there[class] += x * float64(n[class])
			waiting[class] += x * float64(n[class])
			if n[class] < q.most[class] {
				comes[class] += x * q.comes(class, n[class])
			}
		}
		if n[served] > 0 {
			waiting[served] -= x
		}
	})
	return there, [2]float64{waiting[0] / comes[0], waiting[1] / comes[1]}
}

// each visits all states.
func (q *queue) each(visit func(n [2]int, served int)) {
	for first := range q.most[0] + 1 {
		for second := range q.most[1] + 1 {
			visit([2]int{first, second}, 0)
			visit([2]int{first, second}, 1)
		}
	}
}
