package verify

import (
	"fmt"
	"slices"

	"nines/experiments/scenario"
)

// Units of the exact answers: results are in seconds and years.
const (
	minute = 60.0
	hour   = 3600.0
	day    = 24 * hour
	year   = 365 * day
)

// Case is a scenario whose answers are known.
type Case struct {
	Name     string
	About    string // what mechanism it checks, one sentence
	Source   string // of the exact answers
	Scenario string // YAML
	checks   func() []check
}

// check compares one number of a run with its exact value.
type check struct {
	name  string
	exact float64 // in the unit of the metric
	// within is the half-width of the 95 % interval, in that unit, above which agreement would say nothing.
	within float64
	ask    question
}

// Cases lists all cases, in the order in which they are played. The slice is the caller's.
func Cases() []Case {
	return slices.Concat(renewalCases, faultCases, kofnCases, unevenCases, repairmanCases(), shockCases, hitCases,
		heartbeatCases, lemonCases, lanlCases, flowCases, lossCases, demandCases, diagnosisCases, escalationCases,
		runbookCases, scopeCases, standbyCases, resourceCases, detectorCases, kubernetesCases, ageCases, stormCases,
		drainCases, needsCases, backingCases, importanceCases, ejectionCases, stallCases, storeCases, logCases, lockCases,
		transactionCases, requestCases)
}

// Find returns the case of that name.
func Find(name string) (Case, bool) {
	all := Cases()
	i := slices.IndexFunc(all, func(c Case) bool { return c.Name == name })
	if i < 0 {
		return Case{}, false
	}
	return all[i], true
}

// compile turns the case into a scenario that draws its numbers from a seed.
func (c Case) compile(seed uint64) (*scenario.Scenario, error) {
	document, err := scenario.Parse(c.Name+".yaml", []byte(c.Scenario))
	if err == nil {
		err = document.Set("run.seed", fmt.Sprint(seed))
	}
	if err != nil {
		return nil, err
	}
	return document.Compile(scenario.DefaultCatalogs())
}

// mean checks the estimate of a metric of a scope; the 95 % interval must be within a twentieth of the exact value.
func mean(name, metric, scope string, exact float64) check {
	return check{name, exact, exact / 20, estimated(metric, scope)}
}

// perIncident checks how often something happens for each incident of a scope.
func perIncident(name, metric, scope string, exact float64) check {
	return check{name + " per incident", exact, exact / 20, each(metric, scope, "incidents", scope)}
}

// share checks the share of replications in which a metric is at most x; the interval must be within 0.05.
func share(name, metric, scope string, x, exact float64) check {
	return check{name, exact, 0.05, atMost(metric, scope, x)}
}

// to asks for another precision: a half-width of at most that.
func (c check) to(within float64) check {
	c.within = within
	return c
}

// hours and seconds write a time as the names of checks have it.
func hours(x float64) string { return fmt.Sprintf("%g h", x) }

func seconds(x float64) string { return fmt.Sprintf("%g s", x) }
