package scenario

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"nines/sim/dist"
)

// maxData is the size beyond which a file of data is refused, in bytes.
const maxData = 64 << 20

// openData opens a file that a scenario names, which must be regular and lie in the scenario's folder or below, with
// symbolic links and .. resolved. Nothing outside is touched.
func openData(folder, name string) (io.ReadCloser, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("cannot open the scenario's folder: %w", cause(err))
	}
	defer root.Close()
	info, err := root.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("the file %s does not exist in the scenario's folder", quote(name))
	case err != nil:
		return nil, fmt.Errorf("the file %s cannot be read (%w); it must lie in the scenario's folder or below",
			quote(name), cause(err))
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file", quote(name))
	case info.Size() > maxData:
		return nil, fmt.Errorf("the file %s is larger than 64 MiB", quote(name))
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("the file %s cannot be read: %w", quote(name), cause(err))
	}
	return f, nil
}

// open opens a file that the document names, and remembers which.
func (d *decoder) open(name string) (io.ReadCloser, error) {
	f, err := openData(d.document.folder, name)
	if at, found := slices.BinarySearch(d.files, name); err == nil && !found {
		d.files = slices.Insert(d.files, at, name)
	}
	return f, err
}

// OpenFile opens one of the files that a scenario has read.
func (s *Scenario) OpenFile(name string) (io.ReadCloser, error) { return openData(s.folder, name) }

// cause drops the operation and the path, which the message around it names better.
func cause(err error) error {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// readSamples reads one duration per line, "20+" where it was still running at 20. The first line may be a heading,
// which begins with a letter; empty lines are skipped.
func (d *decoder) readSamples(name string) (samples dist.Samples, err error) {
	f, err := d.open(name)
	if err != nil {
		return samples, err
	}
	defer f.Close()
	lines := bufio.NewScanner(io.TeeReader(io.LimitReader(f, maxData), d.digest))
	for line := 1; lines.Scan(); line++ {
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		number, cut := strings.CutSuffix(text, "+")
		x, err := strconv.ParseFloat(number, 64)
		switch {
		case text == "", line == 1 && isHeading(text):
		case err != nil || !(x >= 0) || math.IsInf(x, 0):
			return samples, fmt.Errorf("%s:%d: want a number, got %s", printable(name), line, quote(text))
		case cut:
			samples.Cut = append(samples.Cut, x)
		default:
			samples.Ended = append(samples.Ended, x)
		}
	}
	if err := lines.Err(); err != nil {
		return samples, fmt.Errorf("%s: %w", printable(name), err)
	}
	return samples, nil
}

// isHeading tells the name of a column from a number that is misspelt.
func isHeading(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, `"`))
	return unicode.IsLetter(first) && !slices.Contains([]string{"nan", "inf", "infinity"}, strings.ToLower(text))
}
