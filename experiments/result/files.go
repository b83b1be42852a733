package result

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// File is what the manifest remembers of another file of its folder, to tell one that was damaged or exchanged.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Bounds of what is read, because a folder may come from a stranger, in bytes.
const (
	longestLine  = 1 << 20   // of a table
	largestWhole = 512 << 20 // of a file that is read as a whole
)

// openRegular opens a file that has an end: a pipe would be waited for.
func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &FolderError{Path: path, Reason: "not a regular file"}
	}
	return os.Open(path)
}

// readWhole reads a file of bounded size.
func readWhole(path string, in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, largestWhole+1))
	if err == nil && len(data) > largestWhole {
		err = &FolderError{Path: path, Reason: fmt.Sprintf("larger than %d MiB", largestWhole>>20)}
	}
	return data, err
}

// check compares the files of the folder with what the manifest says of them: whether they are there, their sizes, and
// their contents.
func (f *Folder) check() error {
	for _, want := range f.Manifest.Files {
		path := f.Path(want.Name)
		info, err := os.Stat(path)
		switch {
		case !filepath.IsLocal(want.Name) || filepath.Base(want.Name) != want.Name:
			return &FolderError{Path: f.Path(ManifestFile), Reason: fmt.Sprintf("names %q, which is no file of the folder",
				want.Name)}
		case err != nil:
			return f.missing(want.Name, err)
		case !info.Mode().IsRegular():
			return &FolderError{Path: path, Reason: "not a regular file"}
		case info.Size() < want.Size:
			return &FolderError{Path: path, Reason: fmt.Sprintf("cut short: %d of %d bytes", info.Size(), want.Size)}
		case info.Size() > want.Size:
			return &FolderError{Path: path, Reason: fmt.Sprintf("not what was written: %d bytes instead of %d", info.Size(),
				want.Size)}
		}
		if err := f.compare(want.Name); err != nil {
			return err
		}
	}
	return nil
}

// compare reads a file to its end, for its contents alone.
func (f *Folder) compare(name string) error {
	file, err := f.open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := io.Copy(file.seen, file.File); err != nil {
		return err
	}
	return file.intact()
}

// known is what the manifest says of a file; nil if it says nothing.
func (f *Folder) known(name string) *File {
	i := slices.IndexFunc(f.Manifest.Files, func(x File) bool { return x.Name == name })
	if i < 0 {
		return nil
	}
	return &f.Manifest.Files[i]
}

// sealed is a file of a folder that is being read and compared with what the manifest says of it.
type sealed struct {
	*os.File
	seen hash.Hash
	want *File
}

// open opens a file that the manifest lists; what else lies in the folder is somebody else's.
func (f *Folder) open(name string) (*sealed, error) {
	want := f.known(name)
	if want == nil {
		return nil, f.missing(name, fs.ErrNotExist)
	}
	file, err := openRegular(f.Path(name))
	if err != nil {
		return nil, f.missing(name, err)
	}
	return &sealed{file, sha256.New(), want}, nil
}

func (s *sealed) Read(p []byte) (int, error) {
	n, err := s.File.Read(p)
	s.seen.Write(p[:n])
	return n, err
}

// intact reports, after all has been read, contents that are not what was written.
func (s *sealed) intact() error {
	if hex.EncodeToString(s.seen.Sum(nil)) == s.want.SHA256 {
		return nil
	}
	return &FolderError{Path: s.Name(), Reason: "not what was written: its contents have changed"}
}

// Read reads a file of the folder as a whole.
func (f *Folder) Read(name string) ([]byte, error) {
	file, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := readWhole(f.Path(name), file)
	if err != nil {
		return nil, err
	}
	return data, file.intact()
}

func (f *Folder) missing(name string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return &FolderError{Path: f.Path(name), Reason: "missing"}
}

// lines passes a table on and refuses what no table of ours has: lines without end, and line breaks within quotes. A
// reader of CSV would collect either in memory.
type lines struct {
	in             io.Reader
	path           string
	number         int // of complete lines
	length, quotes int // of the line so far
}

func (l *lines) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	for rest := p[:n]; len(rest) > 0; {
		line, after, ended := bytes.Cut(rest, []byte{'\n'})
		l.length += len(line)
		l.quotes += bytes.Count(line, []byte{'"'})
		switch {
		case l.length > longestLine:
			return 0, l.bad(fmt.Sprintf("a line of more than %d MiB", longestLine>>20))
		case ended && l.quotes%2 == 1:
			return 0, l.bad("a quotation mark without a second one")
		case ended:
			l.number, l.length, l.quotes = l.number+1, 0, 0
		}
		rest = after
	}
	return n, err
}

func (l *lines) bad(reason string) error {
	return &FolderError{Path: l.path, Line: l.number + 1, Column: 1, Reason: reason}
}
