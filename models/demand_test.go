package models_test

import (
	"math"
	"testing"

	"nines/models"
)

const (
	hour = 3600.0
	day  = 24 * hour
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: %.9g, want %.9g", what, got, want)
	}
}

// weekends is a factor on Saturday, Sunday and the hour after 9:00 on Mondays.
func weekends(factor float64) []float64 {
	week := make([]float64, models.WeekHours)
	for h := range week {
		if week[h] = 1; h >= 5*24 || h == 9 {
			week[h] = factor
		}
	}
	return week
}

// TestDemandAgreesWithSums would catch an integral that leaves out part of a day, a peak at another time, growth that
// acts at another hour, and overflow that is cut off or counts what is below the limit: demand is added up in small
// steps, over parts of days and over several, before the start too.
func TestDemandAgreesWithSums(t *testing.T) {
	for _, d := range []models.Demand{
		{Mean: 100}, {Mean: 100, Swing: 0.5, PeakAt: 12 * hour}, {Mean: 100, Swing: 1, PeakAt: 2 * hour},
		{Mean: 100, Growth: 0.1}, {Mean: 100, Swing: 0.5, PeakAt: 23 * hour, Growth: -0.2},
		{Mean: 100, Week: weekends(0.5)}, {Mean: 100, Swing: 0.5, PeakAt: 12 * hour, Growth: 0.1, Week: weekends(1.1)},
	} {
		for _, span := range [][2]float64{{0, day}, {4.2 * day, 5.7 * day}, {5 * hour, 17 * hour}, {-1.5 * day, 1.25 * day},
			{3e4, 3.01e4}} {
			a, b := span[0], span[1]
			const steps = 20_000
			dt := (b - a) / steps
			limits := []float64{0, 30, 60, 100, 125, 147, 149.9, 1000}
			arrived, over := 0.0, make([]float64, len(limits))
			for k := range steps {
				rate := d.At(a + (float64(k)+0.5)*dt)
				arrived += rate * dt
				for i, limit := range limits {
					over[i] += max(0, rate-limit) * dt
				}
			}
			close := func(what string, got, want float64) {
				if math.Abs(got-want) > 2e-5*arrived {
					t.Errorf("%+v from %g h to %g h: %s %.8g, want %.8g", d, a/hour, b/hour, what, got, want)
				}
			}
			close("arrived", d.Integral(a, b), arrived)
			for i, limit := range limits {
				close("in excess", d.Overflow(a, b, limit), over[i])
			}
		}
	}
}

// TestDemandByHand would catch a wave that peaks at its trough and growth that compounds by the hour. Demand that grows
// by a tenth a day has on its first day the average of that growth.
func TestDemandByHand(t *testing.T) {
	wave := models.Demand{Mean: 100, Swing: 0.5, PeakAt: 12 * hour}
	near(t, "at the peak", wave.At(12*hour), 150)
	near(t, "half a day from it", wave.At(0), 50)
	near(t, "a quarter from it", wave.At(18*hour), 100)
	near(t, "the most around the peak", wave.Most(6*hour, 18*hour), 150)
	near(t, "the most after the peak", wave.Most(13*hour, 18*hour), 100+50*math.Cos(math.Pi/12))
	near(t, "the most before the peak", wave.Most(0, 6*hour), 100)
	near(t, "in excess of 125 in a day", wave.Overflow(0, day, 125), 2*50*math.Sin(math.Pi/3)*day/2/math.Pi-25*day/3)
	grows := models.Demand{Mean: 100, Growth: 0.1}
	near(t, "the first day", grows.Integral(0, day), 100*day*0.1/math.Log(1.1))
	near(t, "the second over the first", grows.Integral(day, 2*day)/grows.Integral(0, day), 1.1)
	near(t, "the most of two days", grows.Most(day/2, 1.5*day), grows.At(1.2*day))
	near(t, "the most of two days that shrink", models.Demand{Mean: 100, Growth: -0.1}.Most(day/2, 1.5*day),
		models.Demand{Mean: 100, Growth: -0.1}.At(0))
	week := models.Demand{Mean: 100, Swing: 0.5, PeakAt: 12 * hour, Week: weekends(2)}
	near(t, "on the first Saturday at noon", week.At(5.5*day), 300)
	near(t, "on the Sunday before, at midnight", week.At(-day), 100)
	near(t, "a week", week.Integral(-3*day, 4*day), 100*(9*day+hour*(1+0.5*math.Sin(math.Pi/24)*24/math.Pi*
		math.Cos(2.5*math.Pi/12))))
	near(t, "the most of an hour that counts twice", week.Most(9*hour, 10*hour), week.At(10*hour-1e-6))
	for from, next := range map[float64]float64{0: hour, hour - 1: hour, hour: 2 * hour, -1: 0} {
		near(t, "the hour that follows", wave.NextHour(from), next)
	}
	if next := (models.Demand{Mean: 1}).NextHour(0); !math.IsInf(next, 1) {
		t.Errorf("demand that does not change has a next hour at %g s", next)
	}
}

// TestDemandTurns would catch a pass of a level that is missed, one that is seen twice, one at another time of day, and
// a search that stops at midnight: demand is looked at every minute.
func TestDemandTurns(t *testing.T) {
	const step = 60.0
	for _, d := range []models.Demand{
		{Mean: 100, Swing: 0.5, PeakAt: 12 * hour}, {Mean: 100, Swing: 1, PeakAt: 0.5 * hour}, {Mean: 100, Growth: 0.1},
		{Mean: 100, Swing: 0.3, PeakAt: 23.9 * hour, Growth: -0.1}, {Mean: 100, Growth: 0.01},
		{Mean: 100, Week: weekends(1.2)},
		{Mean: 100, Swing: 0.3, PeakAt: 1 * hour, Growth: 0.02, Week: weekends(0.5)},
	} {
		for _, level := range []float64{0, 50, 75, 100, 110, 149.9, 150, 150.1, 300} {
			at, exceeds := -2.0*day, models.Exceeds(d.At(-2*day), level)
			next, found := d.Turn(at, level, exceeds)
			for now := at; now < 40*day; now += step {
				for ; next <= now; next, found = d.Turn(next, level, exceeds) {
					exceeds = exceeds != found
				}
				if rate := d.At(now); models.Exceeds(rate, level) != exceeds && math.Abs(rate-level) > 0.01 {
					t.Fatalf("%+v at %g h: %g/s, and more than %g is said to be %v", d, now/hour, rate, level, exceeds)
				}
			}
		}
	}
}
