package experiments

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nines/experiments/scenario"
	"nines/models"
	"nines/models/world"
	"nines/sim"
	"nines/sim/stat"
	"nines/sim/unit"
)

// fewest and most are between how many pilot runs the warm-up is found in.
const fewest, most = 20, 200

// pilotsOf is how many there are of a scenario: half as many as the replications that are played at least. The rule
// weighs bias against the noise of the runs that it sees: found in few runs, the warm-up of many that are
// measured would be so short that their interval is narrower than what is left of the bias.
func pilotsOf(s *scenario.Scenario) int {
	return min(max(fewest, int(s.Spec.Run.Replications.Min)/2), most)
}

// lengthenings is how often they may be made twice as long, if they are too short to tell.
const lengthenings = 4

// FindWarmup finds how long a scenario takes to settle whose warm-up is auto: it plays pilot runs as long as its
// horizon, from the start of the system on, and applies the rule MSER-5 (stat.MSER5) to the mean over them of what the
// scenario is about, in 200 parts of that time. Where they are too short to tell, they are made twice as long, up to 16
// horizons or the budget of the run. Their numbers of replications are the last there are, so that they share no random
// number with what is measured after the warm-up that they have chosen.
//
// The error is of type scenario.Problems where none is found, and the cause of the context where that has ended.
func FindWarmup(ctx context.Context, s *scenario.Scenario, o Options) (found scenario.WarmupSpec, err error) {
	r := newRunner(Options{Workers: o.Workers})
	length, work := s.Blueprint.Time.Horizon, 0.0
	var c curve
	for try := 0; try <= lengthenings; try++ {
		if try > 0 {
			if 2*work > float64(s.Spec.Run.Budget) { // which the next would take, about
				break
			}
			length *= 2
		}
		if c, work, err = r.pilot(ctx, s, length); err != nil {
			return found, err
		}
		if cut, settled := stat.MSER5(c.means); settled {
			found.Length = unit.Duration(float64(length) * float64(cut) / float64(len(c.means)))
			found.Found = fmt.Sprintf("by MSER-5, in %d pilot runs of %s, of %s", pilotsOf(s),
				unit.Duration(length).Human(), c.of)
			return found, nil
		}
	}
	return found, s.Spec.Time.Warmup.Unfound("write how long the system takes to settle, as in warmup: 30d, "+
		"or begin with "+
		"start: equilibrium; a longer horizon or a larger budget makes pilot runs longer",
		"no warm-up is found: by half of %d pilot runs of %s, %s has not settled (MSER-5)", pilotsOf(s),
		unit.Duration(length).Human(), c.of)
}

// curve is the mean over pilot runs of what is watched, by part of their time.
type curve struct {
	of    string // what it is
	means []float64
}

// pilot plays runs of a length from the start of a system on, and returns what they show of it.
func (r *runner) pilot(ctx context.Context, s *scenario.Scenario, length sim.Duration) (c curve, work float64,
	err error) {
	b := *s.Blueprint
	b.Time.Warmup, b.Time.Horizon, b.Time.ReportAt, b.Windows, b.Trail = 0, length, nil, nil, false
	b.Watches = slices.Clone(b.Watches) // which are prepared again
	plan, err := world.Prepare(&b)
	if err != nil {
		return c, 0, err
	}
	sample, err := newSample(&b, nil)
	if err != nil {
		return c, 0, err
	}
	played := *s
	played.Blueprint, played.Plan = &b, plan
	t, last := task{&played, 0, &Keep{}}, series{first: -1, step: -1, n: pilotsOf(s)} // 2³² − 1 and before
	r.pool.play(ctx, t, last, func(_ int, x fetched) bool {
		if err = x.err; err == nil {
			sample.add(x.outcome)
		}
		return err == nil
	})
	if err == nil && sample.Len() < last.n {
		err = context.Cause(ctx)
	}
	if err != nil {
		return c, 0, err
	}
	return watched(sample.curves(principal(s))), sample.work, nil
}

// watched is the first of some curves on which something happens in half of the parts at least: of fewer
// events, rare as outages are, nothing could be seen but their noise. The last is always good enough.
func watched(curves []curve) curve {
	for _, c := range curves[:len(curves)-1] {
		still := 0
		for _, m := range c.means {
			if m == 0 {
				still++
			}
		}
		if 2*still <= len(c.means) {
			return c
		}
	}
	return curves[len(curves)-1]
}

// curves are those on which a transient may show, what people ask for first: the share of requests to a service that
// fail, and how many are under way, where all are played; the share of the time that it is down; nodes down.
func (s *Sample) curves(service int) (all []curve) {
	points, b := &s.pooled.courses, s.blueprint
	add := func(of string, values func(i int) []float64) {
		c := curve{of, make([]float64, points.points())}
		for i := range c.means {
			all := values(i)
			c.means[i] = sum(all) / float64(len(all))
		}
		all = append(all, c)
	}
	if service >= 0 {
		name := "service:" + b.Services[service].Name
		if f := slices.Index(b.Flows(), service); f >= 0 && b.Plays() && b.Glimpses == nil {
			add("the share of requests to "+name+" that fail", func(i int) []float64 { return points.failedSince(i, f) })
			add("requests to "+name+" under way", func(i int) []float64 { return points.at(i, points.lane(f, laneUnderWay)) })
		}
		add("the unavailability of "+name, func(i int) []float64 { return points.downSince(i, service, b.Time.Horizon) })
	}
	add("nodes down", func(i int) []float64 {
		down := points.at(i, points.nodesUp())
		for r := range down {
			down[r] = float64(len(b.Topology.Leaves)) - down[r]
		}
		return down
	})
	return all
}

// failedSince is the share of the requests to a flow that were over since the point before the i-th which failed, by
// replication.
func (c *courses) failedSince(i, flow int) []float64 {
	failed := c.since(i, c.lane(flow, laneFailed))
	for r, served := range c.since(i, c.lane(flow, laneServed)) {
		if over := failed[r] + served; over > 0 {
			failed[r] /= over
		}
	}
	return failed
}

// principal is the service that a scenario is about first of all: whose precision it asks for, that of the first
// objective on one, who has the traffic, or the first; −1 where there is none.
func principal(s *scenario.Scenario) int {
	var scopes []string
	if p := s.Spec.Run.Precision; p != nil {
		scopes = append(scopes, p.Scope)
	}
	for _, o := range s.Objectives {
		scopes = append(scopes, o.Of())
	}
	for _, t := range s.Spec.Traffic {
		scopes = append(scopes, "service:"+t.Service)
	}
	for _, scope := range scopes {
		name, _ := strings.CutPrefix(scope, "service:")
		i := slices.IndexFunc(s.Blueprint.Services, func(x models.Service) bool { return x.Name == name })
		if i >= 0 {
			return i
		}
	}
	return min(0, len(s.Blueprint.Services)-1)
}
