package detection

import (
	"errors"
	"fmt"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/num"
	"nines/sim/unit"
)

// Monitoring watches one signal of each node and alerts people, by a rule as in Prometheus: at every scrape the
// condition is that k of the last m samples are above a threshold; once it has held without a break for the hold time,
// the alarm is raised, and it ends when the condition does.
//
//   - The signal of a healthy node is noise: stationary, Gaussian, with a correlation ρ from one sample to the next
//     (first-order autoregression). Its standard deviation is the unit of everything: thresholds and signatures.
//   - A fault raises the signal by its signature times its size: how many times longer work takes, less 1, of a slow
//     node; the share of failed requests of a lossy or corrupt one; 1 of others. It shows from the next scrape on, and
//     the alarm comes as much later as the pipeline lags.
//   - False alarms follow from the noise and the rule: their mean recurrence and the law of how long they last are
//     computed when the detector is made (monitoring_noise.go). A rate given as false_alarms replaces the recurrence.
//
// What is approximated: the time from one false alarm to the next is exponential with the exact mean, so alarms that
// come in clusters, as they do with a strong correlation and no hold time, are spread evenly; a weak fault is played
// for eight times as long as the rule looks back and then found after an exponential time, of a mean interpolated
// between exact ones to about one in a hundred. Left out: seasons and trends.
//
// Units: times in seconds. Cost: a draw per sample that the rule looks back, and a few more; no allocation.
type Monitoring struct {
	scrape, lag float64
	threshold   float64
	correlation float64
	innovation  float64 // √(1 − correlation²)
	rule
	signature [models.Effects]float64
	spells
	toAlarm []float64 // logarithm of the mean number of samples to one, of shifts of 0, 1/4, … sd
	sight
}

var (
	_ models.Detector = (*Monitoring)(nil)
	_ models.Adviser  = (*Monitoring)(nil)
)

// MonitoringConfig is what a user may choose.
type MonitoringConfig struct {
	Signal      string        `key:"signal" oneof:"cpu memory disk latency errors queue" doc:"what is measured"`
	Scrape      unit.Duration `key:"scrape" doc:"time between two samples, above 0"`
	Hold        unit.Duration `key:"hold" doc:"how long the condition must hold, up to 500 scrapes"`
	Lag         unit.Duration `key:"lag" doc:"from a sample to the alarm that it raises"`
	Threshold   float64       `key:"threshold" doc:"in standard deviations of the noise above its mean, above 0 to 6"`
	Above       int           `key:"above" doc:"samples above the threshold that make the condition, 1 or more"`
	Of          int           `key:"of" doc:"samples that are looked at for it, up to 6"`
	Correlation unit.Ratio    `key:"correlation" doc:"of one sample of the noise with the next, up to 95%"`
	Signature   *Signature    `key:"signature" doc:"by how much an effect raises the signal, if not as usual for it"`
	FalseAlarms *unit.Rate    `key:"false_alarms" doc:"per watched node, instead of what follows from the noise"`
	Sees        Sight         `key:"sees" doc:"how likely an effect shows in the signal at all, for each"`
}

// Signature is by how many standard deviations of the noise an effect of size 1 raises a signal.
type Signature struct {
	Down      *float64 `key:"down" doc:"sd by which a node that is down raises the signal"`
	Hang      *float64 `key:"hang" doc:"sd by which a node that hangs raises the signal"`
	Slow      *float64 `key:"slow" doc:"sd per slow factor beyond 1"`
	Lossy     *float64 `key:"lossy" doc:"sd if all requests failed"`
	Corrupt   *float64 `key:"corrupt" doc:"sd if all answers were wrong"`
	Partition *float64 `key:"partition" doc:"sd by which a node that is cut off raises the signal"`
}

// usualSignature is judgment. A node that is down or cut off gives no samples, and wrong answers look like right ones.
// Noise of latency is taken as a fifth of its mean, so that a node five times slower stands out by 20 sd; of an error
// ratio as one in a hundred; queues and load vary more.
func usualSignature(signal string) (by [models.Effects]float64, known bool) {
	switch signal {
	case "cpu":
		by[models.Hang], by[models.Slow] = 3, 1
	case "memory":
		by[models.Hang], by[models.Slow] = 2, 0.5
	case "disk":
		by[models.Hang], by[models.Slow] = 2, 1
	case "latency":
		by[models.Hang], by[models.Slow] = 20, 5
	case "errors":
		by[models.Hang], by[models.Lossy] = 50, 100
	case "queue":
		by[models.Hang], by[models.Slow] = 20, 3
	default:
		return by, false
	}
	return by, true
}

