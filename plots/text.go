package plots

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/sim/unit"
)

// wrap breaks s at spaces into lines no wider than width; a single word that is wider is shortened. A no-break space
// does not break.
func wrap(s string, style text.Style, width vg.Length) []string {
	var lines []string
	line := ""
	for word := range strings.SplitSeq(s, " ") {
		longer := strings.Trim(line+" "+word, " ")
		if style.Width(longer) <= width {
			line = longer
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = shorten(word, style, width)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// countText says how many observations a curve rests on.
func countText(n float64) string { return "n = " + unit.Thousands(strconv.FormatFloat(n, 'f', 0, 64)) }

// shorten takes the middle out of s until it fits into width, since names differ at their ends.
func shorten(s string, style text.Style, width vg.Length) string {
	if style.Width(s) <= width {
		return s
	}
	runes := []rune(s)
	for keep := len(runes) - 1; keep > 0; keep-- {
		head := (keep + 1) / 2
		short := string(runes[:head]) + "…" + string(runes[len(runes)-keep+head:])
		if style.Width(short) <= width {
			return short
		}
	}
	return "…"
}

// shortenAll shortens names. Where that would make some alike, it first takes from the long ones the end, or the start,
// that they have in common, or shortens each part between commas.
func shortenAll(names []string, style text.Style, width vg.Length) []string {
	tries := [][]string{names, withoutCommonEnd(names, style, width), nil, nil}
	tries[2] = mapped(withoutCommonEnd(mapped(names, reversed), style, width), reversed)
	tries[3] = mapped(names, func(s string) string { return shortenParts(s, style, width) })
	for i, try := range tries {
		tries[i] = mapped(try, func(s string) string { return shorten(s, style, width) })
		if allDifferent(tries[i]) {
			return tries[i]
		}
	}
	return tries[0]
}

// shortenParts shortens what stands between commas until all of it fits into width, the longest first.
func shortenParts(s string, style text.Style, width vg.Length) string {
	parts := strings.Split(s, ", ")
	for style.Width(strings.Join(parts, ", ")) > width {
		long := 0
		for i, part := range parts {
			if style.Width(part) > style.Width(parts[long]) {
				long = i
			}
		}
		parts[long] = shorten(parts[long], style, 0.9*style.Width(parts[long]))
		if parts[long] == "…" {
			break
		}
	}
	return strings.Join(parts, ", ")
}

// withoutCommonEnd replaces the end that all names wider than width share.
func withoutCommonEnd(names []string, style text.Style, width vg.Length) []string {
	end, first := "", true
	for _, name := range names {
		if style.Width(name) <= width {
			continue
		}
		if first {
			end, first = name, false
		}
		for !strings.HasSuffix(name, end) {
			_, size := utf8.DecodeRuneInString(end)
			end = end[size:]
		}
	}
	if end == "" {
		return names
	}
	return mapped(names, func(s string) string {
		if style.Width(s) <= width {
			return s
		}
		return strings.TrimSuffix(s, end) + "…"
	})
}

func mapped(list []string, change func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = change(s)
	}
	return out
}

func reversed(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}

func allDifferent(list []string) bool {
	seen := map[string]bool{}
	for _, s := range list {
		seen[s] = true
	}
	return len(seen) == len(list)
}

// write puts one line of text with its baseline at y. It is the style's XAlign that says what x means.
func write(c draw.Canvas, style text.Style, x, y vg.Length, s string) {
	style.YAlign = draw.YBottom
	extents := style.FontExtents()
	c.FillText(style, vg.Point{X: x, Y: y + extents.Ascent - style.Font.Size}, s)
}

// writeMiddle puts one line of text with the middle of its capitals at y.
func writeMiddle(c draw.Canvas, style text.Style, x, y vg.Length, s string) {
	const halfCapital = 0.36 // of the size, for this font
	write(c, style, x, y-halfCapital*style.Font.Size, s)
}

// capital is s with a capital first letter.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func aligned(style text.Style, x text.XAlignment) text.Style {
	style.XAlign = x
	return style
}

// spread moves lines of a column, of height step, as little as possible so that they do not overlap and all lie in
// [low, high], as long as there is room; their order from the top is kept, and that of those at the same height is the
// order of the list. at are their middles.
func spread(at []vg.Length, step, low, high vg.Length) []vg.Length {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(at[j], at[i]) })
	moved := slices.Clone(at)
	ceiling := high - step/2
	for _, i := range order {
		moved[i] = min(moved[i], ceiling)
		ceiling = moved[i] - step
	}
	floor := low + step/2
	for _, i := range slices.Backward(order) {
		moved[i] = max(moved[i], floor)
		floor = moved[i] + step
	}
	return moved
}
