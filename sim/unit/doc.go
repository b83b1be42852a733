// Package unit reads and writes quantities as people write them: durations, ratios, factors, rates, counts, bytes,
// bandwidths, prices and plain numbers.
//
// Every type has the same three faces. ParseX reads text and refuses a number without its unit, a negative or infinite
// one, and anything out of range, with an Error that names the remedy. String writes the shortest text that ParseX
// reads back as exactly the same value, for files. Human (Percent and Nines for ratios) rounds, for people; its text is
// for reading, not for parsing back.
//
// Read error.go and number.go first, then any of the types; human.go holds the rounding that all of them share.
//
// Conventions: y is 365 d everywhere; month is 365/12 d and exists for prices only; k, M, G, T are decimal; KiB, MiB,
// GiB, TiB, PiB are binary. The package knows no dates, no time zones and no currencies.
package unit
