package experiments

import (
	"nines/experiments/result"
	"nines/models"
	"nines/sim/pack"
)

// outcomes is the form in which a ledger keeps what a replication measured.
var outcomes = pack.For[models.Outcome]()

// Keep is where an experiment keeps its replications and finds those that are finished already: they are not played
// again. The zero Keep keeps none.
type Keep struct {
	Ledger *result.Ledger
	// Whole says that all replications were kept before, and none is to be played; one that was not is a *MissingError.
	Whole bool
	// Key is of the point, or of the variant, with that number.
	Key func(point int) result.Key
	// Earlier are replications of some points that another experiment has played.
	Earlier map[int]*Earlier
}

// recall is what a replication measured in an earlier attempt, or in the experiment that has played it, and its record;
// nil if there was none. It may be called by several goroutines.
func (k *Keep) recall(point, replication int) (*models.Outcome, []byte) {
	var record []byte
	kept := false
	if k.Ledger != nil {
		record, kept = k.Ledger.Recall(point, replication)
	}
	if e := k.Earlier[point]; !kept && e != nil && replication < e.Len() {
		record, kept = e.records[replication], true
	}
	if !kept {
		return nil, nil
	}
	o := &models.Outcome{}
	if outcomes.Read(record, o) != nil {
		return nil, nil // it is played again
	}
	return o, record
}

// record is how what a replication measured is kept.
func (k *Keep) record(o *models.Outcome) []byte {
	if k.Ledger == nil {
		return nil
	}
	return outcomes.Append(nil, o)
}

// enter keeps a replication, the last of a sample.
func (k *Keep) enter(point, replication int, s *Sample, record []byte, work float64) error {
	if k.Ledger == nil {
		return nil
	}
	if s.Len() == 1 {
		key := k.Key(point)
		err := k.Ledger.Name(result.Configuration{Point: point, Variant: key.Variant, Params: key.Params,
			Columns: s.columns()})
		if err != nil {
			return err
		}
	}
	return k.Ledger.Add(&result.Contribution{Point: point, Replication: replication,
		Numbers: s.last, Record: record, Work: work})
}

// columns names the numbers that each replication has.
func (s *Sample) columns() []result.Column {
	columns := make([]result.Column, len(s.quantities))
	for i := range s.quantities {
		columns[i] = s.quantities[i].column()
	}
	return columns
}

func (q *quantity) column() result.Column {
	return result.Column{Metric: q.metric, Scope: q.scope, Unit: q.unit, Scale: q.scale}
}

// number is what a replication says of a quantity. A time to the first event has a value even where it is cut off.
func (q *quantity) number(p pair) result.Number {
	if q.family == first {
		p.Bottom = 1
	}
	return result.Number{Top: p.Top, Bottom: p.Bottom, Events: p.Events, Censored: p.Cut}
}
