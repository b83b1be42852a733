package models

import "nines/sim"

// Encryption is what it takes that nobody reads along. Each client keeps a connection to each node that it asks,
// and a node has work when one is made and for what goes over it. All are open at the start; those with a node are
// gone when it goes down, and a node that is up again has them to make anew. Where the way between them takes time
// a connection is made before a request sets out, which takes round trips: one for TCP and, of TLS 1.3, one for a
// handshake in full and one for one that is resumed, unless data goes with its first message (RFC 8446, figures 1,
// 3 and 4).
type Encryption struct {
	Clients int          // ≥ 1; each request comes from any of them
	Full    float64      // seconds of service at speed 1 to make a connection, ≥ 0
	Resumed float64      // likewise, with one who was connected not long ago, ≥ 0
	Resumes sim.Duration // how long ago, ≥ 0; 0: never, +Inf: ever
	// Early has the request that resumes a connection go with the first message (0-RTT data), a round trip earlier.
	Early bool
	Idle  sim.Duration // how long a connection lasts without an answer over it, ≥ 0; 0: none is kept, +Inf: for ever
	// Rotates is how often keys are changed, > 0; +Inf: never. All connections are gone then, and none is resumed.
	Rotates  sim.Duration
	Transfer float64 // seconds of service at speed 1 for what goes over a connection for each request, ≥ 0
}

// Making is how the connection over which a request comes was made.
type Making uint8

// The makings.
const (
	Open    Making = iota // it was there
	InFull                // with a full handshake
	Resumed               // with less, as both had kept what they agreed on
	Makings
)

// Makes is the work of a node to make a connection, in seconds of service at speed 1.
func (e *Encryption) Makes(m Making) float64 { return [Makings]float64{0, e.Full, e.Resumed}[m] }

// Trips is how often messages go there and back before a request can be sent over a connection that is made so.
func (e *Encryption) Trips(m Making) int8 {
	const tcp, tls = 1, 1
	switch {
	case m == Open:
		return 0
	case m == Resumed && e.Early:
		return tcp
	}
	return tcp + tls
}
