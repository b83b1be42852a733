package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// Delay is the time from a crash to the suspicion that stays, for a node trusted at the crash: the timeout, counted
// from the last beat to arrive. Beats lost just before the crash shorten it, beats under way may lengthen it. It plays
// the beats before a crash, latest first, until no older one can matter, and begins again if the node turns out to have
// been suspected. What a fault does beyond stopping the beats makes no difference.
func (b *beats) Delay(models.Symptom) models.Wait { return models.Wait{Play: (*beatsDelay)(b)} }

type beatsDelay beats

func (d *beatsDelay) Play(_ models.Wait, s *rng.Stream) float64 {
	b := (*beats)(d)
	for {
		if end, trusted := b.lastTrust(s); trusted {
			return end * b.interval
		}
	}
}

// lastTrust draws until when the beats of a node that crashes at time 0 give trust, and whether one that gives trust at
// the crash has arrived by then.
func (b *beats) lastTrust(s *rng.Stream) (end float64, trusted bool) {
	end = math.Inf(-1)
	for age := s.Float64() - b.least; ; age++ { // of a beat, as seen from where it can arrive
		latest := b.trust(-age, b.longest) // that this beat or any older one can give
		if trusted && latest <= end || latest < 0 {
			return end, trusted
		}
		if jitter := b.jitterOrLoss(s); !math.IsInf(jitter, 1) {
			until := b.trust(-age, jitter)
			end = max(end, until)
			trusted = trusted || jitter <= age && until >= 0
		}
	}
}

// trust is until when a beat gives trust that can arrive from a time on and does so with some jitter.
func (b *beats) trust(due, jitter float64) float64 {
	if b.anchored {
		return due + b.timeout
	}
	return due + jitter + b.timeout
}

// Clear is the time from the end of a fault to the first arrival that gives trust.
func (b *beats) Clear() models.Wait { return models.Wait{Play: (*beatsClear)(b)} }

type beatsClear beats

func (d *beatsClear) Play(_ models.Wait, s *rng.Stream) float64 {
	b, first := (*beats)(d), math.Inf(1)
	for sent := s.Float64(); sent < first; sent++ {
		first = min(first, sent+b.jitterOrLoss(s))
	}
	return (first + b.least) * b.interval
}

// jitter draws by how much a delay exceeds the shortest; it is infinite for a beat that comes too late to give trust.
func (b *beats) jitter(s *rng.Stream) float64 {
	if b.law == nil {
		return 0
	}
	return b.useful(max(0, b.law.Sample(s)/b.interval-b.least))
}

// useful makes the jitter infinite of a beat that comes too late to give trust: it might as well be lost.
func (b *beats) useful(jitter float64) float64 {
	if b.anchored && jitter > b.timeout {
		return math.Inf(1)
	}
	return jitter
}

// jitterOrLoss draws the jitter of any beat; it is infinite for one that is lost or useless.
func (b *beats) jitterOrLoss(s *rng.Stream) float64 {
	if b.loss > 0 && s.Bernoulli(b.loss) {
		return math.Inf(1)
	}
	return b.jitter(s)
}

func (b *beats) seconds(intervals float64) sim.Duration {
	return sim.Duration(intervals * b.interval)
}
