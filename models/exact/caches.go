package exact

import "math"

// Che returns the share of requests that an LRU cache with so many entries answers, of independent references with
// these popularities: each entry is thought to stay for the same time, in which so many keys are asked for. It is no
// closed form, but the error goes to nothing for many keys.
//
// Source: H. Che, Y. Tung, Z. Wang, "Hierarchical Web caching systems", IEEE JSAC 20 (2002); C. Fricker, P. Robert,
// J. Roberts, "A versatile and accurate approximation for LRU cache performance", ITC 24 (2012).
func Che(popularity []float64, entries int) float64 {
	held := func(time float64) (keys, hits float64) {
		for _, p := range popularity {
			x := -math.Expm1(-p * time)
			keys += x
			hits += p * x
		}
		return keys, hits
	}
	most := 1.0
	for keys, _ := held(most); keys < float64(entries); keys, _ = held(most) {
		most *= 2
	}
	time := bisect(0, most, func(t float64) bool {
		keys, _ := held(t)
		return keys >= float64(entries)
	})
	_, hits := held(time)
	return hits
}
