package requests

import "fmt"

// checkCalls holds calls to those that wait for them, and these to where they wait: all of them are found from nodes,
// and nothing else is kept.
func (r *Road) checkCalls() error {
	asks, under := 0, 0
	for i := range r.lanes {
		s := &r.lanes[i].servers
		for k := range s.nodes {
			waits := int32(0)
			for t := s.nodes[k].away.first; t != none; t = s.tries.links[t].next {
				waits++
				a, u, err := r.checkCaller(int32(i), t)
				if err != nil {
					return fmt.Errorf("lane %d, try %d: %w", i, t, err)
				}
				asks, under = asks+a, under+u
			}
			if waits != s.nodes[k].calling {
				return fmt.Errorf("lane %d, node %d: %d wait for calls, counted %d", i, k, waits, s.nodes[k].calling)
			}
		}
	}
	if asks != r.calls.asks.Taken() || under != r.calls.under.Taken() {
		return fmt.Errorf("%d asks with %d calls, kept %d with %d", asks, under, r.calls.asks.Taken(), r.calls.under.Taken())
	}
	return nil
}

// checkCaller counts what a try asks of others, and the calls.
func (r *Road) checkCaller(lane, t int32) (asks, under int, err error) {
	s := &r.lanes[lane].servers
	x := &s.tries.Items[t]
	if x.place != calling || x.asks == none && x.follows == none && s.nodes[x.node].pace > 0 {
		return 0, 0, fmt.Errorf("it is %d and waits for nothing", x.place)
	}
	for id := x.asks; id != none; id = r.calls.asks.Items[id].next {
		a := &r.calls.asks.Items[id]
		if a.lane != lane || a.try != t || a.wants < 1 || a.spare < 0 || a.left+a.under < 1 {
			return 0, 0, fmt.Errorf("it asks %+v", *a)
		}
		n, err := r.checkAsk(id)
		if err != nil {
			return 0, 0, err
		}
		asks, under = asks+1, under+n
	}
	return asks, under, nil
}

// checkAsk counts the calls of an ask, each of which is a request that knows of it.
func (r *Road) checkAsk(id int32) (under int, err error) {
	a := &r.calls.asks.Items[id]
	to := &r.lanes[r.lanes[a.lane].plan.Calls[a.kind].Lane]
	for c := a.first; c != none; c = r.calls.under.Items[c].next {
		k := &r.calls.under.Items[c]
		if k.ask != id || k.request == none || to.clients.requests.Items[k.request].call != c {
			return 0, fmt.Errorf("its call %d is %+v", c, *k)
		}
		under++
	}
	if under != int(a.under) {
		return 0, fmt.Errorf("%d calls are under way, counted %d", under, a.under)
	}
	return under, nil
}
