package chance

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// era is the time since a run was last renewed: what is drawn in it comes from streams of its branch. The first, which
// is not kept, is that of branch 0, the run as it would be without. What may be asked about again remembers the era in
// which it began.
type era struct {
	branch uint64
	began  sim.Time
}

// Era is the number of the present one; 0 before the run was ever renewed.
func (d *Draws) Era() uint16 { return uint16(len(d.eras)) }

// EraAt is the number of the era of some time; of what is yet to come it is the present one.
func (d *Draws) EraAt(t sim.Time) uint16 {
	era := len(d.eras)
	for era > 0 && d.eras[era-1].began > t {
		era--
	}
	return uint16(era)
}

// Renew begins an era: all that is asked from now on is answered from the streams of a branch of the present one.
func (d *Draws) Renew(branch uint64, now sim.Time) {
	d.key.Branch = rng.Child(d.key.Branch, branch)
	d.eras = append(d.eras, era{d.key.Branch, now})
}

// Outlast is how long a wait takes, begun at some time, that would have taken so long if the run had not been renewed
// at the beginning of an era: as long, unless it was pending then.
func (d *Draws) Outlast(era uint16, begun sim.Time, takes sim.Duration, w models.Wait) sim.Duration {
	age := sim.Duration(d.eras[era-1].began - begun)
	if takes <= age {
		return takes
	}
	if left, ok := d.Rest(w, age); ok {
		return age + left
	}
	return takes
}

// Redraw moves a pending event to the end of a wait that began at some time.
func (d *Draws) Redraw(c *sim.Calendar, t *sim.Timer, begun sim.Time, w models.Wait) {
	due, pending := c.Pending(*t)
	if !pending {
		return
	}
	left, ok := d.Rest(w, sim.Duration(c.Now()-begun))
	if to := c.Now() + sim.Time(left); ok && !Same(due, to) {
		c.Move(t, to)
	}
}

// Same reports whether two times differ by rounding alone: a wait that is certain stays where it is, to the last bit.
func Same(a, b sim.Time) bool {
	const rounding = 1e-12
	return math.Abs(float64(b-a)) <= rounding*float64(a)
}
