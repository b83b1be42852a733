package page_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nines/plots/page"
)

// hostile is a text that would end whatever it stands in.
const hostile = `</style></title><script>alert("x")</script>'"><img src=http://example.invalid onerror=x> & {{.}} \ `

// everything is a page with every kind of block, in all of which a text stands.
func everything(text string) *page.Page {
	picture := page.Picture{ID: "chart-a", Caption: text, Command: text, SVG: template.HTML(
		`<svg role="img" aria-labelledby="chart-a-title" viewBox="0 0 1 1"><title id="chart-a-title">a</title></svg>`)}
	room := page.Room{Left: 1 << 20}
	file := room.Carry("a.csv", "text/csv", []byte(text))
	file.Note = text
	blocks := []page.Block{page.Heading(text), page.Text(text), page.List{text}, page.Terms{{text, text}},
		&page.Table{Caption: text, Header: []string{text, text, text}, Rows: [][]string{{text, "", text}}, Kinds: "nfc",
			Bars: []float64{0.5}, Bar: 1},
		page.Listing{Label: text, Text: text}, page.Command(text), page.Pictures{picture},
		page.Files{file, {Name: text, Note: text}}}
	return &page.Page{Title: text, Headline: text, Lead: []string{text}, Answer: text,
		Verdicts: []page.Verdict{{Tone: page.Good, Mark: "✓", Claim: text, Decision: text, Details: []string{text}}},
		Reasons:  []string{text}, Warnings: []string{text},
		Numbers: []page.Number{{Label: text, Value: text, Interval: text, Note: text}},
		Sections: []page.Section{{ID: "one", Title: text, Blocks: blocks}, {ID: "two", Title: text,
			Blocks: []page.Block{page.Fold{Summary: text, Blocks: blocks[:3]}, page.Fold{Summary: text, Open: true}}}},
		Tints: []page.Tint{{"ink", "#222222", "#eeeeee"}}, Font: "'A',sans-serif"}
}

func written(t *testing.T, p *page.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// elements are the elements of a page, which has to be well-formed.
func elements(t *testing.T, text string) (all []xml.StartElement) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		if e, ok := token.(xml.StartElement); ok {
			all = append(all, e.Copy())
		}
	}
}

func TestTextsAreShownAsTheyAre(t *testing.T) {
	text := written(t, everything(hostile))
	names := map[string]int{}
	for _, e := range elements(t, text) {
		names[e.Name.Local]++
		for _, a := range e.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "src" {
				t.Errorf("<%s %s=%q>", e.Name.Local, a.Name.Local, a.Value)
			}
		}
	}
	for _, name := range []string{"script", "img"} {
		if names[name] > 0 {
			t.Errorf("a text has become %d elements %s", names[name], name)
		}
	}
	plain := written(t, everything("x"))
	if got, want := len(elements(t, text)), len(elements(t, plain)); got != want {
		t.Errorf("%d elements, %d with a harmless text", got, want)
	}
	if n := strings.Count(text, "&lt;script&gt;"); n < 30 {
		t.Errorf("the text is shown %d times", n)
	}
}

func TestPageAsksForNothing(t *testing.T) {
	text := written(t, everything("x"))
	for _, want := range []string{
		`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"`,
		"prefers-color-scheme:dark", "@media print", "--ink:#222222", "--ink:#eeeeee", "font-family:'A',sans-serif"} {
		if !strings.Contains(text, want) && !strings.Contains(text, strings.ReplaceAll(want, "&#39;", "'")) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, bad := range []string{"http:", "https:", "url(", "@import", "<link", "<script"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if text != written(t, everything("x")) {
		t.Error("equal pages differ")
	}
}

func TestContentsLeadSomewhere(t *testing.T) {
	var ids, links []string
	for _, e := range elements(t, written(t, everything("x"))) {
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "id":
				if slices.Contains(ids, a.Value) {
					t.Errorf("two elements are %q", a.Value)
				}
				ids = append(ids, a.Value)
			case "href":
				if to, ok := strings.CutPrefix(a.Value, "#"); ok {
					links = append(links, to)
				}
			case "aria-labelledby":
				links = append(links, strings.Fields(a.Value)...)
			}
		}
	}
	if len(links) < 4 {
		t.Errorf("links: %q", links)
	}
	for _, to := range links {
		if !slices.Contains(ids, to) {
			t.Errorf("a link leads to %q, which is not there", to)
		}
	}
}

func TestIdsAreRefused(t *testing.T) {
	for _, sections := range [][]page.Section{{{ID: ""}}, {{ID: "a b"}}, {{ID: `a"><script>`}}, {{ID: "a"}, {ID: "a"}}} {
		if err := page.Write(io.Discard, &page.Page{Sections: sections}); err == nil {
			t.Errorf("%v is written", sections)
		}
	}
}

func TestTextsEnd(t *testing.T) {
	text := written(t, &page.Page{Headline: strings.Repeat("ä", 1<<20)})
	if len(text) > 100_000 || !strings.Contains(text, "ä…") {
		t.Errorf("%d bytes", len(text))
	}
}

func TestFiguresStayWithTheirUnits(t *testing.T) {
	text := written(t, &page.Page{Answer: "1 – 2 of 95 % in 30 d, 4 min a day, 3 years"})
	if want := "1\u00a0–\u00a02 of 95\u00a0% in 30\u00a0d, 4\u00a0min a day, 3 years"; !strings.Contains(text, want) {
		t.Errorf("%s lacks %s", text, want)
	}
}

func TestDataAreCarriedAsTheyAre(t *testing.T) {
	small, large := []byte("a,b\n1,2\n"), bytes.Repeat([]byte("0.123456789,"), 10_000)
	room := page.Room{Left: 5_000}
	first, second, third := room.Carry("s.csv", "text/csv", small), room.Carry("l.csv", "text/csv", large),
		room.Carry("r.csv", "text/csv", random(40_000))
	if first.Save != "s.csv" || second.Save != "l.csv.gz" || third.Save != "" || third.Size != 40_000 {
		t.Fatalf("%+v", []page.File{first, second, third})
	}
	link := regexp.MustCompile(`^data:(text/csv|application/gzip);base64,(.*)$`)
	body := func(f page.File) []byte {
		data, err := base64.StdEncoding.DecodeString(link.FindStringSubmatch(string(f.Href))[2])
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if !bytes.Equal(body(first), small) {
		t.Error("the small file is another")
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(body(second)))
	if err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(unpacked); err != nil || !bytes.Equal(data, large) {
		t.Errorf("the packed file is another: %v", err)
	}
	text := written(t, &page.Page{Sections: []page.Section{{ID: "a", Blocks: []page.Block{page.Files{first}}}}})
	if !strings.Contains(text, `<a download="s.csv" href="data:text/csv;base64,YSxiCjEsMgo=">`) {
		t.Errorf("no link: %s", text)
	}
}

// random are bytes that no packing makes fewer.
func random(n int) []byte {
	data, x := make([]byte, n), uint64(1)
	for i := range data {
		x = x*6364136223846793005 + 1442695040888963407
		data[i] = byte(x >> 56)
	}
	return data
}
