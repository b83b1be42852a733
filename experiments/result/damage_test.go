package result_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
)

// What happens to a folder after it was written is noticed and named: a file that is gone, cut, longer, exchanged for
// one of the same size, or for something that is no file.
func TestDamageIsNoticed(t *testing.T) {
	table := result.Replications.File()
	for name, c := range map[string]struct {
		damage func(path string) error
		want   string
	}{
		"gone":   {os.Remove, ": missing"},
		"cut":    {func(path string) error { return os.Truncate(path, 100) }, ": cut short: 100 of "},
		"longer": {func(path string) error { return os.Truncate(path, 1<<20) }, ": not what was written: 1048576 bytes"},
		"a folder": {func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o777)) },
			": not a regular file"},
		"another number": {func(path string) error {
			data, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path, []byte(strings.Replace(string(data), ",31536000,", ",31536001,",
				1)), 0o666))
		}, ": not what was written: its contents have changed"},
	} {
		w := create(t)
		if err := result.Save(w, result.Replications, slices.Values(replications())); err != nil {
			t.Fatal(err)
		}
		f := published(t, w)
		if err := c.damage(f.Path(table)); err != nil {
			t.Fatal(err)
		}
		_, err := result.Open(w.Dir())
		var bad *result.FolderError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), table+c.want) {
			t.Errorf("%s: %v, want a FolderError with %q", name, err, c.want)
		}
	}
}

// A table that ends nowhere is refused before it fills the memory.
func TestEndlessLines(t *testing.T) {
	header := strings.Join(result.Replications.Header(nil), ",") + "\n"
	for name, c := range map[string]struct{ text, want string }{
		"line":  {header + strings.Repeat("x", 2<<20), "replications.csv:2:1: a line of more than 1 MiB"},
		"quote": {header + "\"x\nx,1\n", "replications.csv:2:1: a quotation mark without a second one"},
	} {
		var got error
		for _, err := range result.Replications.Decode(strings.NewReader(c.text)) {
			got = err
		}
		if got == nil || got.Error() != c.want {
			t.Errorf("%s: %v, want %q", name, got, c.want)
		}
	}
}

// Every byte of a manifest is under its seal, and a seal made anew hides nothing that no run writes.
func TestManifestIsSealed(t *testing.T) {
	w := create(t)
	if err := w.Scenario([]byte("version: 1\n")); err != nil {
		t.Fatal(err)
	}
	path := published(t, w).Path(result.ManifestFile)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		damaged := slices.Clone(whole)
		damaged[i] ^= 1
		write(t, path, string(damaged))
		if _, err := result.Open(w.Dir()); err == nil {
			t.Fatalf("a change of byte %d is not noticed: %s", i, damaged[max(0, i-20):i+1])
		}
	}
	for from, to := range map[string]string{
		`"replications": 300`: `"replications": -1`, `"verb": "run"`: `"verb": "ruin"`,
		`"confidence": 0.95`: `"confidence": 95`, `"status": "finished"`: `"status": "done"`,
	} {
		write(t, path, string(whole))
		err := result.Unseal(path, func(b []byte) []byte { return []byte(strings.Replace(string(b), from, to, 1)) })
		if err != nil {
			t.Fatal(err)
		}
		var bad *result.FolderError
		if _, err := result.Open(w.Dir()); !errors.As(err, &bad) || bad.Path != path {
			t.Errorf("%s instead of %s: %v", to, from, err)
		}
	}
	write(t, path, string(whole))
	if _, err := result.Open(w.Dir()); err != nil {
		t.Error(err)
	}
}
