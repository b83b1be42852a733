package sim

// Tracer sees every event just before the model handles it: the clock already stands at t. It must not touch the
// calendar.
type Tracer interface {
	Event(t Time, e Event)
}
