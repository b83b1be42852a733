package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Human is the report by people: customers who complain, colleagues who wonder. It is slow, sees much of what
// instruments cannot, and is there when all of them fail: the safety net. In public records of incidents of cloud
// providers the acknowledgement follows the reported start by a median of 22 to 65 minutes, which is later than
// somebody knew.
//
// An incident is reported as a whole, however many nodes it holds: one draw says whether anybody feels it and when.
// While a report is open, what befalls the same nodes next still takes a report of its own.
// False reports are a Poisson process of each node.
//
// Units: laws in seconds. Cost: one or two draws per answer.
type Human struct {
	delay, closes dist.Law
	falsely       float64 // false reports per second and node
	sight
}

var (
	_ models.Detector = (*Human)(nil)
	_ models.Adviser  = (*Human)(nil)
)

// HumanConfig is what a user may choose.
type HumanConfig struct {
	Delay       dist.Law  `key:"delay" doc:"time from onset to report; lognormal, median 30m, sigma 1, if not given"`
	Closes      dist.Law  `key:"closes" doc:"time to close a report once all is well; median 10m if not given"`
	FalseAlarms unit.Rate `key:"false_alarms" doc:"reports per node that has nothing wrong with it"`
	Sees        Sight     `key:"sees" doc:"how likely somebody feels an effect enough to report it, for each"`
}

// The probabilities are judgment; no study counts what nobody reports. A node that hangs holds its users and is felt
// more than one that is down and avoided; of slow nodes the bad ones are told from a bad day; wrong answers that look
// right are mostly found by those who read them closely.
var humanRow = catalog.Define("human",
	"Reports what users feel, late: the safety net; acknowledgement times in public incident records.",
	HumanConfig{Sees: Sight{Down: 0.9, Hang: 0.95, Slow: 0.7, Lossy: 0.8, Corrupt: 0.3, Partition: 0.95}},
	built(NewHuman)).
	WithExample("delay: { dist: lognormal, median: 20m, p95: 2h }, false_alarms: 1/y")

// NewHuman checks a configuration.
func NewHuman(c HumanConfig) (*Human, error) {
	sees, err := c.Sees.checked()
	if err != nil {
		return nil, err
	}
	h := &Human{delay: c.Delay, closes: c.Closes, falsely: float64(c.FalseAlarms), sight: sees}
	if h.delay == nil {
		h.delay, err = dist.NewLognormal(num.Log(30*60), 1)
	}
	if h.closes == nil && err == nil {
		h.closes, err = dist.NewLognormal(num.Log(10*60), 1)
	}
	return h, err
}

// Delay has its law, whatever the symptom.
func (h *Human) Delay(models.Symptom) models.Wait { return models.Wait{Law: h.delay} }

// Clear is the time to close the report.
func (h *Human) Clear() models.Wait { return models.Wait{Law: h.closes} }

// Mistake is a report without cause.
func (h *Human) Mistake() models.Mistakes { return (*humanMistakes)(h) }

type humanMistakes Human

// Rate is that of false reports.
func (h *humanMistakes) Rate() float64 { return h.falsely }

func (h *humanMistakes) Sample(s *rng.Stream) (after, lasting sim.Duration) {
	if after = poisson(h.falsely, s); math.IsInf(float64(after), 1) {
		return after, 0
	}
	return after, max(instantly, sim.Duration(h.closes.Sample(s)))
}

// Oversees is true: people report an outage, not forty nodes.
func (h *Human) Oversees() bool { return true }

// Advises is true: people page people.
func (h *Human) Advises() bool { return true }

// instantly is how long a mistake lasts at least, so that it has an end after its beginning.
const instantly = 1e-3

// poisson draws the time to the next event of that rate per second; one more than 10,000 years away is never.
func poisson(rate float64, s *rng.Stream) sim.Duration {
	if rate <= 0 {
		return sim.Duration(math.Inf(1))
	}
	if after := s.Exp() / rate; after < far {
		return sim.Duration(after)
	}
	return sim.Duration(math.Inf(1))
}
