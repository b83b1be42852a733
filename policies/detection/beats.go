package detection

import (
	"fmt"
	"math"

	"nines/sim/dist"
	"nines/sim/unit"
)

// beats is what all detectors have in common to which nodes send beats, or renewals, and which suspect whoever has been
// silent for too long:
//
//   - A node sends a beat every interval while it is up, by a clock of its own, which starts with the node: after each
//     repair there is a new grid of beats, of which nobody knows the phase, so it is uniform whenever somebody asks.
//   - A beat is lost with probability loss, independently of all others; the rest arrive after independent delays, and
//     beats under way when the node crashes still arrive. Beats may overtake each other.
//   - A beat gives trust for a fixed time, the timeout. It counts from the arrival of the beat or, where anchored, from
//     the sending; a beat that arrives later than that is then of no use. A node is suspected when no trust is left,
//     and trusted again at the next arrival that gives some. A beat that arrives exactly at the end of the timeout is
//     in time.
//
// The answers follow the laws of this story to rounding, with one exception: a beat is not taken to be under way any
// longer than fewer than one in 10⁹ are, which changes the law of a delay by about 10⁻⁸ and that of a mistake by as
// much of itself.
//
// Each mistake is drawn as the first after a repair. With a constant delay that is exact. With others, the beats before
// a mistake bear on the first one or two after it: the mean time between mistakes changes by a share below the
// probability of a run of beats that can be one (3 % where every fourth beat is that late, nothing where mistakes are
// rare). The same holds for the first mistake of a run, drawn as if a beat had arrived at its start.
//
// Cost: a handful of draws per answer, whatever the number of beats between; no allocation.
type beats struct {
	interval float64 // in seconds; all other times are in intervals
	timeout  float64 // whole where it is meant to be; if anchored, from where the shortest delay has passed
	anchored bool    // trust counts from the sending of a beat, else from its arrival
	loss     float64

	law     dist.Law // of delays, in seconds; nil where they are all the same
	least   float64  // the shortest delay: the rest is jitter
	longest float64  // jitter that fewer than one beat in 10⁹ exceeds

	slack     float64 // jitter of a regular beat at most, see beats_mistake.go
	irregular float64 // probability of a beat that is not
	recent    int     // short runs before a long one that are played
	runs              // of irregular beats
}

// stopsBeats is what a detector by beats sees unless told otherwise: a node that is down or cut off sends none. A
// process that hangs, is slow or fails requests usually goes on sending, from a thread of its own, which is how gray
// failures escape (P. Huang et al., "Gray failure: the Achilles' heel of cloud-scale systems", HotOS 2017).
var stopsBeats = Sight{Down: 1, Partition: 1}

// Limits within which the answers cost little and are right.
const (
	mostLoss    = 0.99 // beyond, a node is suspected nearly always
	mostDelay   = 32   // intervals that a beat may be under way
	mostTimeout = 1e6  // in intervals
	stray       = 1e-9 // share of beats that may take longer than is looked for
)

// newBeats checks what is given in seconds. The timeout bears the name of the user's key.
func newBeats(interval, loss float64, delay dist.Law, key string, timeout float64, anchored bool) (beats, error) {
	b := beats{interval: interval, loss: loss, anchored: anchored}
	err := firstOf(positive("interval", unit.Duration(interval)), within("loss", unit.Ratio(loss), mostLoss))
	if err == nil {
		err = b.take(delay)
	}
	if err != nil {
		return b, err
	}
	if b.timeout = timeout / interval; anchored {
		b.timeout -= b.least
	}
	b.timeout = whole(b.timeout)
	if b.timeout > mostTimeout {
		return b, fmt.Errorf("the %s is %g intervals; make it %g at most", key, timeout/interval, mostTimeout)
	}
	if !b.findRuns() {
		return b, fmt.Errorf("delays vary by more than the %s leaves room for; raise it", key)
	}
	return b, nil
}

// whole makes a ratio that is a whole number but for rounding (300ms in 100ms) one, so that "exactly in time" keeps its
// meaning.
func whole(ratio float64) float64 {
	const rounding = 1e-12
	if w := math.Round(ratio); math.Abs(ratio-w) <= rounding*w {
		return w
	}
	return ratio
}

// take adopts the law of delays.
func (b *beats) take(delay dist.Law) error {
	if delay == nil {
		return nil
	}
	least, longest := delay.Quantile(0)/b.interval, delay.Quantile(1-stray)/b.interval
	if !(longest <= mostDelay) {
		return fmt.Errorf("one beat in 1e9 is under way for more than %d intervals with delay %s; "+
			"lengthen the interval, or choose a law with a shorter tail", mostDelay, delay)
	}
	b.least, b.longest = least, longest-least
	if delay.Quantile(1) > delay.Quantile(0) {
		b.law = delay
	}
	return nil
}

// Listens: silence is told by a clock of the detector's own.
func (b *beats) Listens() bool { return true }

// Messages is one beat per node and interval.
func (b *beats) Messages(nodes int) float64 { return float64(nodes) / b.interval }
