package detection

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Consistency finds data that is wrong by comparing it: with its checksum, pass by pass (scrub) or when it is read, or
// with its replicas.
//
//   - A scrub reads everything once per pass, at a constant pace and strictly periodically. What goes bad at a random
//     moment waits for the next pass, which looks at a node at the same phase each time, and for a whole pass more each
//     time the check misses it: with coverage c the number of further passes is geometric. Rare corruption is exposed
//     for every·(1/2 + (1−c)/c) on average, corruption that is as frequent as passes for longer.
//   - A comparison of replicas (anti-entropy, a Merkle tree per interval) is met the same way.
//   - Reads of users find wrong data where they touch it: a Poisson process whose rate is that of all reads times the
//     share of them that touches what is wrong, times the coverage. What nobody reads is not found.
//
// With gaps: random the passes are a Poisson process of the same rate (data checked in random order), and the mean
// exposure is every/c: random reading takes twice as long as a scrub that leaves nothing out.
//
// What never shows in the data is not seen. Nothing is found twice or by mistake: a checksum of 32 bits errs once in
// 4·10⁹. A pass slows nobody down.
//
// Units: times in seconds. Cost: one or two draws per answer.
type Consistency struct {
	passes  bool     // strictly periodic; else a Poisson process
	every   float64  // time between two looks at an item; of reads, between two that touch the whole of the data
	touched float64  // share of reads that touch what is wrong, where a symptom does not say; 0 for passes
	missed  float64  // probability that a look finds nothing
	peers   float64  // replicas that a node compares with
	look    dist.Law // between two looks at random
	sight
}

var (
	_ models.Detector  = (*Consistency)(nil)
	_ models.Messenger = (*Consistency)(nil)
)

// ConsistencyConfig is what a user may choose. What is nil is not given; what says nothing in the mode is refused.
type ConsistencyConfig struct {
	Mode     string         `key:"mode" oneof:"scrub read replicas" doc:"what finds wrong data: scrub, read or replicas"`
	Every    *unit.Duration `key:"every" doc:"time between two passes or comparisons; 14d for a scrub, 1d for replicas"`
	Gaps     *string        `key:"gaps" oneof:"periodic random" doc:"periodic, on a grid, if not given; or random"`
	Coverage unit.Ratio     `key:"coverage" doc:"how likely a look finds what is wrong, above 0"`
	Reads    *unit.Rate     `key:"reads" doc:"reads of users per node, which read mode needs"`
	Touched  *unit.Ratio    `key:"touched" doc:"share of reads that touch what is wrong; 1e-6 if no fault says so"`
	Replicas *int           `key:"replicas" doc:"copies of the data that are compared, from 2 to 100; 3 if not given"`
	Sees     Sight          `key:"sees" doc:"which effects leave wrong data, as a probability for each"`
}

// Scrubs take one to four weeks and anti-entropy runs from every hour to every ten days. By default nothing but
// corruption shows: a node that is down has no data to compare, and late data is right.
var consistencyRow = catalog.Define("consistency",
	"Compares data with checksums or replicas and finds corruption; scrub intervals as in Bairavasundaram et al. 2008.",
	ConsistencyConfig{Mode: "scrub", Coverage: 1, Sees: Sight{Corrupt: 1}},
	built(NewConsistency)).
	WithExample("every: 14d, coverage: 95%, sees: { corrupt: 99% }")

// NewConsistency checks a configuration.
func NewConsistency(c ConsistencyConfig) (*Consistency, error) {
	d := &Consistency{missed: 1 - float64(c.Coverage)}
	var err error
	if d.sight, err = c.Sees.checked(); err != nil {
		return nil, err
	}
	if !(c.Coverage > 0 && c.Coverage <= 1) {
		return nil, fmt.Errorf("coverage is %g; write a probability above 0%%, up to 100%%", float64(c.Coverage))
	}
	if err := c.suited(); err != nil {
		return nil, err
	}
	switch c.Mode {
	case "scrub":
		err = d.pass(c, 14*unit.Day)
	case "read":
		err = d.read(c)
	case "replicas":
		replicas := or(c.Replicas, 3)
		d.peers = float64(replicas - 1)
		err = firstOf(between("replicas", replicas, 2, 100), d.pass(c, unit.Day))
	}
	if err != nil {
		return nil, err
	}
	if !d.passes {
		d.look, err = dist.NewExponential(d.every)
	}
	return d, err
}

