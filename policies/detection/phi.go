package detection

import (
	"errors"
	"fmt"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/num"
	"nines/sim/unit"
)

// Phi is the accrual detector of Hayashibara, Défago, Yared and Katayama, "The φ accrual failure detector", SRDS 2004.
// The monitor keeps a window of the intervals between arrivals. Its suspicion of a silence is φ = −log₁₀ of the
// probability that an interval is longer, and a node is suspected when φ reaches the threshold. Two forms are in use:
//
//   - normal, as in Akka (PhiAccrualFailureDetector.scala): intervals are normal with the mean of the window plus an
//     acceptable pause and with the standard deviation of the window, but no less than a minimum; the tail of the
//     normal law is computed as 1/(1 + exp(1.5976·y + 0.070566·y³)), y deviations from the mean.
//   - exponential, as in Cassandra (FailureDetector.java): φ = silence/(mean·ln 10).
//
// An interval that ends a mistake is not added to the window, as in Akka; a threshold without room for a lost beat thus
// never learns that beats get lost.
//
// The window is taken to be long, such as the usual 1000 intervals: its mean and deviation are those that the loss and
// the delays cause, and Phi is a heartbeat whose timeout follows from them (Timeout). That a real window errs a little,
// and forgets everything at a repair of the monitor, is not modeled; a timeout just short of a whole number of
// intervals would in truth forgive one loss more now and then. Delays are taken not to overtake each other where they
// enter the deviation. See beats for what beats are and what an answer costs.
type Phi struct {
	beats
	sight
}

var (
	_ models.Detector  = (*Phi)(nil)
	_ models.Messenger = (*Phi)(nil)
)

// PhiConfig is what a user may choose.
type PhiConfig struct {
	Form         string         `key:"form" doc:"normal (Akka) or exponential (Cassandra)"`
	Threshold    float64        `key:"threshold" doc:"φ from which a node is suspected, above 0 to 100; 8 is 1 in 10⁸"`
	Interval     unit.Duration  `key:"interval" doc:"time between two beats of a node, above 0"`
	Pause        *unit.Duration `key:"pause" doc:"added to the mean interval, form normal only; 3 s if not given"`
	MinDeviation *unit.Duration `key:"min_deviation" doc:"smallest deviation, form normal only; 100 ms if not given"`
	Loss         unit.Ratio     `key:"loss" doc:"share of beats that get lost, independently of each other, up to 99%"`
	Delay        dist.Law       `key:"delay" doc:"time a beat is under way, up to 32 intervals; 0 if not given"`
	Sees         Sight          `key:"sees" doc:"which effects stop the beats, as a probability for each"`
}

// The forms.
const (
	normalForm      = "normal"
	exponentialForm = "exponential"
)

// What Akka takes where its configuration says nothing.
const (
	usualPause        = 3 * unit.Second
	usualMinDeviation = unit.Second / 10
)

var phiRow = catalog.Define("phi",
	"Suspects when a silence is improbable, given past intervals between beats (accrual); Hayashibara et al. 2004.",
	PhiConfig{Form: normalForm, Threshold: 8, Interval: unit.Second, Sees: stopsBeats},
	built(NewPhi)).
	WithExample("form: exponential, threshold: 8, interval: 1s, loss: 0.1%")

// NewPhi checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewPhi(c PhiConfig) (*Phi, error) {
	sees, err := c.Sees.checked()
	if err != nil {
		return nil, err
	}
	sees.hears = true
	silence, err := c.silence()
	if err != nil {
		return nil, err
	}
	timeout := c.timeout(silence)
	if timeout < float64(c.Interval) {
		return nil, fmt.Errorf("threshold %g is reached before the next beat can come; raise it", c.Threshold)
	}
	b, err := newBeats(float64(c.Interval), float64(c.Loss), c.Delay, "threshold", timeout, false)
	if err != nil {
		return nil, err
	}
	return &Phi{b, sees}, nil
}

// Timeout is the silence, in seconds, after which a node is suspected.
func (p *Phi) Timeout() float64 { return p.timeout * p.interval }

