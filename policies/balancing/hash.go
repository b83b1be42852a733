package balancing

import (
	"math"
	"math/bits"

	"nines/models"
	"nines/sim/rng"
)

// What policies that hash have in common. Keys and places are hashed by different names, and each policy hashes keys as
// all others do.
const (
	ofKeys uint64 = iota + 1
	ofPlaces
)

// hashed is the hash of what a request is about.
func hashed(r models.Request) uint64 { return rng.Child(ofKeys, r.Key) }

// scaled is a number from 0 to n − 1 by a hash.
func scaled(hash uint64, n int) int {
	hi, _ := bits.Mul64(hash, uint64(n))
	return int(hi)
}

// unevenness is the standard deviation over the mean of the parts into which points on a ring cut it, so many points
// for each part, of very many.
func unevenness(points int) float64 { return 1 / math.Sqrt(float64(points)) }
