package unit

// Notation says how a kind of quantity is written, for those who look it up and for editors.
type Notation struct {
	Name    string // what to call it: "duration"
	Example string // "30s, 15m, 6h, 30d or 1y"
	// Pattern is a regular expression, in RE2 and in ECMA 262, that matches every text that its parser accepts and few
	// that it does not.
	Pattern string
	// Bare is how a number alone may stand for it: "number", "integer", or "" where a unit is required.
	Bare string
}

const (
	decimalPattern = `([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?`
	spanPattern    = ` *(ns|us|µs|ms|s|min|m|h|d|w|y) *`
	sizePattern    = `([kMGTP]B|[KMGTP]iB|B)`
	// periodPattern is what follows a slash: a duration, or the name of a unit alone.
	periodPattern = ` */ *((` + decimalPattern + spanPattern + `)+|` + spanPattern + `)`
)

// notation completes what a kind says of itself with a pattern for the whole text.
func (k kind) notation(pattern, bare string) Notation {
	return Notation{Name: k.name, Example: k.example, Pattern: `^\s*` + pattern + `\s*$`, Bare: bare}
}

// Notation is how durations are written.
func (Duration) Notation() Notation {
	return durationKind.notation(`(`+decimalPattern+spanPattern+`)+`, "")
}

// Notation is how ratios are written.
func (Ratio) Notation() Notation { return ratioKind.notation(decimalPattern+` *(%|nines?)?`, "number") }

// Notation is how factors are written.
func (Factor) Notation() Notation { return factorKind.notation(decimalPattern+` *x`, "") }

// Notation is how rates are written.
func (Rate) Notation() Notation {
	return rateKind.notation(decimalPattern+` *(([kMGT]|%)?`+periodPattern+`| *FIT)`, "")
}

// Notation is how prices are written.
func (Price) Notation() Notation {
	return priceKind.notation(decimalPattern+` *[kMGT]?( */ *month|`+periodPattern+`)`, "")
}

// Notation is how counts are written.
func (Count) Notation() Notation { return countKind.notation(decimalPattern+` *[kMGT]?`, "integer") }

// Notation is how sizes are written.
func (Bytes) Notation() Notation { return bytesKind.notation(decimalPattern+` *`+sizePattern, "") }

// Notation is how bandwidths are written.
func (Bandwidth) Notation() Notation {
	return bandwidthKind.notation(decimalPattern+` *`+sizePattern+periodPattern, "")
}
