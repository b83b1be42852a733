package detection

import (
	"math"

	"nines/sim/rng"
)

// play follows a node that stays up, beat by beat. Times are in intervals since its first arrival, less what was
// skipped; all arrivals are early by the shortest delay, which cancels.
type play struct {
	*beats
	s       *rng.Stream
	skipped float64
	next    float64 // when the next beat is sent
	until   float64 // how long the arrivals so far keep the node trusted without a break
	later   [2 * mostDelay]arrival
	waiting int // how many of later are arrivals beyond until, which others may yet bridge
}

// arrival is a beat that arrives and gives trust.
type arrival struct{ at, until float64 }

// begin plays from a repair to the first arrival, which becomes time 0.
func (p *play) begin() {
	first := math.Inf(1)
	for p.next < first {
		jitter := p.jitterOrLoss(p.s)
		first = min(first, p.next+jitter)
		p.hold(jitter)
		p.next++
	}
	p.next -= first
	for i := range p.waiting {
		p.later[i].at -= first
		p.later[i].until -= first
	}
	p.settle()
}

// send plays a beat.
func (p *play) send(jitter float64) {
	p.hold(jitter)
	p.next++
	p.settle()
}

// hold notes the arrival of the next beat, unless it is lost. There is room for more beats than can reasonably be under
// way; one beyond would have no effect before all others have had theirs.
func (p *play) hold(jitter float64) {
	if !math.IsInf(jitter, 1) && p.waiting < len(p.later) {
		p.later[p.waiting] = arrival{p.next + jitter, p.trust(p.next, jitter)}
		p.waiting++
	}
}

// settle lets arrivals that come in time prolong the trust.
func (p *play) settle() {
	for i := 0; i < p.waiting; i++ {
		if x := p.later[i]; x.at <= p.until {
			p.until = max(p.until, x.until)
			p.waiting--
			p.later[i] = p.later[p.waiting]
			i = -1 // others may have come within reach
		}
	}
}

// overdue reports whether the node is suspected before the next beat can arrive.
func (p *play) overdue() bool { return p.next > p.until }

// calm reports whether trust lasts for a timeout from the last beat sent, as after a regular one: nothing short of a
// long run can then break it.
func (p *play) calm() bool { return p.until >= p.next-1+p.timeout }

// shortRuns plays that many runs, none of which is a mistake. Those before the recent ones leave nothing under way when
// the recent ones are over, and are skipped; the last of them ended with a regular beat.
func (p *play) shortRuns(n float64) {
	if skip := n - float64(p.recent); skip > 0 {
		p.skipped += p.next + p.trialsIn(skip, p.s)
		p.next, p.until, p.waiting = 0, p.timeout-1, 0
		n = float64(p.recent)
	}
	for range int(n) {
		for range p.shortRun(p.s) {
			p.send(p.irregularly(p.s))
		}
		p.send(p.regular(p.s))
	}
}

// longRun plays a long run until the node is suspected, or all is calm again; it reports whether it is suspected.
func (p *play) longRun() bool {
	for range p.size {
		if p.overdue() {
			return true
		}
		p.send(p.irregularly(p.s))
	}
	for !p.overdue() {
		p.send(p.jitterOrLoss(p.s))
		if p.calm() {
			return false
		}
	}
	return true
}

// silence plays from the suspicion to the arrival that ends it and returns how long that takes.
func (p *play) silence() float64 {
	first := math.Inf(1)
	for _, x := range p.later[:p.waiting] {
		first = min(first, x.at)
	}
	for ; p.next < first; p.next++ {
		first = min(first, p.next+p.jitterOrLoss(p.s))
	}
	return first - p.until
}