// silence makes the function that says which silence reaches the threshold, from the mean and the deviation of
// intervals between arrivals.
func (c PhiConfig) silence() (func(mean, deviation float64) float64, error) {
	pause, least := usualPause, usualMinDeviation
	if c.Pause != nil {
		pause = *c.Pause
	}
	if c.MinDeviation != nil {
		least = *c.MinDeviation
	}
	switch {
	case !(c.Threshold > 0 && c.Threshold <= 100):
		return nil, fmt.Errorf("threshold is %g; write a number above 0, up to 100", c.Threshold)
	case c.Form == normalForm:
		if err := firstOf(notNegative("pause", pause), positive("min_deviation", least)); err != nil {
			return nil, err
		}
		y := deviations(c.Threshold)
		return func(mean, deviation float64) float64 {
			return mean + float64(pause) + float64(y*max(deviation, float64(least)))
		}, nil
	case c.Form != exponentialForm:
		return nil, fmt.Errorf("form is %q; write normal or exponential", c.Form)
	case c.Pause != nil:
		return nil, errors.New("pause belongs to the form normal; leave it out")
	case c.MinDeviation != nil:
		return nil, errors.New("min_deviation belongs to the form normal; leave it out")
	}
	return func(mean, _ float64) float64 { return c.Threshold * math.Ln10 * mean }, nil
}

// deviations is how far above the mean Akka's tail of the normal law is 10 to the power of −threshold, by Newton's
// method from above, where the cubic is convex.
func deviations(threshold float64) float64 {
	z := num.Log(num.Pow(10, threshold) - 1)
	y := max(1, z)
	for range 60 {
		y -= (float64(0.070566*y*y*y) + float64(1.5976*y) - z) / (float64(3*0.070566*y*y) + 1.5976)
	}
	return y
}

// firstEstimate is the shorter of the two intervals that a window begins with, in intervals between beats; the longer
// makes their mean 1. As in Akka, they deviate by a quarter.
const firstEstimate = 0.75

// timeout finds the silence that agrees with the statistics of the intervals that it leaves in the window. There may be
// several; it begins as the window does, and goes to the next.
func (c PhiConfig) timeout(silence func(mean, deviation float64) float64) float64 {
	timeout := silence(float64(c.Interval), (1-firstEstimate)*float64(c.Interval))
	for range 100 {
		timeout = silence(c.intervals(timeout))
	}
	return timeout
}

// intervals returns the mean and the deviation of the intervals between arrivals in which no beats are lost or as many
// as a timeout forgives. An interval spans k beats with probability (1−p)·pᵏ⁻¹, k from 1 to some n; its ends are
// delayed independently.
func (c PhiConfig) intervals(timeout float64) (mean, deviation float64) {
	p, n := float64(c.Loss), math.Max(1, math.Floor(timeout/float64(c.Interval)))
	q, cut := 1-p, num.Pow(p, n)
	mean = 1 / q
	square := p / (q * q)
	if cut > 0 { // of the geometric law without its tail
		mean -= n * cut / (1 - cut)
		square -= n * n * cut / ((1 - cut) * (1 - cut))
	}
	interval := float64(c.Interval)
	square = float64(square * interval * interval)
	if c.Delay != nil {
		square += float64(2 * variance(c.Delay))
	}
	return mean * interval, math.Sqrt(square)
}

// variance is that of a law without the part that is too rare to matter: 2·∫x·P(X > x)dx less the square of the mean,
// from the shortest duration on, by the midpoint rule on a grid that is denser where durations are short.
func variance(law dist.Law) float64 {
	const points = 4096
	least := law.Quantile(0)
	span := law.Quantile(1-stray) - least
	var mean, square float64
	for i := range points {
		t := (float64(i) + 0.5) / points
		x := float64(span * t * t * t)
		survivors := float64(law.Survival(least+x) * 3 * span * t * t / points)
		mean += survivors
		square += float64(2 * x * survivors)
	}
	return max(0, square-float64(mean*mean))
}
