package unit

import "strconv"

// Bytes is an amount of data.
type Bytes int64

var bytesKind = kind{name: "size", example: "4TiB, 512MiB or 1GB"}

// sizes are ordered so that the first that divides an amount is the one to print it in.
var sizes = []struct {
	name string
	size int64
}{
	{"PiB", 1 << 50}, {"PB", 1e15}, {"TiB", 1 << 40}, {"TB", 1e12}, {"GiB", 1 << 30}, {"GB", 1e9},
	{"MiB", 1 << 20}, {"MB", 1e6}, {"KiB", 1 << 10}, {"kB", 1e3}, {"B", 1},
}

// ParseBytes reads "4TiB" (binary) or "1GB" (decimal), a whole number of bytes that fits an int64.
func ParseBytes(text string) (Bytes, error) {
	s, err := bytesKind.clean(text)
	if err != nil {
		return 0, err
	}
	decimal, rest, err := bytesKind.number(text, s)
	if err != nil {
		return 0, err
	}
	for _, u := range sizes {
		if u.name == rest {
			n, err := whole(text, decimal, u.size, "number of bytes")
			return Bytes(n), err
		}
	}
	if rest == "" {
		return 0, fail(text, "has no unit", "write %[1]sB, %[1]skB, %[1]sMiB or %[1]sGiB", decimal)
	}
	return 0, fail(text, "has the unknown unit "+quotable(rest), "write %s", bytesKind.example)
}

// String writes b in the largest unit that divides it; ParseBytes reads it as exactly b, if b ≥ 0.
func (b Bytes) String() string {
	for _, u := range sizes {
		if b != 0 && int64(b)%u.size == 0 {
			return strconv.FormatInt(int64(b)/u.size, 10) + u.name
		}
	}
	return "0B"
}

// UnmarshalText is ParseBytes.
func (b *Bytes) UnmarshalText(text []byte) error {
	v, err := ParseBytes(string(text))
	if err == nil {
		*b = v
	}
	return err
}
