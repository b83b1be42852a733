package requests

import "fmt"

// checkFlights holds those that lead and follow to each other, and none follows what is done.
func (s *servers) checkFlights() error {
	leaders, followers := 0, 0
	for i := range s.flights.heads {
		if !s.flights.on {
			break
		}
		for t := s.flights.heads[i]; t != none; t = s.tries.Items[t].chain {
			n, err := s.checkCrowd(t)
			if err != nil {
				return fmt.Errorf("try %d leads: %w", t, err)
			}
			leaders, followers = leaders+1, followers+n
		}
	}
	for t := range s.tries.Items {
		x := &s.tries.Items[t]
		if x.place != served && x.place != calling {
			continue
		}
		if x.leads {
			leaders--
		}
		if x.follows != none {
			followers--
		}
		if x.woken {
			return fmt.Errorf("try %d has not gone on", t)
		}
	}
	if leaders != 0 || followers != 0 {
		return fmt.Errorf("%d too many lead and %d follow", leaders, followers)
	}
	return nil
}

// checkCrowd counts those that follow a try.
func (s *servers) checkCrowd(t int32) (n int, err error) {
	x := &s.tries.Items[t]
	if !x.leads || x.follows != none || x.hit || x.place != served && x.place != calling {
		return 0, fmt.Errorf("it is %d", x.place)
	}
	for f := x.crowd.first; f != none; f = s.tries.mates[f].next {
		y := &s.tries.Items[f]
		if y.follows != t || y.node != x.node || y.key != x.key || y.leads || y.hit || y.asks != none {
			return 0, fmt.Errorf("try %d follows it", f)
		}
		n++
	}
	return n, nil
}
