package scenario

import (
	"nines/models"
	"nines/sim"
	"nines/sim/unit"
)

// EncryptionSpec is what it takes that nobody reads along.
type EncryptionSpec struct {
	Clients     unit.Count     `key:"clients" required:"true"`
	Certificate string         `key:"certificate" oneof:"ecdsa-p256 rsa-2048"`
	Mutual      bool           `key:"mutual"`
	Handshake   *unit.Duration `key:"handshake"`      // nil: what the certificate takes
	Resumed     *unit.Duration `key:"resumed"`        // nil: a new exchange of keys
	Resumes     *unit.Duration `key:"resumes_within"` // nil: none is
	Early       bool           `key:"early_data"`
	Closes      *unit.Duration `key:"closes_after"`   // nil: none does
	Rotates     *unit.Duration `key:"new_keys_every"` // nil: never
	Bytes       unit.Bytes     `key:"bytes"`
	Cipher      string         `key:"cipher" oneof:"aes-128-gcm aes-256-gcm chacha20-poly1305"`
}

func (EncryptionSpec) notes() notes {
	return notes{
		"clients": {"Those who each keep a connection to each node that they ask; a request comes from any of them. All " +
			"are connected at the start; a node that was down has lost its connections.", "1000",
			"from 1 to 1M"},
		"certificate": {"Whose proof costs a node a full handshake, with two operations of X25519: a signature of " +
			"ecdsa-p256, 0.11 ms in all, or of rsa-2048, 0.84 ms.", "rsa-2048", ""},
		"mutual": {"Whether clients prove who they are, too, which a node then has to check: 0.09 ms more for ECDSA, " +
			"0.02 ms for RSA.", "true", ""},
		"handshake": {"The work of a node for a full handshake, instead of what the certificate and mutual say.", "2ms",
			"0s or more"},
		"resumed": {"The work of a node for a connection that is resumed; by default a new exchange of keys, 0.09 ms.",
			"50us", "0s or more"},
		"resumes_within": {"How long after the last answer a client may resume its connection instead of making it in " +
			"full, also with a node that was down; by default it never may.", "2h", "0s or more"},
		"early_data": {"Whether a client that resumes a connection sends its request with the first message (0-RTT data of " +
			"TLS 1.3), and so waits for one round trip of the network instead of two; not by default, as others who have seen " +
			"that message can send it again.", "true", ""},
		"closes_after": {"How long after the last answer a connection closes; by default it stays until the node goes " +
			"down. 0s: each request makes its own.", "60s", "0s or more"},
		"new_keys_every": {"How often keys are changed: all connections are gone then, and none is resumed. Never by " +
			"default.", "24h", "above 0s"},
		"bytes": {"What goes over a connection for a request and its answer, enciphered by the node.", "16kB", "0B or more"},
		"cipher": {"How fast that goes: 1.4 GB a second with aes-128-gcm, 1.3 GB with aes-256-gcm, 1.8 GB with " +
			"chacha20-poly1305.", "aes-256-gcm", ""},
	}
}

func (s *EncryptionSpec) setDefaults() { s.Certificate, s.Cipher = "ecdsa-p256", "aes-128-gcm" }

// What one core of an AMD EPYC does with OpenSSL 3.0, measured: operations per second, and bytes per second for records
// of 1 to 16 kB.
var (
	agreements = 23_200.0 // X25519
	signatures = map[string]float64{"ecdsa-p256": 39_500, "rsa-2048": 1_330}
	checks     = map[string]float64{"ecdsa-p256": 11_000, "rsa-2048": 45_200}
	ciphers    = map[string]float64{"aes-128-gcm": 1.4e9, "aes-256-gcm": 1.3e9, "chacha20-poly1305": 1.8e9}
)

// exchange is the work to agree on keys: one's own are made, and joined with the other's.
func exchange() float64 { return 2 / agreements }

// handshake is the work of a node that shows a certificate.
func (s *EncryptionSpec) handshake() float64 {
	work := 1/signatures[s.Certificate] + exchange()
	if s.Mutual {
		work += 1 / checks[s.Certificate]
	}
	return work
}

// mostConnections of all clients with all nodes take 80 MB.
const mostConnections = 10_000_000

// encryption carries over what it takes that nobody reads along; nil where anybody may.
func (c *compiler) encryption(t *TrafficSpec, path string) *models.Encryption {
	s := t.Encryption
	if s == nil {
		return nil
	}
	if c.blueprint.Topology != nil && int(s.Clients)*len(c.blueprint.Topology.Leaves) > mostConnections {
		c.failAt(join(path, "encryption.clients"), "write fewer clients",
			"all clients with all nodes would have more than 10M connections")
	}
	return &models.Encryption{
		Clients: int(s.Clients), Full: seconds(s.Handshake, s.handshake()), Resumed: seconds(s.Resumed, exchange()),
		Resumes: sim.Duration(seconds(s.Resumes, 0)), Early: s.Early, Idle: patience(s.Closes),
		Rotates: patience(s.Rotates), Transfer: float64(s.Bytes) / ciphers[s.Cipher],
	}
}

// seconds is a duration, or what it usually is where it is not said.
func seconds(d *unit.Duration, usual float64) float64 {
	if d == nil {
		return usual
	}
	return float64(*d)
}
