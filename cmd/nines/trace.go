package main

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/spf13/cobra"

	"nines/experiments/scenario"
	"nines/models"
	"nines/models/world"
	"nines/sim"
	"nines/sim/unit"
)

// traceFormats are the forms of a story.
var traceFormats = []string{"text", "csv", "json"}

// window is the part of a replication that is told, in seconds since the end of the warm-up.
type window struct{ from, to float64 }

func (a *app) traceVerb() *cobra.Command {
	var edits edits
	var which configuration
	replication, from, to, format := uint32(0), "", "", ""
	cmd := &cobra.Command{
		Use:   "trace SCENARIO|DIR",
		Short: "Tell the story of one replication",
		Long: `Tell the story of one replication: every fault, suspicion, diagnosis, repair and outage in its order.
Replication N is the one that nines run plays under that number, as incidents.csv names it.

Of a results folder it is a replication that was played for it: of a sweep at --point, of a comparison of --variant;
without these at its base, or else at its first configuration.

Times count from the end of the warm-up, as in incidents.csv. --format json writes a trace for https://ui.perfetto.dev:
a track for every incident with its stages, and one for every service with its outages, with who has its role, and at
request fidelity with how many requests come, are tried and are served per second. Text and CSV say when a service
begins to fail more than a tenth of its requests, and when it fails less than a twentieth again.`,
		Example: `  nines trace scenario.yaml --replication 17 --from 3h --to 4h
  nines trace runs/web-three-zones-3f9a1c --replication 17
  nines trace scenario.yaml --format json >trace.json`,
		Args: arguments(1, 1, "a scenario file or a results folder"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := checkFormat(format, traceFormats); err != nil {
				return err
			}
			s, err := a.told(ctx, args[0], &edits, which)
			if err != nil {
				return err
			}
			w, err := windowOf(from, to, float64(s.Blueprint.Time.Horizon))
			if err != nil {
				return err
			}
			return a.trace(ctx, s, replication, w, format)
		}),
	}
	edits.register(cmd)
	cmd.Flags().Uint32Var(&replication, "replication", 0, "which replication, from 0")
	cmd.Flags().StringVar(&from, "from", "0s", "begin of what is told, after the warm-up")
	cmd.Flags().StringVar(&to, "to", "", "end of what is told (default: the end of the run)")
	cmd.Flags().IntVar(&which.point, "point", -1, "point of a sweep, from 0, where a results folder is named")
	cmd.Flags().StringVar(&which.variant, "variant", "", "variant of a comparison, where a results folder is named")
	formatFlag(cmd, &format, traceFormats)
	return cmd
}

// told is the scenario of the file or the results folder that somebody names.
func (a *app) told(ctx context.Context, path string, edits *edits,
	which configuration) (*scenario.Scenario, error) {
	if isFolder(path) {
		f, err := openResults(path)
		if err != nil {
			return nil, err
		}
		if !sameProgram(&f.Manifest, thisProgram()) {
			a.warn("another version of the program has made %s: it may have played another story", path)
		}
		key, err := keyOf(f, which)
		if err != nil {
			return nil, err
		}
		s, err := compiledIn(f, &key, edits)
		if err == nil {
			err = unsettled(s)
		}
		return s, err
	}
	if which != anyConfiguration {
		return nil, usage("name the folder of a sweep or comparison", "%s is no results folder, and has no points or "+
			"variants", path)
	}
	document, err := edits.open(path)
	if err == nil {
		err = a.warmUp(ctx, document, 0)
	}
	if err != nil {
		return nil, err
	}
	return a.compile(document)
}

