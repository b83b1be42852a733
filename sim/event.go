package sim

// Kind says what happens; its meaning belongs to the model.
type Kind uint8

// Event is what the calendar keeps and hands back. It holds no pointers, so a calendar of events can be copied, hashed
// and printed.
type Event struct {
	Kind Kind
	Who  int32 // an index into one of the model's slices
	Arg  int32 // a detail whose meaning Kind fixes
}

// Timer names one pending event. It is a plain value that stays good in a copy of the calendar; the zero Timer names
// none. Once its event has happened, was canceled or was moved through another copy of the Timer, it is stale: every
// method reports so and does nothing. (A generation of 31 bits tells it from later tenants of the same slot, so a timer
// kept through two thousand million of them could be mistaken.)
type Timer struct{ slot, gen uint32 }