// suited refuses a mode that there is not, and what only another mode has.
func (c *ConsistencyConfig) suited() error {
	if !slices.Contains([]string{"scrub", "read", "replicas"}, c.Mode) {
		return fmt.Errorf("mode is %q; write scrub, read or replicas", c.Mode)
	}
	var wrong []error
	for _, k := range []struct {
		key   string
		given bool
		modes string // that have it
	}{
		{"every", c.Every != nil, "scrub or replicas"},
		{"gaps", c.Gaps != nil, "scrub or replicas"},
		{"reads", c.Reads != nil, "read"},
		{"touched", c.Touched != nil, "read"},
		{"replicas", c.Replicas != nil, "replicas"},
	} {
		if k.given && !slices.Contains(strings.Split(k.modes, " or "), c.Mode) {
			wrong = append(wrong, fmt.Errorf("%s says nothing in the mode %s; leave it out, or write mode: %s, "+
				"to which it belongs", k.key, c.Mode, k.modes))
		}
	}
	return errors.Join(wrong...)
}

func (d *Consistency) pass(c ConsistencyConfig, usual unit.Duration) error {
	gaps, every := or(c.Gaps, "periodic"), or(c.Every, usual)
	if gaps != "periodic" && gaps != "random" {
		return fmt.Errorf("gaps is %q; write periodic or random", gaps)
	}
	d.passes, d.every = gaps == "periodic", float64(every)
	return positive("every", every)
}

func (d *Consistency) read(c ConsistencyConfig) error {
	touched := or(c.Touched, 1e-6)
	switch {
	case c.Reads == nil:
		return fmt.Errorf("the mode read needs the rate of reads; write reads: 100/s or what a node has")
	case !(touched > 0 && touched <= 1):
		return fmt.Errorf("touched is %g; write a share above 0%%, up to 100%%", float64(touched))
	}
	d.every, d.touched = 1/float64(*c.Reads), float64(touched)
	return frequent("reads", *c.Reads)
}

// Delay is the time to the first look that finds what is wrong.
func (d *Consistency) Delay(x models.Symptom) models.Wait {
	switch {
	case d.passes && d.missed > 0:
		return models.Wait{Every: sim.Duration(d.every), Play: (*passes)(d)}
	case d.passes:
		return models.Wait{Every: sim.Duration(d.every)}
	}
	looks := 1 - d.missed
	switch {
	case d.touched > 0 && x.Loss > 0 && x.Loss <= 1:
		looks *= x.Loss
	case d.touched > 0:
		looks *= d.touched
	}
	return models.Wait{Law: d.look, Pace: looks}
}

// passes are strictly periodic looks that may miss what is wrong.
type passes Consistency

// Play draws how many passes miss.
func (d *passes) Play(_ models.Wait, s *rng.Stream) float64 {
	return d.every * geometric(d.missed, s)
}

// geometric draws how many of a sequence of trials fail before one succeeds, each with that probability below 1.
func geometric(failing float64, s *rng.Stream) float64 {
	if failing <= 0 {
		return 0
	}
	return math.Floor(num.Log(s.Float64()) / num.Log(failing))
}

// Clear is 0: data is checked when it is written anew.
func (d *Consistency) Clear() models.Wait { return models.Wait{} }

// Mistake never comes.
func (d *Consistency) Mistake() models.Mistakes { return models.Unerring{} }

// Messages is the roots of trees that replicas exchange: one each way between two that hold the same data.
func (d *Consistency) Messages(nodes int) float64 { return float64(nodes) * d.peers / d.every }
