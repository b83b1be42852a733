package plots

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"path/filepath"
	"strings"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"nines/experiments/result"
)

// pngResolution in dots per inch gives 1152 pixels in the usual width.
const pngResolution = 144

// Formats lists the file name extensions that Save knows.
func Formats() []string { return []string{"svg", "png"} }

// Save writes the chart to a file whose extension says the format, svg or png. The file appears complete or not at all.
func Save(c *Chart, path string) error {
	write, err := c.Encoder(path)
	if err != nil {
		return err
	}
	return result.WriteFile(path, write)
}

// Encoder is what writes the chart in the format that the extension of a file's name says, svg or png.
func (c *Chart) Encoder(name string) (func(io.Writer) error, error) {
	switch extension := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), ".")); extension {
	case "svg":
		return c.WriteSVG, nil
	case "png":
		return c.WritePNG, nil
	default:
		return nil, fmt.Errorf("%s: unknown chart format %q; known are %s", name, extension, strings.Join(Formats(), ", "))
	}
}

// WriteSVG writes the chart as one svg element, with the XML declaration before it. Text stays text. Equal charts give
// equal bytes.
func (c *Chart) WriteSVG(w io.Writer) error {
	canvas := vgsvg.New(c.size())
	c.draw(draw.New(canvas))
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return err
	}
	svg := strings.ReplaceAll(b.String(), "font-family:DejaVu Sans;font-variant:none;", "font-family:"+fontStack+";")
	head, body, _ := strings.Cut(svg, "<svg ")
	open, rest, _ := strings.Cut(body, ">")
	_, err := fmt.Fprintf(w, "%s<svg role=\"img\" %s>\n<title>%s</title>%s", head, open, html.EscapeString(c.Title),
		rest)
	return err
}

// WritePNG writes the chart as PNG at 144 dpi.
func (c *Chart) WritePNG(w io.Writer) error {
	width, height := c.size()
	canvas := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(pngResolution))
	c.draw(draw.New(canvas))
	_, err := vgimg.PngCanvas{Canvas: canvas}.WriteTo(w)
	return err
}
