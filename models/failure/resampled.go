package failure

import (
	"sort"

	"nines/models"
	"nines/sim"
)

// Resampled plays a record not as it was but as it might have been: a run is put together from blocks of one length,
// each a piece of the record from a place that is drawn anew, whose end leads on to its beginning (the circular block
// bootstrap; Politis and Romano, "A circular block-resampling procedure for stationary data", 1992). Within a block
// strikes follow each other as they did, on all targets together; each lasts as long as it did, even if its block is
// over before. The first block begins with nothing in progress. Cost of a strike: O(log strikes of the target), and the
// blocks without any.
type Resampled struct {
	Strikes [][]Strike   // of each target in order of time, which counts from the beginning of the record, up to Span
	Name    string       // of the record: failures of one name are played from the same places
	Span    sim.Duration // of the record, > 0
	Block   sim.Duration // in (0, Span]
}

var (
	_ models.Failure   = Resampled{}
	_ models.Recorded  = Resampled{}
	_ models.Resampled = Resampled{}
)

// Blocks names the record, and says how long a block is.
func (r Resampled) Blocks() (record string, length sim.Duration) { return r.Name, r.Block }

// Next is the time until the o.Count-th strike of a block; never where it has no such.
func (r Resampled) Next(o models.Occurrence) models.Wait {
	if _, after, ok := r.find(o); ok {
		return models.Wait{Plus: max(0, sim.Duration(sim.Duration(o.Block)*r.Block)+after-sim.Duration(o.Now))}
	}
	return models.Never()
}

// Record tells how long that strike lasts and how bad it is.
func (r Resampled) Record(o models.Occurrence) (lasts sim.Duration, loss float64) {
	strike, _, _ := r.find(o)
	return strike.Lasts, strike.Loss
}

// find returns the o.Count-th strike of a block, and how long it comes after the beginning of the block.
func (r Resampled) find(o models.Occurrence) (strike Strike, after sim.Duration, ok bool) {
	list, from := r.Strikes[o.Target], sim.Time(sim.Time(o.From)*sim.Time(r.Span))
	if o.Count >= len(list) {
		return Strike{}, 0, false
	}
	k := o.Count + sort.Search(len(list), func(i int) bool { return list[i].At >= from })
	if k >= len(list) {
		k, from = k-len(list), from-sim.Time(r.Span)
	}
	after = sim.Duration(list[k].At - from)
	return list[k], after, after < r.Block
}

// Expected is the mean number of strikes on all targets in so many seconds.
func (r Resampled) Expected(seconds float64) float64 {
	n := 0
	for _, list := range r.Strikes {
		n += len(list)
	}
	return float64(n) * seconds / float64(r.Span)
}
