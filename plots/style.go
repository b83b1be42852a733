package plots

import (
	"fmt"
	"image/color"
	"sync"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Sizes of type and of the page, in points.
const (
	titleSize    = 12
	subtitleSize = 9
	labelSize    = 9
	tickSize     = 8.5
	footerSize   = 6.5
	lineSpacing  = 1.3 // distance of baselines over the size

	pageHeight = 360
	pageMargin = 14
)

// Widths of the page, in points: what is usual is 8 inches, which at text width of A4 shrinks to 80 %; the type of a
// narrower page stays readable where that would be a column, that of a wider one where it fills a slide.
const (
	LeastWidth = 360
	UsualWidth = 576
	MostWidth  = 1440
)

var (
	white = color.White
	ink   = color.NRGBA{0x22, 0x22, 0x22, 0xff}
	gray  = color.NRGBA{0x5f, 0x5f, 0x5f, 0xff} // 6:1 against white
	muted = color.NRGBA{0x8c, 0x8c, 0x8c, 0xff} // marks that say "nothing known"
	pale  = color.NRGBA{0xdc, 0xdc, 0xdc, 0xff} // the grid
	alarm = color.NRGBA{0xb0, 0x2a, 0x1e, 0xff} // objectives and limits

	// categories are the colors of Okabe and Ito without yellow, which is too faint for lines on white.
	categories = []color.NRGBA{
		{0x00, 0x72, 0xb2, 0xff}, {0xd5, 0x5e, 0x00, 0xff}, {0x00, 0x9e, 0x73, 0xff}, {0xcc, 0x79, 0xa7, 0xff},
		{0x56, 0xb4, 0xe9, 0xff}, {0xe6, 0x9f, 0x00, 0xff}, {0x44, 0x44, 0x44, 0xff},
	}
	dashes = [][]vg.Length{nil, {7, 4}, {3, 3}, {9, 3, 2, 3}}
	glyphs = []draw.GlyphDrawer{draw.CircleGlyph{}, draw.BoxGlyph{}, draw.PyramidGlyph{}}
)

// maxSeries is how many series one chart shows: more cannot be told apart, and their key would not fit the page.
const maxSeries = 8

// look is how one series is drawn.
type look struct {
	color color.NRGBA
	width vg.Length
	dash  []vg.Length
	glyph draw.GlyphDrawer
}

// lookOf gives series i its look. Colors, dashes and glyphs all vary, so that series can be told apart in print without
// color, and where one lies over another.
func lookOf(i int) look {
	width := 2.2 - 0.15*vg.Length(i%maxSeries) // a line over another leaves its rim to be seen
	return look{categories[i%len(categories)], width, dashes[i%len(dashes)], glyphs[i%len(glyphs)]}
}

// layered is the order in which to draw n series: those with solid lines first, so that they show through the gaps of
// the dashed ones where curves coincide.
func layered(n int) []int {
	var order []int
	for dash := range dashes {
		for i := dash; i < n; i += len(dashes) {
			order = append(order, i)
		}
	}
	return order
}

func (l look) line() draw.LineStyle {
	return draw.LineStyle{Color: l.color, Width: l.width, Dashes: l.dash}
}

// gridStyle is that of the grid.
var gridStyle = draw.LineStyle{Color: pale, Width: 0.6}

// faded is the color of a band; alpha 1 is opaque.
func faded(c color.NRGBA, alpha float64) color.NRGBA {
	c.A = uint8(alpha * 255)
	return c
}

// writing is the text handler with our fonts; it reads no global state of the plotting library.
var writing = sync.OnceValue(func() text.Plain {
	face := func(ttf []byte, weight xfont.Weight) font.Face {
		parsed, err := opentype.Parse(ttf)
		if err != nil {
			panic(fmt.Sprintf("plots: embedded font: %v", err)) // part of the program
		}
		return font.Face{Font: font.Font{Typeface: "DejaVu", Weight: weight}, Face: parsed}
	}
	return text.Plain{Fonts: font.NewCache(font.Collection{
		face(dejavusans.TTF, xfont.WeightNormal),
		face(dejavusansbold.TTF, xfont.WeightBold),
	})}
})

// fontStack follows the font's name in SVG, for readers that do not have it.
const fontStack = `'DejaVu Sans',Verdana,'Liberation Sans',Arial,sans-serif`

func plain(size vg.Length, c color.Color) text.Style {
	return text.Style{Color: c, Font: font.Font{Typeface: "DejaVu", Size: size}, Handler: writing()}
}

func bold(size vg.Length, c color.Color) text.Style {
	style := plain(size, c)
	style.Font.Weight = xfont.WeightBold
	return style
}
