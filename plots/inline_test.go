package plots_test

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/plots"
)

// A chart inside a page is a well-formed element, says what it shows, and has no color that does not turn with the
// page.
func TestChartsInsidePages(t *testing.T) {
	for name, p := range pictures() {
		c, err := drawer(t, p.chart, plots.Options{Point: -1})(p.data.open(t))
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := c.WriteInline(&b, "x-1"); err != nil {
			t.Fatal(err)
		}
		svg := b.String()
		if color := regexp.MustCompile(`#[0-9A-F]{6}`).FindString(svg); color != "" {
			t.Errorf("%s: %s is no tint", name, color)
		}
		if !strings.HasPrefix(svg, `<svg role="img" aria-labelledby="x-1-title x-1-desc" viewBox="0 0 `) ||
			!strings.Contains(svg, `<title id="x-1-title">`+c.Title) && !strings.Contains(svg, "&") {
			t.Errorf("%s begins with %.200s", name, svg)
		}
		if err := wellFormed(svg); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Names from a folder of a stranger stay text, even where they look like a style or a color.
func TestNamesInsidePagesStayText(t *testing.T) {
	const evil = `style="fill:#0072B2"<script>x</script>#FFFFFF`
	row := share(evil, 0.6)
	row.Scenario = evil
	c, err := drawer(t, "causes", plots.Options{Point: -1})(tables{estimates: []result.Estimate{row}}.open(t))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := c.WriteInline(&b, "x"); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<script") || wellFormed(b.String()) != nil {
		t.Error("a name is markup")
	}
	if !strings.Contains(b.String(), "#FFFFFF") {
		t.Error("a name has changed")
	}
}

// Text can be read on both grounds: contrast by WCAG 2.2, 1.4.3; what is drawn can be seen: 1.4.11, on a dark page,
// where it was chosen for that. Colors on white are those of Okabe and Ito.
func TestTintsContrast(t *testing.T) {
	tints := map[string]plots.Tint{}
	for _, x := range plots.Tints() {
		tints[x.Name] = x
	}
	paper := tints["paper"]
	for name, x := range tints {
		light, dark := contrast(x.Light, paper.Light), contrast(x.Dark, paper.Dark)
		switch {
		case name == "paper" || name == "pale":
		case name == "ink" || name == "gray" || name == "alarm":
			if light < 4.5 || dark < 4.5 {
				t.Errorf("%s has %.1f on white and %.1f in the dark", name, light, dark)
			}
		case dark < 3:
			t.Errorf("%s has %.1f in the dark", name, dark)
		}
	}
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is that of WCAG.
func luminance(hex string) float64 {
	total := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		total += weight * c
	}
	return total
}
