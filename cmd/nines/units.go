package main

import "nines/sim/unit"

// units are the kinds of quantities, and how each is written.
func units() []thing {
	written := func(n unit.Notation, key, doc string) thing {
		t := thing{kind: "kind of quantity", name: n.Name, doc: doc, sample: key}
		t.notes = append(t.notes, [2]string{"written", n.Example})
		if n.Bare == "" {
			t.notes = append(t.notes, [2]string{"unit", "needed"})
		}
		return t
	}
	return []thing{
		written(unit.Duration(0).Notation(), "repair: 1h30m", "A length of time, in ns, us, ms, s, m or min, h, d, w and y, "+
			"one after the other if wanted. A year has 365 days; a month, of no fixed length, is no unit of time."),
		written(unit.Rate(0).Notation(), "rate: 4/y", "So many per time, with k, M, G and T for thousands, or a share per "+
			"time, as annual failure rates are given (1.3%/y). 1 FIT is one failure in 1e9 hours."),
		written(unit.Ratio(0).Notation(), "fixes: { down: 95% }", "A share or a probability from 0 to 1; 3.3nines is "+
			"1 − 10^−3.3."),
		written(unit.Factor(0).Notation(), "effect: { slow: 5x }", "How many times as long or as much."),
		written(unit.Count(0).Notation(), "count: 10k", "A whole number, with k, M, G and T for thousands."),
		written(unit.Price(0).Notation(), "cost: 310/month", "Money per time, of whatever currency. A month is a twelfth of "+
			"a year."),
		written(unit.Bytes(0).Notation(), "data: 4TiB", "An amount of data, in powers of 1000 (GB) or of 1024 (GiB)."),
		written(unit.Bandwidth(0).Notation(), "rate: 100MB/s", "Data per time."),
	}
}
