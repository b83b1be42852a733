package scenario

import (
	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// ResourcesSpec is what repairs share.
type ResourcesSpec struct {
	Crews     Ordered[CrewSpec]      `key:"crews"`
	Spares    Ordered[SpareSpec]     `key:"spares"`
	Bandwidth Ordered[BandwidthSpec] `key:"bandwidth"`
}

func (ResourcesSpec) notes() notes {
	return notes{
		"crews": {"Teams of interchangeable hands, for which repairs wait. Hands that are called out come with the next " +
			"shift at the latest, take whoever is next, and go home when nobody waits. " +
			"Those who only stayed on after their shift take nothing new: who waits then has somebody called.",
			"{ hands: { count: 2 } }", ""},
		"spares": {"Stocks of parts: each repair that needs one uses it up, and orders fill the shelf again.",
			"{ disk: { stock: 8, lead_time: 10d } }", ""},
		"bandwidth": {"Rates at which data is copied: restores of nodes, and repairs of stores, that are " +
			"under way share them " +
			"equally.",
			"{ restores: { rate: 100MB/s } }", ""},
	}
}

// CrewSpec is a team of interchangeable hands.
type CrewSpec struct {
	Count  unit.Count  `key:"count" required:"true"`
	Cost   unit.Price  `key:"cost"`
	Shifts []ShiftSpec `key:"shifts"`
	// Dispatch is nil where nothing is said of it.
	Dispatch models.Dispatcher `key:"dispatch"`
	AtEnd    string            `key:"at_end" oneof:"finish stop"`
	CallOut  dist.Law          `key:"call_out"`
	// Overtime is nil where the hours off duty are not paid.
	Overtime *unit.Price `key:"overtime"`
	Per      string      `key:"per"`
}

func (CrewSpec) notes() notes {
	return notes{
		"count":  {"Hands: repairs at a time.", "2", "from 1 to " + unit.Count(models.MaxComponents).String()},
		"cost":   {"Money for each of count around the clock, whether on duty and at work or not.", "9k/month", priceBounds},
		"shifts": {"When it is on duty; always if not given.", "[ { days: mon-fri, from: 8h, to: 18h } ]", ""},
		"dispatch": {"To which of the repairs that wait hands turn when they come free; whoever has them keeps them. First " +
			"come, first served if not given. Parts and bandwidth are given out without regard to it.",
			"{ policy: priority, order: [power, disk] }", ""},
		"at_end": {"What becomes of work at the end of a shift. finish: hands stay until what they have begun is done. " +
			"stop: they lay it down, and it goes on with what is left when hands are to be had again, anybody's; nodes that " +
			"are out of service for the work stay so.", "stop", ""},
		"overtime": {"Money for each hand and hour at work, or on the way after a call, while the crew is off duty, " +
			"besides cost; such hours are free if not given. How many they are: the metric overtime.", "60/h", priceBounds},
		"call_out": {"Time until hands come that are called between shifts; none are if not given.", "1h", ""},
		"per":      {"The level whose every member has a team of its own; one for all if not given.", "zone", ""},
	}
}

// ShiftSpec is a span of duty on some days of the week. One that does not end after its beginning ends the day after.
type ShiftSpec struct {
	Days WordsSpec     `key:"days"`
	From unit.Duration `key:"from"`
	To   unit.Duration `key:"to"`
}

func (ShiftSpec) notes() notes {
	return notes{
		"days": {"Days of the week on which it begins: mon-fri, sat, or a list of such.", "mon-fri", ""},
		"from": {"Its beginning after midnight.", "8h", "below 24h"},
		"to":   {"Its end; one that is not after from is on the next day.", "18h", "up to 24h"},
	}
}

func (s *CrewSpec) setDefaults() { s.AtEnd = "finish" }

func (s *ShiftSpec) setDefaults() { s.Days, s.To = WordsSpec{"mon-sun"}, unit.Day }

// SpareSpec is a stock of parts.
type SpareSpec struct {
	Stock    unit.Count  `key:"stock" required:"true"`
	Reorder  *unit.Count `key:"reorder"`
	LeadTime dist.Law    `key:"lead_time"`
	Cost     float64     `key:"cost"`
	Holding  unit.Price  `key:"holding" omit:"zero"`
}

func (SpareSpec) notes() notes {
	return notes{
		"stock": {"Parts on the shelf at the start, to which orders fill up; who waits for a part has one ordered, too.", "8",
			"up to " + unit.Count(models.MaxComponents).String()},
		"reorder": {"Parts left, less those waited for, at which an order goes out, below stock; stock − 1 if not given.",
			"4", ""},
		"lead_time": {"Time from an order to its parts; if not given, none are ordered.", "10d", ""},
		"cost":      {"Money for each part used.", "200", sumBounds},
		"holding": {"Money for each part on the shelf, for as long as it lies there: capital, room, what grows old. Free " +
			"if not given.", "40/y", priceBounds},
	}
}

// BandwidthSpec is what copies of data share.
type BandwidthSpec struct {
	Rate unit.Bandwidth  `key:"rate" required:"true"`
	Each *unit.Bandwidth `key:"each"`
	Drag unit.Ratio      `key:"drag"`
}

func (BandwidthSpec) notes() notes {
	return notes{
		"rate": {"For all copies together.", "100MB/s", "above 0B/s"},
		"each": {"For one copy at most; no limit if not given.", "20MB/s", "above 0B/s"},
		"drag": {"Share of every node's throughput that users lose while copies run at the full rate.", "10%", "below 100%"},
	}
}

// NeedsSpec is what a hands-on repair waits for.
type NeedsSpec struct {
	Crew  string `key:"crew"`
	Spare string `key:"spare"`
}

func (NeedsSpec) notes() notes {
	return notes{
		"crew":  {"Hands of this crew, one for each repair.", "hands", ""},
		"spare": {"A part from this stock.", "disk", ""},
	}
}
