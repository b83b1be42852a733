package main

import (
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"nines/experiments/result"
)

func (a *app) versionVerb() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program",
		Example: "  nines version",
		Args:    arguments(0, 0, "no argument"),
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintln(a.out, "nines", fullVersion())
			return nil
		},
	}
}

// fullVersion is what a report of a mistake should name.
func fullVersion() string {
	text := toolVersion()
	if c := commit(); c != "" {
		text += " (" + c + ")"
	}
	if b := build(); b != "" {
		text += " build " + b
	}
	return fmt.Sprintf("%s %s %s/%s", text, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// toolVersion is the module's version, "devel" for a build from a working tree.
func toolVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// commit is the revision that the program was built from, marked if the working tree differed; "" where that is not
// known.
func commit() string {
	info, _ := debug.ReadBuildInfo()
	if info == nil {
		return ""
	}
	revision, mark := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			mark = "+"
		}
	}
	if revision == "" {
		return ""
	}
	return revision + mark
}

// build tells programs apart that version and commit do not: those built from no commit, or from a tree that differed.
// It is the identity that the linker has given to the content of the program or, where it gave none, a hash of all of
// it; "" for a program whose commit says what it is, and "unknown" for one that cannot be read.
func build() string {
	if c := commit(); c != "" && !strings.HasSuffix(c, "+") {
		return ""
	}
	return contentID()
}

var contentID = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return unknownBuild
	}
	sum := sha256.New()
	if id := linkerID(path); id != nil {
		sum.Write(id)
	} else if file, err := os.Open(path); err != nil {
		return unknownBuild
	} else {
		defer file.Close()
		if _, err := io.Copy(sum, file); err != nil {
			return unknownBuild
		}
	}
	const enough = 6 // bytes
	return hex.EncodeToString(sum.Sum(nil)[:enough])
})

const unknownBuild = "unknown"

// linkerID is the note that the linker leaves in an ELF program; nil where there is none.
func linkerID(path string) []byte {
	program, err := elf.Open(path)
	if err != nil {
		return nil
	}
	defer program.Close()
	note := program.Section(".note.go.buildid")
	if note == nil {
		return nil
	}
	data, err := note.Data()
	const header = 16 // sizes, type and the name "Go"
	if err != nil || len(data) <= header {
		return nil
	}
	return data[header:]
}

// thisProgram is what a manifest says of the program that is running.
func thisProgram() *result.Manifest {
	return &result.Manifest{ToolVersion: toolVersion(), Commit: commit(), Build: build()}
}

// sameProgram reports whether two folders were made by the same program, so that one's results are the other's.
func sameProgram(a, b *result.Manifest) bool {
	return a.ToolVersion == b.ToolVersion && a.Commit == b.Commit && a.Build == b.Build && a.Build != unknownBuild
}
