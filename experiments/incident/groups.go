package incident

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"nines/sim/fit"
)

// Group are the incidents of one cause.
type Group struct {
	Name      string // of the cause; "" where none is given
	Fault     string // the name as scenarios may spell it
	Count     int
	Starts    []float64
	Durations *fit.Sample // of those that began within the record
	Gaps      *fit.Sample // from the end of one to the start of the next; the last is cut by the end of the record, and
	// the time before the first, of which nobody knows when it began, is none
	Merged int       // that began while another of the cause lasted, and end no gap
	Down   float64   // seconds of the record in which some incident of the cause lasted
	gaps   []float64 // that ended, in the order of time
}

// Title is what people call the cause.
func (g *Group) Title() string { return cmp.Or(g.Name, "incidents") }

// Overlapping reports whether so many incidents last together that one after another is another matter: one in ten.
func (g *Group) Overlapping() bool { return 10*g.Merged > g.Count }

// Groups are the causes of a record, the most frequent first; the rarest are put together as "other" where there are
// more than most, at least 1.
func (r *Record) Groups(most int) []*Group {
	var of []*Group
	members := map[int32][]*Incident{}
	for i := range r.Incidents {
		in := &r.Incidents[i]
		members[in.Cause] = append(members[in.Cause], in)
	}
	var causes []int32
	for i := range r.causes {
		if len(members[int32(i)]) > 0 {
			causes = append(causes, int32(i))
		}
	}
	slices.SortStableFunc(causes, func(a, b int32) int { return cmp.Compare(len(members[b]), len(members[a])) })
	taken := map[string]bool{}
	for k, cause := range causes {
		if k == most-1 && len(causes) > most {
			var rest []*Incident
			for _, c := range causes[k:] {
				rest = append(rest, members[c]...)
			}
			slices.SortStableFunc(rest, func(a, b *Incident) int { return cmp.Compare(a.Start, b.Start) })
			return append(of, r.group("other", spelled("other", taken), rest))
		}
		name := r.causes[cause]
		of = append(of, r.group(name, spelled(cmp.Or(name, "outage"), taken), members[cause]))
	}
	return of
}

// spelled is a name made of letters, digits, - and _ that is not taken yet.
func spelled(name string, taken map[string]bool) string {
	const longest = 50
	plain := strings.Trim(strings.ReplaceAll(plainly(name), "_", "-"), "-")
	plain = strings.Map(func(r rune) rune {
		if r < 128 {
			return r
		}
		return -1
	}, plain)
	plain = cmp.Or(plain[:min(len(plain), longest)], "cause")
	for n := 2; taken[plain]; n++ {
		if candidate := plain + "-" + strconv.Itoa(n); !taken[candidate] {
			plain = candidate
		}
	}
	taken[plain] = true
	return plain
}

// group sorts out the durations and the gaps of incidents in order of their start.
func (r *Record) group(name, fault string, all []*Incident) *Group {
	g := &Group{Name: name, Fault: fault, Count: len(all)}
	var durations, gaps []fit.Spell
	until, began := math.NaN(), false // the end of what lasts; nothing is known before the first
	for _, in := range all {
		end := min(in.End, r.To)
		if !r.Lasts() {
			end = in.Start
		}
		if in.Start >= r.From && !in.Early {
			cut := in.Open || in.End > r.To
			if !in.Unknown {
				durations = append(durations, fit.Spell{Time: end - in.Start, Cut: cut, Limit: r.limit(in.Start)})
			}
			g.Starts = append(g.Starts, in.Start)
		}
		switch start := max(in.Start, r.From); {
		case began && start <= until:
			g.Merged++
			g.Down += max(0, end-until)
		default:
			if began {
				gaps = append(gaps, fit.Spell{Time: start - until, Limit: r.To - until})
				g.gaps = append(g.gaps, start-until)
			}
			g.Down += max(0, end-start)
		}
		until, began = max(end, orNone(until)), true
	}
	if began && until < r.To {
		gaps = append(gaps, fit.Spell{Time: r.To - until, Cut: true, Limit: r.To - until})
	}
	if r.Lasts() {
		g.Durations = fit.NewSample(durations)
	} else {
		g.Durations = fit.NewSample(nil)
	}
	g.Gaps = fit.NewSample(gaps)
	return g
}

func orNone(x float64) float64 {
	if math.IsNaN(x) {
		return math.Inf(-1)
	}
	return x
}

// limit is how long an incident could have been seen to last.
func (r *Record) limit(start float64) float64 {
	if !r.Bounded {
		return math.Inf(1)
	}
	return max(0, r.To-start)
}
