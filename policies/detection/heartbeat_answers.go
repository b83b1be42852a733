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
func (h *Heartbeat) Delay(_ models.Symptom, s *rng.Stream) sim.Duration {
	for {
		if last, trusted := h.lastArrival(s); trusted {
			return h.seconds(last + h.timeout)
		}
	}
}

// lastArrival draws when the last beat of a node that crashes at time 0 arrives, and whether one arrived in the timeout
// before the crash.
func (h *Heartbeat) lastArrival(s *rng.Stream) (last float64, trusted bool) {
	last = math.Inf(-1)
	for age := s.Float64() - h.least; ; age++ { // of a beat, as seen from where it can arrive
		latest := h.longest - age // arrival of this beat or of any older one
		if trusted && latest <= last || latest < -h.timeout {
			return last, trusted
		}
		if at := h.jitterOrLoss(s) - age; !math.IsInf(at, 1) {
			last = max(last, at)
			trusted = trusted || -h.timeout <= at && at <= 0
		}
	}
}

// Clear is the time from the end of a fault to the first arrival.
func (h *Heartbeat) Clear(s *rng.Stream) sim.Duration {
	first := math.Inf(1)
	for sent := s.Float64(); sent < first; sent++ {
		first = min(first, sent+h.jitterOrLoss(s))
	}
	return h.seconds(first + h.least)
}

// jitter draws by how much a delay exceeds the shortest.
func (h *Heartbeat) jitter(s *rng.Stream) float64 {
	if h.law == nil {
		return 0
	}
	return max(0, h.law.Sample(s)/h.interval-h.least)
}

// jitterOrLoss draws the jitter of any beat; it is infinite for one that is lost.
func (h *Heartbeat) jitterOrLoss(s *rng.Stream) float64 {
	if h.loss > 0 && s.Bernoulli(h.loss) {
		return math.Inf(1)
	}
	return h.jitter(s)
}

func (h *Heartbeat) seconds(intervals float64) sim.Duration {
	return sim.Duration(intervals * h.interval)
}
