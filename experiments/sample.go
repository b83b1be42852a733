package experiments

import (
	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
	"nines/models/world"
	"nines/sim/stat"
)

// Sample is what the replications of one configuration measured: the numbers of each, and what is pooled over all. It
// grows in the order of replications, by some 20 bytes for each quantity: medians, paired differences and
// intervals that allow for skewness take every number.
type Sample struct {
	blueprint  *models.Blueprint
	seed       uint64          // of the replications
	quantities []quantity      // what the blueprint measures, then one for each objective
	n          int             // replications
	numbers    []column        // by quantity
	last       []result.Number // of the last replication, by quantity
	pooled     pooled
	spells     [][][]stat.Spell // by quantity of the family quantile, then by replication
	lifetimes  []*lifetimes     // by quantity; nil where it is no mean of times
	cycles     []stat.Cycles    // by quantity of the family cyclic
	components []componentSample
	asked      []asked   // estimates by quantity; nil but while all of them are made
	measured   int       // quantities that are no objectives
	seen       float64   // replications, of each the share that was seen of the requests of any time, at least
	work       float64   // that the replications took, in events, see workOf
	unsampled  unsampled // what they tell nothing about
	grows      bool      // demand does, so that windows are told apart
	tallies    [][]tally // by objective, then by window: how many replications meet it
}

// pooled is what replications add up to.
type pooled struct {
	outages   []stat.Histogram // by service: durations
	restores  []stat.Histogram // by fault: onset to over
	latencies []stat.Weighted  // by flow: of the requests served that were played one by one
	commits   []stat.Histogram // by kind of transaction: of those committed that were
	down      []float64        // seconds with 0, 1, 2, … nodes of the fleet down
	courses   courses
	opening   courses // likewise, of the warm-up
	worst     []models.IncidentRecord
	processes []models.ProcessOutcome
	open      int // incidents that were not over at the end of their run
	incidents int
	begun     int       // outages of all services
	endless   int       // replications whose last cycle did not end
	held      int       // cases that the recoverer had on hold at the end
	failing   []float64 // by flow: seconds for which its service was up and lost most of its requests
	shown     []shown   // by flow: of requests, in windows
	before    []float64 // by replication: requests under way shortly before windows, where nothing changed
	inside    []float64 // likewise: in them
	stuck     []int     // by fault: incidents that neither the recoverer nor time ends
}

// newSample makes an empty sample; it fails where an objective is on something that the blueprint does not measure.
func newSample(b *models.Blueprint, objectives []scenario.Objective) (*Sample, error) {
	all := quantities(b)
	for _, o := range objectives {
		if o.Counts != nil && !among(all, o.Metric.Name, o.Of()) {
			all = append(all, newContract(b, o).quantity(b, o))
		}
	}
	for _, o := range objectives {
		q, err := objectiveQuantity(b, all, o)
		if err != nil {
			return nil, err
		}
		all = append(all, q)
	}
	p := pooled{
		outages: make([]stat.Histogram, len(b.Services)), restores: make([]stat.Histogram, len(b.Faults)),
		stuck: make([]int, len(b.Faults)), failing: make([]float64, len(b.Flows())),
		latencies: make([]stat.Weighted, len(b.Flows())), shown: make([]shown, len(b.Flows())),
		commits: make([]stat.Histogram, len(b.Transactions)),
	}
	return &Sample{blueprint: b, components: componentsOf(b), unsampled: unsampledOf(b), quantities: all, pooled: p,
		numbers: make([]column, len(all)), last: make([]result.Number, len(all)), measured: len(all) - len(objectives),
		spells: make([][][]stat.Spell, len(all)), lifetimes: make([]*lifetimes, len(all)), grows: growing(b),
		cycles: make([]stat.Cycles, len(all)), tallies: make([][]tally, len(objectives))}, nil
}

// settle marks what is certain of the services that are never up.
func (s *Sample) settle(plan *world.Plan) {
	for i := range s.blueprint.Services {
		for q := range s.quantities {
			k := &s.quantities[q]
			if plan.NeverUp(i) && k.scope == "service:"+s.blueprint.Services[i].Name {
				_, k.certain = downForEver[k.metric]
			}
		}
	}
}

// downForEver is what is known of a service that is never up, before it is scaled.
var downForEver = map[string]float64{
	"availability": 0, "unavailability": 1, "downtime": 1, "outages": 0, "time_to_first_outage": 0,
}

// objective is the number of the quantity that judges the i-th objective.
func (s *Sample) objective(i int) int { return s.measured + i }

// Len is the number of replications.
func (s *Sample) Len() int { return s.n }

