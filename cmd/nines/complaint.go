package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

// Exit codes. Of several that apply, the first of interruption, 1, 6, 4, 5, 7, 0 counts.
const (
	exitDone         = 0
	exitFailure      = 1 // internal or I/O
	exitUsage        = 2 // wrong command line
	exitInput        = 3 // invalid input file
	exitViolated     = 4 // an objective is violated with confidence
	exitUndecided    = 5 // an interval straddles an objective, or precision was not reached
	exitInconsistent = 6 // incomplete or inconsistent results
	exitOnAverage    = 7 // an objective is met on average, some period misses it, and it does not say whether it may
)

// complaint is an error that knows its exit code and its remedy.
type complaint struct {
	code int
	err  error
	help string // what to do about it; may be empty
}

func (f *complaint) Error() string { return f.err.Error() }
func (f *complaint) Unwrap() error { return f.err }

// usage is a mistake on the command line.
func usage(help, format string, args ...any) error {
	return &complaint{exitUsage, fmt.Errorf(format, args...), help}
}

// verdict is an exit code that is no error: everything was done and has been said.
type verdict int

func (v verdict) Error() string { return fmt.Sprintf("exit status %d", int(v)) }

// asVerdict is nil for exit code 0.
func asVerdict(code int) error {
	if code == exitDone {
		return nil
	}
	return verdict(code)
}

// interruption is the cause of a context that a signal ended.
type interruption struct{ signal os.Signal }

func (i *interruption) Error() string {
	switch i.signal {
	case syscall.SIGTERM:
		return "told to stop"
	case syscall.SIGHUP:
		return "left by the terminal"
	}
	return "interrupted"
}

// code is 128 and the number of the signal: 129 for SIGHUP, 130 for SIGINT, 143 for SIGTERM.
func (i *interruption) code() int {
	if s, ok := i.signal.(syscall.Signal); ok {
		return 128 + int(s)
	}
	return exitFailure
}

// exitCode says how the program ends.
func exitCode(err error) int {
	var (
		done     verdict
		known    *complaint
		stopped  *interruption
		problems scenario.Problems
		folder   *result.FolderError
		missing  *experiments.MissingError
	)
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &done):
		return int(done)
	case errors.As(err, &known):
		return known.code
	case errors.As(err, &stopped):
		return stopped.code()
	case errors.As(err, &problems):
		return exitInput
	case errors.As(err, &folder), errors.As(err, &missing):
		return exitInconsistent
	}
	return exitFailure
}

// complain writes an error in the one style of the program: what is wrong, then what to do.
func complain(w io.Writer, p paint, err error) {
	var problems scenario.Problems
	if errors.As(err, &problems) {
		shown, more := problems.Shown()
		for i, problem := range shown {
			if i > 0 {
				fmt.Fprintln(w)
			}
			tellProblem(w, p, problem)
		}
		if more > 0 {
			fmt.Fprintf(w, "\nand %d more\n", more)
		}
		return
	}
	hanging(w, p.bad("error:")+" "+cleaned(err.Error()))
	if help := remedy(err); help != "" {
		hanging(w, " help: "+cleaned(help))
	}
}

// tellProblem writes a problem in lines that fit the page, but for its place, which is as it is.
func tellProblem(w io.Writer, p paint, problem scenario.Problem) {
	for i, line := range strings.Split(problem.String(), "\n") {
		switch {
		case i == 0 && problem.Severity == scenario.Error:
			hanging(w, strings.Replace(line, "error:", p.bad("error:"), 1))
		case i == 0:
			hanging(w, strings.Replace(line, "warning:", p.unsure("warning:"), 1))
		case strings.HasPrefix(line, " help:"):
			hanging(w, line)
		default:
			fmt.Fprintln(w, line)
		}
	}
}

// remedy is what to do about an error; "" where nothing better is known than the message.
func remedy(err error) string {
	var known *complaint
	var folder *result.FolderError
	switch {
	case errors.As(err, &known):
		return known.help
	case errors.As(err, &folder):
		return "run the experiment again, or name another results folder"
	case errors.Is(err, syscall.ENOSPC):
		return "free some space, or use a folder on another disk"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR):
		return "choose a folder that you may write to"
	}
	return ""
}
