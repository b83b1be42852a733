package scenario

import (
	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Spec is a scenario as written: every key of the language is a field, in the order of the resolved file.
type Spec struct {
	Version      int                  `key:"version" required:"true"`
	Name         string               `key:"name"`
	Description  string               `key:"description"`
	Time         TimeSpec             `key:"time"`
	Topology     []LevelSpec          `key:"topology" required:"true"`
	Classes      Ordered[ClassSpec]   `key:"classes"`
	Faults       Ordered[FaultSpec]   `key:"faults"`
	Detection    Ordered[WatchSpec]   `key:"detection"`
	Alarm        *AlarmSpec           `key:"alarm"` // nil where there is one detector
	Correlation  models.Correlator    `key:"correlation"`
	Localization ChainSpec            `key:"localization"`
	Actions      Ordered[ActionSpec]  `key:"actions" omit:"zero"`
	Recovery     models.Recoverer     `key:"recovery"`
	Resources    ResourcesSpec        `key:"resources"`
	Balancing    BalancingSpec        `key:"balancing"`
	Traffic      *TrafficSpec         `key:"traffic"`
	Services     Ordered[ServiceSpec] `key:"services"`
	SLO          []ObjectiveSpec      `key:"slo"`
	Run          RunSpec              `key:"run"`
}

func (s *Spec) setDefaults() {
	s.Time.setDefaults()
	s.Run.setDefaults()
}

// TimeSpec says what is simulated.
type TimeSpec struct {
	Horizon  unit.Duration   `key:"horizon"`
	Warmup   unit.Duration   `key:"warmup"`
	Start    StartSpec       `key:"start"`
	ReportAt []unit.Duration `key:"report_at"`
}

func (t *TimeSpec) setDefaults() { t.Horizon = unit.Year }

// LevelSpec is a level of the topology; counts are per parent.
type LevelSpec struct {
	Level   string                         `key:"level" required:"true"`
	Count   PerParent[int]                 `key:"count" omit:"zero"`
	Names   []string                       `key:"names"` // as many as each parent has, or one for every member
	Class   string                         `key:"class"`
	Classes PerParent[Ordered[unit.Count]] `key:"classes" omit:"zero"`
}

// ClassSpec is a kind of node.
type ClassSpec struct {
	Throughput *unit.Rate `key:"throughput"` // nil: nodes count alike, and no throughput is reported
	Cost       unit.Price `key:"cost"`
	Weight     *float64   `key:"weight"` // nil: 1, or the throughput where no class has a weight
}

// FaultSpec is a way to fail. Exactly one occasion says when it strikes.
type FaultSpec struct {
	On          string            `key:"on" required:"true"`
	Effect      EffectSpec        `key:"effect"`
	Life        dist.Law          `key:"time_to_failure"`
	Rate        *unit.Rate        `key:"rate"`
	Probability *ShareSpec        `key:"probability"`
	At          *unit.Duration    `key:"at"` // with Every: the first time
	Every       *unit.Duration    `key:"every"`
	For         *unit.Duration    `key:"for"`
	AtATime     *unit.Count       `key:"at_a_time"` // nil: 1
	Per         string            `key:"per"`       // "": fleet
	Counted     *bool             `key:"counted"`   // nil: true
	Replay      *ReplaySpec       `key:"replay"`
	Hits        HitsSpec          `key:"hits"`
	Strikes     string            `key:"strikes" oneof:"any up" omit:"zero"` // "": any
	Repair      dist.Law          `key:"repair"`
	RepairEach  bool              `key:"repair_each"`
	Heals       dist.Law          `key:"heals"`
	Ages        string            `key:"ages" oneof:"calendar operating"`
	Lemons      float64           `key:"lemons"`
	AfterRepair AfterRepairSpec   `key:"after_repair" omit:"zero"`
	Cause       string            `key:"cause"` // "": the name of the fault
	Modes       Ordered[ModeSpec] `key:"modes" omit:"zero"`
	Permanent   unit.Ratio        `key:"permanent" omit:"zero"` // short for a mode of that name
	Change      bool              `key:"change" omit:"zero"`
	Bad         *unit.Ratio       `key:"bad"`
	Triggers    *CascadeSpec      `key:"triggers"`
	Overload    *OverloadSpec     `key:"overload"`
	CourseSpec
	Needs *NeedsSpec `key:"needs"`
}

func (f *FaultSpec) setDefaults() { f.Hits.Share, f.Ages = 1, "calendar" }

// TrafficSpec is the demand on one service.
type TrafficSpec struct {
	Service  string        `key:"service" required:"true"`
	Fidelity string        `key:"fidelity" oneof:"structural flow"`
	Arrivals *ArrivalsSpec `key:"arrivals"`
}

func (t *TrafficSpec) setDefaults() { t.Fidelity = "flow" }

// ArrivalsSpec is a rate of requests over time.
type ArrivalsSpec struct {
	Process string      `key:"process" oneof:"poisson"`
	Rate    unit.Rate   `key:"rate" required:"true"`
	Profile ProfileSpec `key:"profile"`
	Growth  *ShareSpec  `key:"growth"`
}

func (a *ArrivalsSpec) setDefaults() {
	a.Process = "poisson"
	a.Profile.setDefaults()
}

// ProfileSpec is the daily wave of demand.
type ProfileSpec struct {
	PeakToMean float64       `key:"peak_to_mean"`
	PeakAt     unit.Duration `key:"peak_at"`
}

func (p *ProfileSpec) setDefaults() { p.PeakToMean = 1 }

// ServiceSpec is something users ask for, which runs on nodes, needs other services, or both.
type ServiceSpec struct {
	RunsOn WordsSpec        `key:"runs_on"`
	UpWhen RuleSpec         `key:"up_when" omit:"zero"`
	Needs  DependenciesSpec `key:"needs"`
}

// RuleSpec says when a service, or its part in one domain, is up. Exactly one of Capacity, AtLeast and Majority is set.
type RuleSpec struct {
	Capacity *CapacitySpec `key:"capacity"`
	AtLeast  *unit.Count   `key:"at_least"`
	Of       string        `key:"of"`
	Majority string        `key:"majority"`
	Each     *RuleSpec     `key:"each"`
}

// ObjectiveSpec is a service level objective. The bound is written in the unit of the metric.
type ObjectiveSpec struct {
	Metric  string         `key:"metric" required:"true"`
	Scope   string         `key:"scope"`
	AtLeast string         `key:"at_least"`
	AtMost  string         `key:"at_most"`
	Over    *unit.Duration `key:"over"` // nil: the horizon
	Rolling bool           `key:"rolling" omit:"zero"`
	In      *InSpec        `key:"in"` // nil: what it says is left open
}

// RunSpec says how long to repeat.
type RunSpec struct {
	Precision    *PrecisionSpec   `key:"precision"`
	Replications ReplicationsSpec `key:"replications"`
	Budget       unit.Count       `key:"budget"` // of work, in events
	Confidence   unit.Ratio       `key:"confidence"`
	Seed         unit.Count       `key:"seed"`
}

func (r *RunSpec) setDefaults() {
	r.Replications.setDefaults()
	r.Budget, r.Confidence, r.Seed = 20_000_000, 0.95, 1
}

// PrecisionSpec is the relative half-width at which a run may stop.
type PrecisionSpec struct {
	Metric   string     `key:"metric" required:"true"`
	Scope    string     `key:"scope"`
	Relative unit.Ratio `key:"relative" required:"true"`
	place    Problem    // of the metric in the file
}

// Unmeasured is the error that the scenario does not measure what the precision is of.
func (p *PrecisionSpec) Unmeasured() Problem { return p.place.unmeasured(p.Metric, p.Scope) }

// ReplicationsSpec bounds the number of replications.
type ReplicationsSpec struct {
	Min unit.Count `key:"min"`
	Max unit.Count `key:"max" omit:"zero"` // 0: as many as the budget allows
}

func (r *ReplicationsSpec) setDefaults() { r.Min = 40 }

// Most is the largest number of replications, whatever the budget.
func (r *ReplicationsSpec) Most() int {
	if r.Max == 0 {
		return maxReplications
	}
	return int(r.Max)
}
