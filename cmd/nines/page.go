package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/plots"
	"nines/plots/page"
)

func (a *app) reportVerb() *cobra.Command {
	out, force := "", false
	cmd := &cobra.Command{
		Use:   "report DIR",
		Short: "Make one HTML file of a results folder, to be forwarded",
		Long: `Make one HTML file of a results folder, to be forwarded: whether the objectives are met, what to beware of, the
key numbers, the charts, the worst incidents with the commands that replay them, the tables, the model, what it cannot
see, how sure the numbers are and where they come from, with the data.

The file asks nothing of the network and runs no script. It is report.html in the folder, or the file of --out; results
that replace those of the folder take it with them. Equal folders give equal bytes.`,
		Example: `  nines report runs/web-three-zones-3f9a1c
  nines report runs/web-three-zones-3f9a1c -o review.html`,
		Args: arguments(1, 1, "a results folder"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			f, err := openResults(args[0])
			if err != nil {
				return err
			}
			if out == "" {
				out = filepath.Join(f.Dir(), result.ReportFile)
			}
			return a.makeReport(ctx, f, out, force)
		}),
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "file to write (default: report.html in the folder)")
	cmd.Flags().BoolVar(&force, "force", false, "replace a file that is no report of nines")
	return cmd
}

// makeReport writes the page and says where it is.
func (a *app) makeReport(ctx context.Context, f *result.Folder, out string, force bool) error {
	text, err := a.reportText(ctx, f)
	if err != nil {
		return err
	}
	err = result.WriteReport(out, force, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	var stranger *result.StrangerError
	switch {
	case errors.As(err, &stranger):
		return &complaint{exitUsage, fmt.Errorf("%s is there, and no report of nines", stranger.Path),
			"choose another file with --out, or replace it with --force"}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		return &complaint{exitFailure, err, "choose a file in a folder that is there, and that you may write to, with --out"}
	case err != nil:
		return err
	}
	fmt.Fprintln(a.out, cleaned(out))
	if f.Manifest.Status != result.Finished {
		a.warn("the experiment is %s: the report is not of all of it", f.Manifest.Status)
		return verdict(exitInconsistent)
	}
	return nil
}

// largestReport is how many bytes a report should have, so that it can be sent.
const largestReport = 1_450_000

// reportText is the page of a folder. Where it is too large, it carries less data.
func (a *app) reportText(ctx context.Context, f *result.Folder) ([]byte, error) {
	room := roomForData
	for {
		p, err := a.pageOf(ctx, f, room)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := page.Write(&b, p); err != nil {
			return nil, err
		}
		if b.Len() <= largestReport || room == 0 {
			return b.Bytes(), nil
		}
		room = max(0, room-(b.Len()-largestReport)*2)
	}
}

// telling is a results folder on its way to a page.
type telling struct {
	*report
	one    *report // of the configuration that is shown alone
	ctx    context.Context
	app    *app
	page   *page.Page
	room   page.Room
	shown  result.Key                 // the configuration that the parts about a single one are about
	system *scenario.Scenario         // that of shown; nil where this program cannot read it any more
	unread error                      // why not
	others map[int]*scenario.Scenario // that were asked for, by point
	dir    string                     // the folder, as a shell reads it
}

// roomForData is how many bytes of data a page carries if there is room.
const roomForData = 450_000

// chapters are the parts of a page by the verb of its folder, in their order.
var chapters = map[string][]func(*telling) error{
	"run": {(*telling).happened, (*telling).worst, (*telling).spread, (*telling).figures, (*telling).model,
		(*telling).limits, (*telling).statistics, (*telling).sources},
	"sweep": {(*telling).inputs, (*telling).moved, (*telling).points, (*telling).happened, (*telling).worst,
		(*telling).figures, (*telling).model, (*telling).limits, (*telling).statistics, (*telling).sources},
	"plan": {(*telling).choice, (*telling).happened, (*telling).worst, (*telling).figures, (*telling).model,
		(*telling).limits, (*telling).statistics, (*telling).sources},
	"compare": {(*telling).ranking, (*telling).happened, (*telling).worst, (*telling).spread, (*telling).figures,
		(*telling).model, (*telling).limits, (*telling).statistics, (*telling).sources},
}

// unplayed are the parts of the page of a plan that has played nothing.
var unplayed = []func(*telling) error{(*telling).choice, (*telling).model, (*telling).limits, (*telling).sources}

// pageOf tells a folder, with so many bytes of data.
func (a *app) pageOf(ctx context.Context, f *result.Folder, room int) (*page.Page, error) {
	r, err := a.readReport(f)
	if err == nil {
		err = result.Keep(f, result.Estimates) // which each chart reads
	}
	if err != nil {
		return nil, err
	}
	r.ink = false
	t := &telling{report: r, ctx: ctx, app: a, room: page.Room{Left: room}, dir: shellWord(filepath.Clean(f.Dir())),
		page: &page.Page{Headline: r.recipe.Name, Font: plots.InlineFont}}
	for _, tint := range plots.Tints() {
		t.page.Tints = append(t.page.Tints, page.Tint(tint))
	}
	if t.shown, err = keyOf(f, anyConfiguration); err != nil {
		return nil, err
	}
	t.system, t.unread = compiledIn(f, &t.shown, nil)
	t.others = map[int]*scenario.Scenario{t.shown.Point: t.system}
	t.one = r.of(t.shown.Point)
	t.lead()
	told := chapters[f.Manifest.Verb]
	if len(t.one.summary.Estimates) == 0 {
		told = unplayed
	}
	for _, chapter := range append([]func(*telling) error{(*telling).answer}, told...) {
		if err := chapter(t); err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
	}
	return t.page, nil
}

// section begins a part of the page.
func (t *telling) section(id, title string, blocks ...page.Block) {
	t.page.Sections = append(t.page.Sections, page.Section{ID: id, Title: title, Blocks: blocks})
}

// systemOf is the scenario of a configuration; nil where this program cannot read it any more.
func (t *telling) systemOf(k *result.Key) *scenario.Scenario {
	s, known := t.others[k.Point]
	if !known {
		s, _ = compiledIn(t.folder, k, nil)
		t.others[k.Point] = s
	}
	return s
}

// selected are the flags by which a command is about a configuration; "" where a folder has one.
func (t *telling) selected(k *result.Key) string {
	switch {
	case k.Variant != "":
		return " --variant " + shellWord(k.Variant)
	case t.folder.Manifest.Verb == "sweep", t.folder.Manifest.Verb == "plan":
		return fmt.Sprintf(" --point %d", k.Point)
	}
	return ""
}

// nameOf is what a configuration is called, in the words of the sweep; "" where a folder has one.
func (t *telling) nameOf(k *result.Key) string {
	var words []string
	if k.Variant != "" {
		words = append(words, k.Variant)
	}
	for i, name := range result.AxisNames(t.folder.Manifest.Axes) {
		if value, ok := k.Param(t.folder.Manifest.Axes[i].Path); ok {
			words = append(words, name+" "+value)
		}
	}
	name := strings.Join(words, ", ")
	if name != "" && t.folder.Manifest.Base.Is(k) {
		return "the base (" + name + ")"
	}
	if name != "" && t.folder.Manifest.Verb == "plan" && k.Point == t.shown.Point && t.chosen() != nil {
		return "the chosen (" + name + ")"
	}
	return name
}

// ofShown says of which configuration something is, where a folder has several: " of the base (round-robin)".
func (t *telling) ofShown() string {
	if name := t.nameOf(&t.shown); name != "" {
		return " of " + name
	}
	return ""
}

// mostText is how many bytes a long table, or a listing, takes on a page.
const mostText = 350_000

// clipped are the first rows of a long table, and how many more there are.
func clipped(rows [][]string) (first [][]string, more int) {
	const around = 40 // bytes of markup of a cell
	left := mostText
	for i, row := range rows {
		for _, cell := range row {
			left -= len(cell) + around
		}
		if left < 0 {
			return rows[:i], len(rows) - i
		}
	}
	return rows, 0
}

// tableOf is a grid on a page, with columns of some kinds.
func tableOf(g *grid, kinds, caption string) *page.Table {
	rows, more := clipped(g.rows)
	for i, row := range rows {
		rows[i] = append(row, make([]string, max(0, len(g.header)-len(row)))...)
	}
	if more > 0 {
		rows = append(slices.Clip(rows), append([]string{fmt.Sprintf("… %s more", whole(more))},
			make([]string, len(g.header)-1)...))
	}
	return &page.Table{Caption: caption, Header: g.header, Rows: rows, Kinds: kinds}
}
