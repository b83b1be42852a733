package main

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
	"nines/sim/unit"
)

// Bounds of what a command line may ask for. They are far above what anybody needs and keep a slip of the hand from
// taking the memory of the machine.
const (
	mostJobs         = 256
	mostReplications = 100_000
	leastSample      = 2          // replications: fewer have no interval
	mostParts        = 20_000_000 // components and fault processes that all workers hold; some 250 bytes each
)

// checkJobs refuses a number of workers that has no meaning; 0 stands for one per processor.
func checkJobs(jobs int) error {
	help := fmt.Sprintf("write --jobs 4, at most %d, or leave it out for one per processor", mostJobs)
	switch {
	case jobs < 0:
		return usage(help, "--jobs %d: nobody would do the work", jobs)
	case jobs > mostJobs:
		return usage(help, "--jobs %d: more than %d workers only get in each other's way", jobs, mostJobs)
	}
	return nil
}

// workers is how many replications of some systems are played at a time; it says so where that is fewer than asked for.
func (a *app) workers(jobs int, systems ...outline) int {
	n := workersFor(jobs, runtime.GOMAXPROCS(0), systems)
	if a.verbose && n < jobs {
		a.say("note: %s at a time instead of %d, to save memory", plural(n, "replication"), jobs)
	}
	return n
}

// workersFor is how many may be: what was asked for, or one for each of the processors, and fewer where each takes much
// memory, but at least 1.
func workersFor(jobs, processors int, systems []outline) int {
	if jobs == 0 {
		jobs = min(processors, mostJobs)
	}
	most := 1
	for _, s := range systems {
		most = max(most, s.parts)
	}
	return max(1, min(jobs, mostParts/most))
}

// partsOf counts what a worker holds in memory for a system.
func partsOf(b *models.Blueprint) int {
	parts := b.Topology.Components()
	for i := range b.Faults {
		parts += len(b.Faults[i].Targets)
	}
	for _, s := range b.Flows() {
		if lane := b.LaneOf(s); lane != nil {
			parts += kept(b, s, lane)
		}
	}
	return parts
}

// kept is what the requests to a service take of memory, in components: entries of caches and users who are there, five
// and two of whom take as much as one.
func kept(b *models.Blueprint, service int, lane *models.Lane) (parts int) {
	if lane.Cache != nil {
		nodes := b.Topology.ByClass()
		for _, class := range b.Services[service].Classes {
			parts += nodes[class] * lane.Cache.Entries / 5
		}
	}
	if x, ok := lane.Arrivals.(models.Circle); ok {
		users, _ := x.Users()
		parts += users / 2
	}
	return parts
}

// checkCount refuses a number of replications that says nothing, or takes more memory than there is.
func checkCount(flag string, n uint64) error {
	help := fmt.Sprintf("write --%s with %d to %s", flag, leastSample, whole(mostReplications))
	switch {
	case n < leastSample:
		return usage(help, "--%s %d: one replication alone has no interval", flag, n)
	case n > mostReplications:
		return usage(help, "--%s %d is more than a run keeps", flag, n)
	}
	return nil
}

// checkPrecision refuses a metric that does not exist, and what is no share.
func checkPrecision(metric, relative string) error {
	var names []string
	for _, m := range result.Metrics() {
		names = append(names, m.Name)
	}
	if !slices.Contains(names, metric) {
		help := "nines list metrics shows what there is"
		if near := scenario.Nearest(metric, names); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
		return usage(help, "--precision: unknown metric %q", metric)
	}
	x, err := unit.ParseRatio(strings.TrimSpace(relative))
	if err == nil && x <= 0 {
		err = errors.New("no run is infinitely precise")
	}
	if err != nil {
		return usage("write for example --precision "+metric+":5%", "--precision: %s", err)
	}
	return nil
}
