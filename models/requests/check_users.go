package requests

import "fmt"

// checkUsers holds users to having one request each, or none while they think, and one still to send.
func (l *Lane) checkUsers() error {
	u := &l.users
	there, thinks := 0, 0
	for who := range u.list.Items {
		x := &u.list.Items[who]
		switch {
		case !x.here:
			continue
		case x.request == none:
			thinks++
		case u.of[x.request] != int32(who) || l.clients.requests.Items[x.request].begun == 0:
			return fmt.Errorf("user %d waits for request %d, which is not his", who, x.request)
		}
		if there++; u.session != nil && x.left < 1 {
			return fmt.Errorf("user %d is there, and has %d requests left", who, x.left)
		}
		if x.since > l.now || x.until > l.now+u.idle {
			return fmt.Errorf("user %d counts from %v to %v, at %v", who, x.since, x.until, l.now)
		}
	}
	asked := 0
	for id := range l.clients.requests.Items {
		if r := &l.clients.requests.Items[id]; u.any && r.begun > 0 && r.call == none {
			asked++
		}
	}
	if there != u.list.Taken() || thinks != u.thinks || there != thinks+asked {
		return fmt.Errorf("%d users are there, counted %d; %d think, counted %d; and %d have a request", there,
			u.list.Taken(), thinks, u.thinks, asked)
	}
	return nil
}
