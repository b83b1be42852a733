package scenario

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"

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

// cause drops the operation and the path, which the message around it names better.
func cause(err error) error {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// readSamples reads one duration in seconds per line; a first line that is no number is a header, empty lines are
// skipped.
func (d *decoder) readSamples(name string) (dist.Samples, error) {
	f, err := openData(d.document.folder, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var samples dist.Samples
	lines := bufio.NewScanner(io.TeeReader(io.LimitReader(f, maxData), d.digest))
	for line := 1; lines.Scan(); line++ {
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		x, err := strconv.ParseFloat(text, 64)
		switch {
		case text == "", err != nil && line == 1 && len(samples) == 0:
		case err != nil || !(x >= 0) || math.IsInf(x, 0):
			return nil, fmt.Errorf("%s:%d: want a number of seconds, got %s", printable(name), line, quote(text))
		default:
			samples = append(samples, x)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", printable(name), err)
	}
	return samples, nil
}
