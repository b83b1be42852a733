package scenario

import (
	"nines/sim/dist"
	"nines/sim/unit"
)

// ResourcesSpec is what repairs share.
type ResourcesSpec struct {
	Crews     Ordered[CrewSpec]      `key:"crews"`
	Spares    Ordered[SpareSpec]     `key:"spares"`
	Bandwidth Ordered[BandwidthSpec] `key:"bandwidth"`
}

// CrewSpec is a team of interchangeable hands.
type CrewSpec struct {
	Count   unit.Count  `key:"count" required:"true" doc:"repairs at a time, 1 or more"`
	Cost    unit.Price  `key:"cost" doc:"money for each of count, whether at work or not"`
	Shifts  []ShiftSpec `key:"shifts" doc:"when it is on duty; always if not given"`
	CallOut dist.Law    `key:"call_out" doc:"time until hands come that are called between shifts; none are if not given"`
	Per     string      `key:"per" doc:"level whose every member has a team of its own; one for all if not given"`
}

// ShiftSpec is a span of duty on some days of the week. One that does not end after its beginning ends the day after.
type ShiftSpec struct {
	Days WordsSpec     `key:"days" doc:"mon-fri, sat, or a list of such; every day if not given"`
	From unit.Duration `key:"from" doc:"its beginning after midnight, below 24h"`
	To   unit.Duration `key:"to" doc:"its end, up to 24h"`
}

func (s *ShiftSpec) setDefaults() { s.Days, s.To = WordsSpec{"mon-sun"}, unit.Day }

// SpareSpec is a stock of parts.
type SpareSpec struct {
	Stock    unit.Count  `key:"stock" required:"true" doc:"parts on the shelf at the start, to which orders fill up"`
	Reorder  *unit.Count `key:"reorder" doc:"parts at which an order goes out, below stock; stock − 1 if not given"`
	LeadTime dist.Law    `key:"lead_time" doc:"time from an order to its parts; if not given, none are ordered"`
	Cost     float64     `key:"cost" doc:"money for each part used"`
}

// BandwidthSpec is what copies of data share.
type BandwidthSpec struct {
	Rate unit.Bandwidth  `key:"rate" required:"true" doc:"for all copies together, above 0"`
	Each *unit.Bandwidth `key:"each" doc:"for one copy at most, above 0; no limit if not given"`
	Drag unit.Ratio      `key:"drag" doc:"share of every node's throughput that users lose at full rate, below 100%"`
}

// NeedsSpec is what a hands-on repair waits for.
type NeedsSpec struct {
	Crew  string `key:"crew"`
	Spare string `key:"spare"`
}
