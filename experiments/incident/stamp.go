package incident

import (
	"strconv"
	"strings"
	"time"
)

// stamp is a time as a cell gives it.
type stamp struct {
	at    float64 // seconds: since the start of the record, or since 1970 on the clock that the cell was read from
	kind  stampKind
	zoned bool  // the cell names its zone
	swaps bool  // day and month, read as month first, may have to be exchanged
	ahead int16 // minutes by which that zone is ahead of UTC
}

type stampKind uint8

const (
	absent   stampKind = iota
	relative           // seconds since the start of the record
	instant            // seconds since 1970, which need no zone
	dated              // by a calendar
)

// order is what a file's dates with slashes tell of their order.
type order struct{ dayFirst, monthFirst, either int } // the first line that shows it; 0: none

const timeHelp = "write 2025-03-14 13:45, or 2025-03-14T13:45:00Z with its zone, or seconds from the start of the " +
	"record, as in 3600"

// number is a number as spreadsheets write it; a decimal comma is one only where commas do not separate columns.
func (r *reader) number(text string) (float64, bool) {
	if r.separator != ',' {
		text = strings.Replace(text, ",", ".", 1)
	}
	if strings.Trim(text, "0123456789.+-eE") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil
}

// stamp reads a time; the help is for those that cannot be.
func (r *reader) stamp(text string) (s stamp, help string, ok bool) {
	if text == "" {
		return stamp{}, "", true
	}
	if x, ok := r.number(text); ok {
		return r.counted(x)
	}
	date, rest, ok := dateOf(text)
	switch {
	case !ok:
		return stamp{}, timeHelp, false
	case date.first > 12 && date.second > 12:
		return stamp{}, "a year has 12 months", false
	}
	seconds, rest, ok := clockOf(strings.TrimLeft(rest, "T, "))
	if !ok {
		return stamp{}, timeHelp, false
	}
	s = stamp{kind: dated}
	if s.ahead, s.zoned, ok = zoneOf(strings.TrimSpace(rest)); !ok {
		return stamp{}, "write zones as Z or +01:00, not by letters, which mean several; or none, and say " +
			r.say("zone", "Europe/Berlin"), false
	}
	day, ok := r.day(&s, date)
	s.at = day + seconds - 60*float64(s.ahead)
	return s, "there is no such day in the calendar", ok
}

// counted is a time given as a number: seconds from the start of the record or, where it is that large, the seconds,
// milli-, micro- or nanoseconds since 1970 of a year from 2001 to 2286; days where serial dates are said to be.
func (r *reader) counted(x float64) (stamp, string, bool) {
	if r.Dates == Serial {
		const first, days = 25569, 86400 // 1970-01-01 as a serial date
		return stamp{at: (x - first) * days, kind: dated}, "", true
	}
	for _, unit := range []float64{1, 1e3, 1e6, 1e9} {
		if x >= 1e9*unit && x < 1e10*unit {
			return stamp{at: x / unit, kind: instant}, "", true
		}
	}
	return stamp{at: x, kind: relative}, "", true
}

// date is what stands before the time of day. Ambiguous is a date with slashes, whose first number may be the day or
// the month.
type date struct {
	year, first, second int
	ambiguous           bool
}

// dateOf reads 2025-03-14, 2025/3/14, 3/14/2025, 14.3.2025, 14-Mar-25 and Mar 14, 2025; first is the month, but for
// what is ambiguous.
func dateOf(text string) (d date, rest string, ok bool) {
	var parts [3]int
	var marks [2]byte
	letters := -1
	rest = text
	for i := range parts {
		value, after, word := partOf(rest)
		if after == rest {
			return d, text, false
		}
		if word {
			letters = i
		}
		if parts[i], rest = value, after; i < 2 {
			if rest == "" || !strings.ContainsRune("-/. ,", rune(rest[0])) {
				return d, text, false
			}
			marks[i], rest = rest[0], strings.TrimLeft(rest[1:], " ")
		}
	}
	switch {
	case marks[0] != marks[1] && letters != 0 || marks[1] == ',' && letters != 0:
		return d, text, false
	case letters < 0 && parts[0] > 999:
		d = date{year: parts[0], first: parts[1], second: parts[2]}
	case letters == 0:
		d = date{year: parts[2], first: parts[0], second: parts[1]}
	case letters == 1, marks[0] == '.':
		d = date{year: parts[2], first: parts[1], second: parts[0]}
	case letters < 0:
		d = date{year: parts[2], first: parts[0], second: parts[1], ambiguous: true}
	}
	if d.year < 100 {
		d.year += 2000
	}
	return d, rest, d.first > 0 && d.second > 0
}