// Scrapes of 15 s and holds of some minutes are usual in Prometheus rules. Whatever raises the signal is seen.
var monitoringRow = catalog.Define("monitoring",
	"Watches a signal of each node and alerts above a threshold, after a hold time; false alarms follow from its noise.",
	MonitoringConfig{
		Signal: "latency", Scrape: 15 * unit.Second, Hold: 2 * unit.Minute, Lag: 30 * unit.Second, Threshold: 3,
		Above: 1, Of: 1, Correlation: 0.5,
		Sees: Sight{Down: 1, Hang: 1, Slow: 1, Lossy: 1, Corrupt: 1, Partition: 1},
	},
	built(NewMonitoring)).
	WithExample("scrape: 15s, hold: 2m, sees: { slow: 70% }, false_alarms: 2/y")

// NewMonitoring checks a configuration and computes what follows from the noise: in some milliseconds, up to a second
// for rules of many samples with a strong correlation.
func NewMonitoring(c MonitoringConfig) (*Monitoring, error) {
	sees, err := c.Sees.checked()
	if err := firstOf(err, positive("scrape", c.Scrape), within("correlation", c.Correlation, 0.95),
		between("of", c.Of, 1, 6), between("above", c.Above, 1, c.Of), notNegative("lag", c.Lag)); err != nil {
		return nil, err
	}
	switch holds := c.Hold / c.Scrape; {
	case !(holds >= 0 && holds <= 500):
		return nil, fmt.Errorf("hold is %g scrapes; make it 500 at most", float64(holds))
	case !(c.Threshold > 0 && c.Threshold <= 6):
		return nil, fmt.Errorf("threshold is %g sd; write a number above 0, up to 6", c.Threshold)
	}
	m := &Monitoring{
		scrape: float64(c.Scrape), lag: float64(c.Lag), threshold: c.Threshold, correlation: float64(c.Correlation),
		rule:  rule{c.Above, c.Of, 1 + int(math.Ceil(float64(c.Hold/c.Scrape)-1e-9))},
		sight: sees,
	}
	m.innovation = math.Sqrt(1 - float64(m.correlation*m.correlation))
	if err := m.sign(c); err != nil {
		return nil, err
	}
	m.listen()
	return m, m.override(c.FalseAlarms)
}

// sign adopts the signature of the signal and what the user says of single effects.
func (m *Monitoring) sign(c MonitoringConfig) error {
	var known bool
	if m.signature, known = usualSignature(c.Signal); !known {
		return fmt.Errorf("signal is %q; write cpu, memory, disk, latency, errors or queue", c.Signal)
	}
	if own := c.Signature; own != nil {
		for e, by := range [models.Effects]*float64{
			models.Down: own.Down, models.Hang: own.Hang, models.Slow: own.Slow,
			models.Lossy: own.Lossy, models.Corrupt: own.Corrupt, models.Partition: own.Partition,
		} {
			if by != nil {
				m.signature[e] = *by
			}
		}
	}
	for e, by := range m.signature {
		if !(by >= 0) || math.IsInf(by, 1) {
			return fmt.Errorf("signature %s is %g sd; it must be 0 or more", models.Effect(e), by)
		}
	}
	return nil
}

// perSD is how many shifts per standard deviation alarms are computed for.
const perSD = 4

// listen computes when alarms come: without a fault, and with one that shifts the signal to well above the threshold.
func (m *Monitoring) listen() {
	for i := range int((m.threshold+2)*perSD) + 1 {
		p := newLattice(m.rule, m.threshold-float64(float64(i)/perSD), m.correlation).spells()
		if i == 0 {
			m.spells = p
		}
		m.toAlarm = append(m.toAlarm, num.Log(p.good()))
	}
}

// override replaces the recurrence of false alarms by a rate that the user has seen.
func (m *Monitoring) override(rate *unit.Rate) error {
	switch {
	case rate == nil:
		return nil
	case *rate == 0:
		m.recurrence = math.Inf(1)
		return nil
	case len(m.survival) == 0:
		m.lasting = 1
	}
	m.recurrence = 1 / (float64(*rate) * m.scrape)
	if m.recurrence <= m.lasting {
		return errors.New("false_alarms come before the last one is over; lower the rate, or raise the threshold")
	}
	return nil
}