func windowOf(from, to string, horizon float64) (window, error) {
	w := window{to: horizon}
	for _, bound := range []struct {
		flag, text string
		into       *float64
	}{{"from", from, &w.from}, {"to", to, &w.to}} {
		if bound.text == "" {
			continue
		}
		d, err := unit.ParseDuration(bound.text)
		if err != nil {
			return w, usage("write for example --"+bound.flag+" 3h", "--%s: %s", bound.flag, err)
		}
		*bound.into = float64(d)
	}
	if w.from >= w.to || w.from >= horizon {
		return w, usage(fmt.Sprintf("choose times within the horizon of %s", unit.Duration(horizon).Human()),
			"nothing lies between --from %s and --to %s", from, unit.Duration(w.to))
	}
	return w, nil
}

// teller writes the story in one form. Times of notes are from the start of the run.
type teller interface {
	tell(at float64, n models.Note)
	end(at float64) error
}

// auditor is a teller who wants to know of the requests of its window: those up to its end (sign 1), and from these
// those up to its beginning (sign −1).
type auditor interface {
	count(all []models.Requests, sign float64)
}

func (a *app) trace(ctx context.Context, s *scenario.Scenario, replication uint32, w window, format string) error {
	b := s.Blueprint
	var t teller
	switch format {
	case "csv":
		t = newRows(a.out, b)
	case "json":
		t = newSpans(a.out, b, w.from)
	default:
		fmt.Fprintf(a.out, "%s, replication %d, seed %s, from %s to %s after the warm-up\n", s.Spec.Name, replication,
			s.Spec.Run.Seed, clockTime(w.from), clockTime(w.to))
		t = &lines{out: a.out, blueprint: b}
	}
	return retell(ctx, s, replication, w, t)
}

// retell plays a replication again for a teller, up to the end of the window, and tells what belongs into it.
func retell(ctx context.Context, s *scenario.Scenario, replication uint32, w window, t teller) error {
	b := s.Blueprint
	warmup := float64(b.Time.Warmup)
	var played world.World
	var calendar sim.Calendar
	played.Reset(s.Plan, uint64(s.Spec.Run.Seed), replication)
	_, whole := t.(*spans) // it has to know what is open when its window begins, and nothing else is about stages
	var roles holders      // as the window begins
	requests := fares{}
	played.Tell(func(n models.Note) {
		switch at := float64(n.At) - warmup; {
		case at >= w.to:
		case whole:
			t.tell(at, n)
		case n.What == models.Serves:
			if since, _, news := requests.follow(at, n, at >= w.from); news {
				roles.tell(t, w.from)
				t.tell(at, since)
			}
		case at < w.from:
			roles.follow(n)
		case inStory(n):
			roles.tell(t, w.from)
			t.tell(at, n)
		}
	})
	end := min(sim.Time(warmup+w.to), b.End())
	var stop atomic.Bool
	defer context.AfterFunc(ctx, func() { stop.Store(true) })()
	counts, counting := t.(auditor)
	from := end
	if counting {
		from = min(sim.Time(warmup+w.from), end)
	}
	stopped := sim.Run(&calendar, &played, from, sim.Options{Stop: &stop})
	if counting && !stopped {
		if w.from > 0 { // else it begins with the measured time
			counts.count(played.Requests(), -1)
		}
		stopped = sim.Resume(&calendar, &played, end, sim.Options{Stop: &stop})
		counts.count(played.Requests(), 1)
	}
	roles.tell(t, w.from)
	if err := t.end(min(w.to, float64(b.Time.Horizon))); err != nil {
		return err
	}
	if stopped {
		return context.Cause(ctx)
	}
	if service, at, stuck := played.Stuck(); stuck {
		return s.Standstill(service, at, int(replication))
	}
	return nil
}

// clockTime writes seconds as days and time of day: "12d 03:04:05.678".
func clockTime(t float64) string {
	sign := ""
	if t < 0 {
		sign, t = "-", -t
	}
	ms := int64(t*1000 + 0.5)
	return fmt.Sprintf("%s%dd %02d:%02d:%02d.%03d", sign, ms/86_400_000, ms/3_600_000%24, ms/60_000%60, ms/1000%60,
		ms%1000)
}
