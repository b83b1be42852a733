package unit

import "math"

// Price is money per second, in whatever currency the user has in mind.
type Price float64

var priceKind = kind{name: "price", example: "310/month, 1.2/h or 5k/y", perTime: "N/h, N/month or N/y"}

// ParsePrice reads "310/month", "1.2/h" or "5k/y"; a month is 365/12 d. "/m" is refused, because in a price it may mean
// either a minute or a month.
func ParsePrice(text string) (Price, error) {
	a, period, err := priceKind.fraction(text)
	if err != nil {
		return 0, err
	}
	var x float64
	switch period {
	case "month":
		x, err = a.over(text, Month)
	case "m", "M", "mo":
		return 0, fail(text, "may mean a minute or a month", "write %[1]s/month or %[1]s/min", a.text)
	default:
		x, err = a.per(text, period)
	}
	return Price(x), err
}

var pricePeriods = []period{{"h", Hour}, {"month", Month}, {"d", Day}, {"y", Year}, {"s", Second}}

// String is the shortest text that ParsePrice reads as exactly p, which must be finite and not negative.
func (p Price) String() string {
	x := float64(p)
	if x < 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return notWritable(x)
	}
	return shortestFraction(x, pricePeriods)
}

// UnmarshalText is ParsePrice.
func (p *Price) UnmarshalText(text []byte) error {
	v, err := ParsePrice(string(text))
	if err == nil {
		*p = v
	}
	return err
}
