package plots

import (
	"fmt"
	"html"
	"image/color"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// A Tint is a color of the house by a name, as it is on white and as it is on a dark page. The names are those of CSS
// variables: a page that holds charts by WriteInline says what they are.
type Tint struct {
	Name        string
	Light, Dark string // "#0072b2"
}

// Tints are all colors that charts have. On a dark page they are lighter, with the same hues, so that what a text says
// of a color holds, and contrasts stay: text has at least 4.5:1 on both.
func Tints() []Tint {
	all := []Tint{{"paper", hex(white), "#15181c"}, {"ink", hex(ink), "#e6e8eb"}, {"gray", hex(gray), "#a9b1ba"},
		{"muted", hex(muted), "#88909a"}, {"pale", hex(pale), "#353b42"}, {"alarm", hex(alarm), "#ff8e7f"},
		{"dark", hex(dark), "#d9dcdf"}}
	for i, on := range []string{"#4fabe3", "#ff8b42", "#2fc798", "#e59fc6", "#9ad8ff", "#f3bb3c", "#c3c8ce"} {
		all = append(all, Tint{"c" + strconv.Itoa(i), hex(categories[i]), on})
	}
	for i, on := range []string{"#ff8b42", "#b08be0", "#f0c23c", "#e59fc6", "#4fabe3", "#2fc798"} { // of phases
		if tint := hex(phaseOrder[i].color); tintOf(all, tint) == "" {
			all = append(all, Tint{"s" + strconv.Itoa(i), tint, on})
		}
	}
	return all
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// tintOf is the name of a color, which may be off by one where it was multiplied and divided by its opacity; "" if it
// has none.
func tintOf(all []Tint, written string) string {
	x, err := strconv.ParseUint(written[1:], 16, 32)
	for _, t := range all {
		y, _ := strconv.ParseUint(t.Light[1:], 16, 32)
		near := err == nil
		for shift := 0; shift < 24; shift += 8 {
			apart := int(x>>shift&0xff) - int(y>>shift&0xff)
			near = near && -1 <= apart && apart <= 1
		}
		if near {
			return t.Name
		}
	}
	return ""
}

var (
	styles = regexp.MustCompile(`style="[^"]*"`) // text has its quotation marks escaped
	hexes  = regexp.MustCompile(`#[0-9A-Fa-f]{6}`)
)

// InlineFont is the family of the text in charts that WriteInline writes, which a page has to state.
const InlineFont = fontStack

// WriteInline writes the chart as one svg element for the inside of an HTML page. It takes the width that it is given;
// what it shows and how to read it are its alternative text, in elements whose ids begin with id, which has to be the
// only one of that name on the page. Colors are the variables that Tints names. Equal charts give equal bytes.
func (c *Chart) WriteInline(w io.Writer, id string) error {
	var b strings.Builder
	if err := c.WriteSVG(&b); err != nil {
		return err
	}
	_, body, _ := strings.Cut(b.String(), "</title>")
	tints := Tints()
	body = styles.ReplaceAllStringFunc(body, func(style string) string {
		style = strings.Replace(style, "font-family:"+fontStack+";", "", 1)
		style = strings.NewReplacer("font-weight:normal;", "", "font-style:normal;", "").Replace(style)
		return hexes.ReplaceAllStringFunc(style, func(written string) string {
			if name := tintOf(tints, written); name != "" {
				return "var(--" + name + ")"
			}
			return written
		})
	})
	width, height := c.size()
	_, err := fmt.Fprintf(w, `<svg role="img" aria-labelledby="%[1]s-title %[1]s-desc" viewBox="0 0 %[2]g %[3]g" `+
		`xmlns="http://www.w3.org/2000/svg"><title id="%[1]s-title">%[4]s</title><desc id="%[1]s-desc">%[5]s</desc>%[6]s`,
		id, width.Points(), height.Points(), html.EscapeString(c.Title), html.EscapeString(c.Subtitle), body)
	return err
}
