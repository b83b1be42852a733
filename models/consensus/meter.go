package consensus

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// meter is what is measured of a log.
type meter struct {
	count     models.LogOutcome
	booked    sim.Time // until when it is
	began     sim.Time // of the measured time
	stretches uint32   // of time with a leader; names draws
}

func (m *meter) reset(causes int) {
	m.booked, m.began, m.stretches = 0, 0, 0
	m.clear(causes)
}

// clear forgets what was counted.
func (m *meter) clear(causes int) {
	elected, commits, by := m.count.Elected, m.count.Commits, flat.Fill(m.count.ByFault, causes, 0)
	elected.Reset()
	commits.Reset()
	m.count = models.LogOutcome{Elected: elected, Commits: commits, ByFault: by}
}

func (m *meter) copyFrom(src *meter) {
	count := m.count
	*m = *src
	m.count = count
	m.count.CopyFrom(src.count)
}

// settle brings the integrals of a log up to now: since it was settled nothing has changed.
func (c *Consensus) settle(l *log) {
	dt := float64(c.now() - l.booked)
	if l.booked = c.now(); dt == 0 {
		return
	}
	if l.led() {
		for m := range l.members {
			if l.members[l.leader].reaches.has(int32(m)) {
				l.members[m].heard = c.now()
			}
		}
		if l.members[l.leader].pace > 1 {
			l.count.SlowLed += dt
		}
		c.commits(l, dt)
		return
	}
	l.count.Leaderless += dt
	l.count.ByFault[l.why.Root] += dt
	if l.handed {
		l.count.HandedTime += dt
	}
	if !l.quorum() {
		l.count.NoQuorum += dt
	}
}

// fills counts an election that ends a vacancy, in a term. What began before the measured time is not told.
func (l *log) fills(now sim.Time, term uint32) {
	if !l.clean || l.since < l.began {
		return
	}
	took := float64(now - l.since)
	l.count.Elected.Add(took)
	l.count.Took += took
	if term > l.before+1 {
		l.count.Split++
	}
}

// Settle brings every integral up to now.
func (c *Consensus) Settle() {
	for i := range c.logs {
		c.settle(&c.logs[i])
	}
	for i := range c.locks {
		c.settleLock(&c.locks[i])
	}
}

// Forget begins the measured time: all that was counted is forgotten, what is going on goes on.
func (c *Consensus) Forget() {
	for i := range c.logs {
		l := &c.logs[i]
		c.settle(l)
		l.clear(c.causes)
		l.began = c.now()
	}
	for i := range c.locks {
		c.settleLock(&c.locks[i])
		c.locks[i].count = models.LockOutcome{}
	}
}

// Finish says what was measured. Everything is settled. The outcome shares no memory with the room.
func (c *Consensus) Finish(o *models.Outcome) {
	o.Logs = make([]models.LogOutcome, len(c.logs))
	for i := range c.logs {
		o.Logs[i].CopyFrom(c.logs[i].count)
	}
	for i := range c.locks {
		o.Locks = append(o.Locks, c.locks[i].count)
	}
}
