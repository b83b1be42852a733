package result_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"nines/experiments/result"
)

func hello(w io.Writer) error {
	_, err := io.WriteString(w, "<p>hello</p>")
	return err
}

func TestReportsTakeNobodysPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), result.ReportFile)
	for range 2 { // a report replaces a report
		if err := result.WriteReport(path, false, hello); err != nil {
			t.Fatal(err)
		}
	}
	mine := filepath.Join(t.TempDir(), "mine.html")
	if err := os.WriteFile(mine, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	var stranger *result.StrangerError
	if err := result.WriteReport(mine, false, hello); !errors.As(err, &stranger) {
		t.Errorf("another's file: %v", err)
	}
	if data, _ := os.ReadFile(mine); string(data) != "mine" {
		t.Errorf("another's file holds %q", data)
	}
	if err := result.WriteReport(t.TempDir(), true, hello); !errors.As(err, &stranger) {
		t.Errorf("a folder: %v", err)
	}
	link := filepath.Join(t.TempDir(), "link.html")
	if err := os.Symlink(mine, link); err != nil {
		t.Skip(err)
	}
	if err := result.WriteReport(link, true, hello); !errors.As(err, &stranger) {
		t.Errorf("a link: %v", err)
	}
	if err := result.WriteReport(mine, true, hello); err != nil {
		t.Error(err)
	}
}

// New results take the report of the old ones with them, and nothing else of that name.
func TestReportsGoWithTheirResults(t *testing.T) {
	for _, foreign := range []bool{false, true} {
		dir := t.TempDir()
		if err := filled(t, dir, result.Fresh, "old").Publish(manifest()); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, result.ReportFile)
		err := result.WriteReport(path, false, hello)
		if foreign {
			err = os.WriteFile(path, []byte("mine"), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := filled(t, dir, result.Replace, "new").Publish(manifest()); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) == foreign {
			t.Errorf("of another: %t, there: %v", foreign, err)
		}
	}
}