// partOf reads a number or the name of a month at the head of a text.
func partOf(text string) (value int, rest string, word bool) {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' && n < 5 {
		value = 10*value + int(text[n]-'0')
		n++
	}
	if n > 0 {
		return value, text[n:], false
	}
	for n < len(text) && (text[n]|0x20 >= 'a' && text[n]|0x20 <= 'z') {
		n++
	}
	if n < 3 {
		return 0, text, false
	}
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); strings.EqualFold(name[:3], text[:n]) || strings.EqualFold(name, text[:n]) {
			return int(m), text[n:], true
		}
	}
	return 0, text, false
}

// day is the start of a date in seconds since 1970, and what it tells of the order of days and months.
func (r *reader) day(s *stamp, d date) (float64, bool) {
	month, day := d.first, d.second
	if d.ambiguous {
		switch {
		case r.Dates == DayFirst:
			month, day = day, month
		case r.Dates == MonthFirst:
		case d.first > 12:
			month, day = day, month
			r.shows(&r.order.dayFirst)
		case d.second > 12:
			r.shows(&r.order.monthFirst)
		default:
			s.swaps = d.first != d.second
			if s.swaps {
				r.shows(&r.order.either)
			}
		}
	}
	t := time.Date(d.year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return float64(t.Unix()), month <= 12 && t.Day() == day && d.year > 0
}

func (r *reader) shows(what *int) {
	if *what == 0 {
		*what = r.line
	}
}

// swapped is a time whose day and month were read the wrong way round.
func swapped(at float64) float64 {
	t := time.Unix(int64(at), 0).UTC()
	back := time.Date(t.Year(), time.Month(t.Day()), int(t.Month()), 0, 0, 0, 0, time.UTC)
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return float64(back.Unix()) + at - float64(midnight.Unix())
}

// clockOf reads a time of day, 13:45, 13:45:07.25 or 1:45 PM, in seconds; none is midnight.
func clockOf(text string) (seconds float64, rest string, ok bool) {
	if text == "" {
		return 0, "", true
	}
	var parts [3]int
	n := 0
	for ; n < 3; n++ {
		value, after, word := partOf(text)
		if after == text || word || value >= 100 {
			return 0, text, false
		}
		parts[n], text = value, after
		if text == "" || text[0] != ':' || n == 2 {
			n++
			break
		}
		text = text[1:]
	}
	fraction := 0.0
	if n == 3 && text != "" && (text[0] == '.' || text[0] == ',') {
		end := 1
		for end < len(text) && '0' <= text[end] && text[end] <= '9' {
			end++
		}
		fraction, _ = strconv.ParseFloat("0."+text[1:end], 64)
		text = text[end:]
	}
	hour, half := parts[0], strings.ToUpper(strings.TrimSpace(text))
	if strings.HasPrefix(half, "AM") || strings.HasPrefix(half, "PM") {
		if hour < 1 || hour > 12 {
			return 0, text, false
		}
		hour %= 12
		if half[0] == 'P' {
			hour += 12
		}
		text = strings.TrimSpace(text)[2:]
	}
	seconds = float64(3600*hour+60*parts[1]+parts[2]) + fraction
	return seconds, text, n >= 2 && parts[1] < 60 && parts[2] <= 60 && seconds <= 86401
}

// zoneOf reads Z, UTC, GMT, +01, +0100 and +01:00 in minutes ahead of UTC; nothing names no zone.
func zoneOf(text string) (ahead int16, zoned, ok bool) {
	switch {
	case text == "":
		return 0, false, true
	case text == "Z" || text == "z" || text == "UTC" || text == "GMT":
		return 0, true, true
	case text[0] != '+' && text[0] != '-':
		return 0, false, false
	}
	digits := strings.Replace(text[1:], ":", "", 1)
	if len(digits) == 2 {
		digits += "00"
	}
	n, err := strconv.ParseUint(digits, 10, 16)
	if err != nil || len(digits) != 4 || n > 1500 || n%100 > 59 {
		return 0, false, false
	}
	ahead = int16(n/100*60 + n%100)
	if text[0] == '-' {
		ahead = -ahead
	}
	return ahead, true, true
}
