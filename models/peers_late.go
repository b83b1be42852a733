package models

import "nines/sim/flat"

// What is in progress at peers may be seen late: as it was when it was last read, whatever was sent since (periodic
// update of a bulletin board: M. Mitzenmacher, IEEE Trans. Parallel and Distributed Systems 11, 2000).

// late is what has changed since.
type late struct {
	on     bool
	active []int32   // by peer
	work   []float64 // likewise
}

func (l *late) copyFrom(src *late) {
	l.on, l.active, l.work = src.on, flat.Copy(l.active, src.active), flat.Copy(l.work, src.work)
}

// SeeLate has Active and Work be as they were at the last Refresh from now on.
func (p *Peers) SeeLate() {
	p.late = late{true, flat.Fill(p.late.active, p.All(), 0), flat.Fill(p.late.work, p.All(), 0)}
}

// Refresh brings Active and Work up to now, for peers who see them late. Cost: as that of Add for each change since.
func (p *Peers) Refresh() {
	p.late.on = false // what has changed is counted now
	for i, change := range p.late.active {
		peer := int32(i)
		for ; change > 0; change-- {
			p.Add(peer, 1, 0)
		}
		for ; change < 0; change++ {
			p.Add(peer, -1, 0)
		}
		if p.Active[peer] > 0 {
			p.Work[peer] += p.late.work[peer]
		}
		if p.scores != nil {
			p.rescore(peer)
		}
		p.late.active[peer], p.late.work[peer] = 0, 0
	}
	p.late.on = true
}

// InProgress is how many requests a peer truly has in progress, of those that this balancer has sent.
func (p *Peers) InProgress(peer int32) int32 {
	if p.late.on {
		return p.Active[peer] + p.late.active[peer]
	}
	return p.Active[peer]
}
