package models

import "nines/sim/num"

// Updates is what users write to the keys of a store, and what becomes of keys that they write on both sides of a
// partition: a write is done when Access.Write copies of its group have it, whichever, so that with half of them or
// fewer both sides go on. Copies that some users reach together are on one side, and have the same; so are those that
// are on one with the same third. When sides meet, each key that was written on both since they parted conflicts.
//
// Writes come without memory, Rate of them from all places of Store.From together, as many from each, to keys that lie
// in any group alike. Those from where too few copies of the group are reached are not made.
type Updates struct {
	Rate float64 // per second, ≥ 0; 0: nothing is said of writes
	Keys Keys    // that there are in the store
	// Siblings keeps both versions of a key that conflicts. Otherwise the last writer wins: of its versions the one that
	// was written last is kept, and what was written on the other side is lost.
	Siblings bool
}

// Meeting is what comes of two sides that meet.
type Meeting struct {
	Conflicts float64 // keys that both have written
	Older     float64 // writes to these on the side that has not written the key last
}

// Meet is what is expected when two sides meet that have each made so many writes since they parted. Who has written
// a key last is as if both had written evenly all the while: that is so of two sides that part and meet; of three zones
// that do so one after the other what is lost errs by some 3 %. The spectrum is that of the keys. Cost: O(classes).
func Meet(spectrum []Popular, ours, theirs float64) (m Meeting) {
	for _, p := range spectrum {
		a, b := ours*p.Share, theirs*p.Share
		m.Conflicts += float64(p.Keys * num.Expm1(-a) * num.Expm1(-b))
		// Of n writes to a key each is on our side with a/(a + b), the last one like the others.
		share := float64(a/(a+b)) * float64(b/(a+b))
		m.Older += float64(p.Keys * 2 * share * beyondOne(a+b))
	}
	return m
}

// beyondOne is the mean of how many events there are beyond one, where their number has a Poisson law.
func beyondOne(mean float64) float64 {
	if mean < 1e-3 { // where the difference below has lost its digits
		return mean * mean * (0.5 - float64(mean*(1.0/6-float64(mean/24))))
	}
	return mean + num.Expm1(-mean)
}
