package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// saveInputs puts the files of data that an experiment reads into its folder, and earlier results that it holds its
// variants against, so that the folder alone is enough to play it again.
func saveInputs(w *result.Writer, s *scenario.Scenario, names []string, before []*earlier) error {
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names)+len(before) == 0 {
		return nil
	}
	return w.Inputs(func(to io.Writer) error {
		archive := tar.NewWriter(to)
		for _, name := range names {
			if err := saveInput(archive, s, name); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		for _, e := range before {
			if err := e.save(archive); err != nil {
				return err
			}
		}
		return archive.Close()
	})
}

func saveInput(archive *tar.Writer, s *scenario.Scenario, name string) error {
	data, err := readInput(s, name)
	if err != nil {
		return err
	}
	header := &tar.Header{Name: filepath.ToSlash(filepath.Clean(name)), Mode: 0o644, Size: int64(len(data))}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	_, err = archive.Write(data)
	return err
}

// readInput reads a file of data that a scenario names.
func readInput(s *scenario.Scenario, name string) ([]byte, error) {
	file, err := s.OpenFile(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file) // of bounded size
}

// unpacked is a new folder with what unpackInputs lays out. It is the caller's to remove.
func unpacked(f *result.Folder) (dir string, err error) {
	if dir, err = os.MkdirTemp("", "nines-"); err != nil {
		return "", err
	}
	if err := unpackInputs(f, dir); err != nil {
		os.RemoveAll(dir)
		return "", err
	}
	return dir, nil
}

// unpackInputs lays out what an experiment was played from: its scenario, what it varied, and files of data. Nothing is
// written outside of dir.
func unpackInputs(f *result.Folder, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, name := range []string{result.ScenarioFile, result.PlanFile} {
		if !f.Holds(name) {
			continue
		}
		data, err := f.Read(name)
		if err == nil {
			err = root.WriteFile(name, data, 0o600)
		}
		if err != nil {
			return err
		}
	}
	if !f.Holds(result.InputsFile) {
		return nil
	}
	data, err := f.Read(result.InputsFile)
	if err != nil {
		return err
	}
	for archive := tar.NewReader(bytes.NewReader(data)); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = unpackInput(root, header.Name, archive)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path(result.InputsFile), err)
		}
	}
}

func unpackInput(root *os.Root, name string, from io.Reader) error {
	if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	file, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, from)
	return errors.Join(err, file.Close())
}
