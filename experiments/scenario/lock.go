package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

var _ shorthand = (*RetrySpec)(nil)

// LockSpec is how one node of a service is active at a time. The defaults are those of client-go: its LeaseDuration,
// RenewDeadline, RetryPeriod and JitterFactor.
type LockSpec struct {
	Log      string        `key:"log" required:"true"`
	Lease    unit.Duration `key:"lease"`
	Deadline unit.Duration `key:"deadline"`
	Renew    unit.Duration `key:"renew"`
	Retry    RetrySpec     `key:"retry"`
	Fencing  bool          `key:"fencing" omit:"zero"`
}

func (LockSpec) notes() notes {
	return notes{
		"log":   {"The log that it is kept in: while that has no leader nobody can renew or take it.", "etcd", ""},
		"lease": {"From the holder's last renewal until others may take it.", "15s", "above 0s"},
		"deadline": {"From its last renewal until a holder gives up that cannot renew, for want of the log or because it " +
			"is cut off. One that hangs cannot give up.", "10s", "above 0s"},
		"renew": {"How often the holder renews. It is no event: when it can no longer, it last did at any time since one " +
			"interval ago.", "2s", "above 0s"},
		"retry": {"How long others wait from one look to the next: 2s is short for a uniform time from 2s to 4.4s, as " +
			"client-go jitters it.", "2s", ""},
		"fencing": {"What a holder does that has lost the lock is refused, as with tokens that only grow; otherwise one " +
			"that hung, and wakes, acts on until it next tries to renew (two_holders).", "true", ""},
	}
}

func (l *LockSpec) setDefaults() {
	l.Lease, l.Deadline, l.Renew, l.Retry.Least = 15*unit.Second, 10*unit.Second, 2*unit.Second, 2*unit.Second
	law, err := dist.NewUniform(2, 2*jitter)
	must(err)
	l.Retry.Law = law
}

// jitter is the longest wait over the shortest: 1 and client-go's JitterFactor.
const jitter = 2.2

// RetrySpec is a time between looks: a law or, for short, the least of a uniform one that is at most jitter times as
// long.
type RetrySpec struct {
	Least unit.Duration // as written, for short; else 0
	Law   dist.Law
}

func (r *RetrySpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	return shortUniform(d, n, &r.Least, &r.Law, jitter, "who looks all the time never waits", path)
}

func (*RetrySpec) form(g *grammar) Form {
	short := *g.of(reflect.TypeFor[unit.Duration]())
	short.Doc = "Short for a uniform law from that to 2.2 times as long."
	return choice("duration, or law", append([]*Form{&short}, ownForms(g)...)...)
}

func (r RetrySpec) encode() *yaml.Node { return word(r.Least.String()) }

// lock carries over how one node of a service is active at a time; nil where something is wrong with it.
func (c *compiler) lock(s *LockSpec, service, path string) *models.Lock {
	log := c.logOf(s.Log, join(path, "log"))
	lease, deadline := join(path, "lease"), join(path, "deadline")
	switch {
	case s.Renew >= s.Deadline:
		c.failAt(join(path, "renew"), "renew several times within the deadline: renew: 2s, deadline: 10s",
			"%s is renewed every %s, and given up %s after it last was", path, s.Renew, s.Deadline)
	case s.Deadline > s.Lease:
		at := deadline
		if c.given[deadline] == nil {
			at = lease
		}
		c.failAt(at, "let the lease be longer than the deadline: lease: 15s, deadline: 10s",
			"%s: others may take it %s after its last renewal, and its holder gives up only after %s", path, s.Lease,
			s.Deadline)
	case c.switched(service):
		c.failAt(path, "leave out one of them", "%s: recovery moves the role of %s as well", path, service)
	case log > 0 && s.Retry.Law != nil:
		return &models.Lock{Log: log - 1, Lease: sim.Duration(s.Lease), Renew: sim.Duration(s.Renew),
			Deadline: sim.Duration(s.Deadline), Retry: s.Retry.Law, Fenced: s.Fencing}
	}
	return nil
}

// switched reports whether an action of recovery moves the role of a service.
func (c *compiler) switched(service string) bool {
	if c.spec.Recovery == nil {
		return false
	}
	for _, a := range c.spec.Recovery.Actions() {
		if a.Service == service {
			return true
		}
	}
	return false
}
