package result

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ReportFile is where a results folder has the report for people that was made of it, if one was.
const ReportFile = "report.html"

// reportMark begins every report, so that it is known again: it stands in no manifest, for it may be made, and made
// again, of results that are sealed.
const reportMark = "<!-- report of a results folder of nines -->\n"

// WriteReport writes an HTML page to a file, complete or not at all, after a line by which it is known again as a
// report. What is there and is none is refused with a *StrangerError, unless force is set; what is no plain file is
// refused always.
func WriteReport(path string, force bool, fill func(io.Writer) error) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("writing %s: %w", path, err)
	case !info.Mode().IsRegular(), !force && !isReport(path):
		return &StrangerError{path}
	}
	return WriteFile(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, reportMark); err != nil {
			return err
		}
		return fill(w)
	})
}

// isReport tells a report from other people's files, which it follows no link to.
func isReport(path string) bool {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	start, err := io.ReadAll(io.LimitReader(file, int64(len(reportMark))))
	return err == nil && strings.HasPrefix(string(start), reportMark)
}

// removeReport removes the report of results that are being replaced.
func removeReport(dir string) error {
	path := filepath.Join(dir, ReportFile)
	if !isReport(path) {
		return nil
	}
	return gone(os.Remove(path))
}