// reserve makes room for replications until there are n.
func (s *Sample) reserve(n int) {
	for q := range s.numbers {
		s.numbers[q].reserve(n-s.n, s.quantities[q].events != "")
	}
}

// add takes in the outcome of the next replication.
func (s *Sample) add(o *models.Outcome) {
	for q := range s.quantities {
		p := s.quantities[q].of(o)
		if lives := s.quantities[q].lives; lives != nil {
			p.Cut = s.live(q, lives, o)
		}
		s.numbers[q].add(p, s.quantities[q].events != "")
		s.last[q] = s.quantities[q].number(p)
		if cycles := s.quantities[q].cycles; cycles != nil {
			s.cycles[q].Merge(cycles(o))
		}
		if spells := s.quantities[q].spells; spells != nil {
			s.spells[q] = append(s.spells[q], spells(o))
		}
	}
	s.work += s.workOf(o)
	s.seen += seen(o)
	s.addWindows(o)
	s.pooled.add(o)
	s.addComponents(o)
	s.n++
}

// seen is the least share of the cells of a kind of times that requests were played in; 1 where all were played.
func seen(o *models.Outcome) float64 {
	if o.Glimpses.Kinds == 0 {
		return 1
	}
	return o.Glimpses.Least
}

// live takes in the times of a quantity and returns how many of them were cut off.
func (s *Sample) live(q int, lives func(o *models.Outcome, l *lifetimes), o *models.Outcome) int {
	if s.lifetimes[q] == nil {
		s.lifetimes[q] = &lifetimes{}
	}
	before := s.lifetimes[q].cut.Count()
	lives(o, s.lifetimes[q])
	return int(s.lifetimes[q].cut.Count() - before)
}

func (p *pooled) add(o *models.Outcome) {
	for i := range o.Services {
		p.outages[i].Merge(&o.Services[i].Durations)
		p.begun += o.Services[i].Outages
	}
	for f := range o.Faults {
		p.restores[f].Merge(&o.Faults[f].Restore)
		p.open += o.Faults[f].Open
		p.incidents += o.Faults[f].Incidents
		p.stuck[f] += o.Faults[f].Stuck
	}
	p.before, p.inside = append(p.before, o.Glimpses.Before), append(p.inside, o.Glimpses.Inside)
	for f := range o.Lanes {
		p.latencies[f].Merge(&o.Lanes[f].Latency)
	}
	for i := range o.Transactions {
		p.commits[i].Merge(&o.Transactions[i].Times)
	}
	p.held += o.Cases.Held
	if o.Endless {
		p.endless++
	}
	for f := range o.Flows {
		p.failing[f] += o.Flows[f].Failing
	}
	for f := range o.Lanes {
		p.shown[f].add(&o.Lanes[f])
	}
	p.down = addUp(p.down, o.Fleet.Times)
	p.courses.add(o.Series)
	p.opening.add(o.Opening)
	p.addProcesses(o.Processes)
	if p.worst = append(p.worst, o.Worst...); len(p.worst) > manyRecords {
		p.worst = models.Worst(p.worst)
	}
}

// manyRecords of incidents are thinned out to the worst, so that memory stays bounded.
const manyRecords = 40_000

// addUp adds the elements of b to those of a, which grows as needed.
func addUp(a, b []float64) []float64 {
	for len(a) < len(b) {
		a = append(a, 0)
	}
	for i, x := range b {
		a[i] += x
	}
	return a
}

func (p *pooled) addProcesses(processes []models.ProcessOutcome) {
	if p.processes == nil {
		p.processes = make([]models.ProcessOutcome, len(processes))
	}
	for i, x := range processes {
		y := &p.processes[i]
		y.Failures += x.Failures
		y.Downing += x.Downing
		y.Active += x.Active
		y.Waiting += x.Waiting
		y.Outage += x.Outage
		y.Begun += x.Begun
	}
}

// Values lists a metric by replication, in the metric's unit, NaN where a replication has none; nil if the blueprint
// does not measure it.
func (s *Sample) Values(metric, scope string) []float64 {
	if q := s.find(metric, scope); q >= 0 {
		return s.values(q)
	}
	return nil
}

// values of a quantity by replication, in the metric's unit; NaN where a replication has none.
func (s *Sample) values(q int) []float64 {
	k, c, values := &s.quantities[q], &s.numbers[q], make([]float64, s.n)
	column := k.column()
	for r := range values {
		n := k.number(pair{Top: c.tops[r], Bottom: c.bottoms[r]})
		values[r] = n.Value(&column)
	}
	return values
}
