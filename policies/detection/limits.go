package detection

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim/unit"
)

// positive refuses a span that is not longer than nothing.
func positive(key string, d unit.Duration) error {
	if !(d > 0) || math.IsInf(float64(d), 1) {
		return fmt.Errorf("%s is %g s; it must be more than 0", key, float64(d))
	}
	return nil
}

// frequent refuses a rate that is not above nothing.
func frequent(key string, r unit.Rate) error {
	if !(r > 0) || math.IsInf(float64(r), 1) {
		return fmt.Errorf("%s is %g/s; it must be more than 0", key, float64(r))
	}
	return nil
}

// within refuses a share outside of 0 to the most that makes sense.
func within(key string, r, most unit.Ratio) error {
	if !(r >= 0 && r <= most) {
		return fmt.Errorf("%s is %g; write a share from 0%% to %s", key, float64(r), most)
	}
	return nil
}

// between refuses a count out of range.
func between(key string, n, least, most int) error {
	if n < least || n > most {
		return fmt.Errorf("%s is %d; write a whole number from %d to %d", key, n, least, most)
	}
	return nil
}

// or is what is given, and what is usual where nothing is.
func or[T any](given *T, usual T) T {
	if given != nil {
		return *given
	}
	return usual
}

// firstOf is the first thing that is wrong, nil if nothing is.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// built makes a constructor one of the port, where no detector is nil rather than a nil of its own type.
func built[C any, D models.Detector](construct func(C) (D, error)) func(C) (models.Detector, error) {
	return func(c C) (models.Detector, error) {
		d, err := construct(c)
		if err != nil {
			return nil, err
		}
		return d, nil
	}
}

// notNegative refuses a span that is less than nothing.
func notNegative(key string, d unit.Duration) error {
	if !(d >= 0) || math.IsInf(float64(d), 1) {
		return fmt.Errorf("%s is %g s; it must be 0 or more", key, float64(d))
	}
	return nil
}

// atLeast refuses a span that is shorter than an interval.
func atLeast(key string, d, interval unit.Duration) error {
	if !(whole(float64(d)/float64(interval)) >= 1) {
		return fmt.Errorf("%s %s is below the interval %s; raise it to some intervals", key, d, interval)
	}
	return nil
}
