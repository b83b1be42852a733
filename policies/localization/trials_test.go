package localization

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// build makes a localizer from a configuration that is right.
func build[C any](t *testing.T, c C, make func(C) (models.Localizer, error)) models.Localizer {
	t.Helper()
	l, err := make(c)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// diagnoses draws n answers, each from a stream of its own.
func diagnoses(l models.Localizer, x models.Alarm, seed uint64, n int) []models.Diagnosis {
	all := make([]models.Diagnosis, n)
	for i := range all {
		s := rng.Open(rng.Key{Seed: seed, Occurrence: uint64(i)})
		all[i] = l.Diagnose(x).Sample(&s)
	}
	return all
}

// search asks until the culprit is named, clears whoever is named before, and returns the time that it takes.
func search(l models.Localizer, x models.Alarm, s *rng.Stream) float64 {
	for total := 0.0; ; {
		d := l.Diagnose(x).Sample(s)
		total += float64(d.Takes)
		if d.Wrong > 0 {
			total += float64(d.Wrong) * float64(d.Wasted)
		}
		if d.Right {
			return total
		}
	}
}

// searches draws n such times.
func searches(l models.Localizer, x models.Alarm, n int) []float64 {
	all := make([]float64, n)
	for i := range all {
		s := rng.Open(rng.Key{Seed: 1, Occurrence: uint64(i)})
		all[i] = search(l, x, &s)
	}
	return all
}

func takes(ds []models.Diagnosis) []float64 {
	xs := make([]float64, len(ds))
	for i, d := range ds {
		xs[i] = float64(d.Takes)
	}
	return xs
}

// share is the p-value that answers have a property with a probability, which may be 0 or 1.
func share(ds []models.Diagnosis, probability float64, has func(models.Diagnosis) bool) float64 {
	count := 0
	for _, d := range ds {
		if has(d) {
			count++
		}
	}
	n := float64(len(ds))
	return stattest.Normal(float64(count)/n, probability, math.Sqrt(probability*(1-probability)/n))
}

func right(d models.Diagnosis) bool  { return d.Right }
func named(d models.Diagnosis) bool  { return d.Right || d.Wrong > 0 }
func nobody(d models.Diagnosis) bool { return !named(d) }

// law writes a law of a mean.
func law(mean string) dist.Law { return dist.Write("exponential", "mean", mean) }

// Where everything is explained and diagnoses and errors take exponential times, the time until the culprit is named
// has the law of a chain of three states. 40,000 searches in 24 cells see an accuracy that is 5 % off.
func TestTimeToTheCulprit(t *testing.T) {
	want := exact.Trials{Accuracy: 0.6, Diagnosis: 300, Wasted: 900}
	p := func(accuracy unit.Ratio) float64 {
		l := build(t, ErrorReportsConfig{Takes: law("5m"), Coverage: everything(1), Accuracy: accuracy,
			Wasted: law("15m")}, NewErrorReports)
		const cells, width = 24, 250.0
		observed, expected := make([]int, cells), make([]float64, cells)
		before := 0.0
		for i := range expected {
			by := 1.0
			if i < cells-1 {
				by = want.FoundBy(width * float64(i+1))
			}
			expected[i], before = by-before, by
		}
		for _, x := range searches(l, models.Alarm{}, 40_000) {
			observed[min(cells-1, int(x/width))]++
		}
		for i := range expected {
			expected[i] *= 40_000
		}
		return stattest.ChiSquare(observed, expected, 0)
	}
	stattest.Check(t, "0.6", p(0.6))
	stattest.Alarm(t, "0.63", p(0.63))
}

// With coverage c a diagnosis is right with probability c·a, and one that is not has named an innocent with probability
// c(1−a)/(1−ca); the mean is that of trials with these. Of logs, n other alarms leave the accuracy a/(1 + noise·n).
// 80,000 searches see 8 %.
func TestMeanTimeToTheCulprit(t *testing.T) {
	storm := models.Alarm{Others: 10}
	for _, c := range []struct {
		name                string
		localizer           models.Localizer
		covers, accuracy, d float64
	}{
		{"reports", build(t, ErrorReportsConfig{Takes: law("60s"), Coverage: everything(0.6), Accuracy: 0.9,
			Wasted: law("10m")}, NewErrorReports), 0.6, 0.9, 60},
		{"logs in a storm", build(t, LogAnalysisConfig{Collection: dist.Write("uniform", "min", "10s", "max", "110s"),
			Takes: law("5m"), Coverage: everything(0.8), Accuracy: 0.6, Noise: 0.05, Wasted: law("10m")}, NewLogAnalysis),
			0.8, 0.4, 360},
		{"people", build(t, HumanConfig{Levels: 3, Takes: law("30m"), Coverage: everything(0.5), Accuracy: 0.8,
			Wasted: law("10m")}, NewHuman), 1, 0.8, 1800 * 1.75},
	} {
		p := c.covers * c.accuracy
		want := exact.Trials{Accuracy: p, Diagnosis: c.d, Wasted: 600 * (c.covers - p) / (1 - p)}.Mean()
		xs := searches(c.localizer, storm, 80_000)
		stattest.Check(t, c.name, stattest.Mean(xs, want))
		stattest.Alarm(t, c.name+" without errors", stattest.Mean(xs, c.d/c.covers))
		stattest.Alarm(t, c.name+", 8 % off", stattest.Mean(xs, 1.08*want))
	}
}

// The example of the language draws what it says: after the logs have come in, a lognormal time of the given median
// and 95th percentile.
func TestTimeOfAnalysis(t *testing.T) {
	analysis := dist.Write("lognormal", "median", "5m", "p95", "30m")
	c := LogAnalysisConfig{Collection: dist.Write("constant", "value", "1m"), Takes: analysis, Coverage: everything(0.5),
		Accuracy: 0.8}
	xs := takes(diagnoses(build(t, c, NewLogAnalysis), models.Alarm{}, 2, 10_000))
	law := func(x float64) float64 {
		return 0.5 * math.Erfc(-math.Log((x-60)/300)/(math.Log(6)/1.6448536269514722)/math.Sqrt2)
	}
	stattest.Check(t, "lognormal", stattest.KSOne(xs, law))
	stattest.Alarm(t, "without the collection", stattest.KSOne(xs, func(x float64) float64 { return law(x + 60) }))
}

// A level hands on what it cannot explain, and the last hands on nothing.
func TestLevelsOfPeople(t *testing.T) {
	p := func(coverage, supposed float64) float64 {
		l := build(t, HumanConfig{Levels: 4, Takes: dist.Write("constant", "value", "1s"), Accuracy: 0.7,
			Coverage: everything(unit.Ratio(coverage))}, NewHuman)
		observed := make([]int, 4)
		for _, d := range diagnoses(l, models.Alarm{}, 3, 20_000) {
			observed[int(d.Takes)-1]++
		}
		expected, left := make([]float64, 4), 20_000.0
		for i := range 3 {
			expected[i] = left * supposed
			left -= expected[i]
		}
		expected[3] = left
		return stattest.ChiSquare(observed, expected, 0)
	}
	stattest.Check(t, "0.6", p(0.6, 0.6))
	stattest.Alarm(t, "0.63", p(0.63, 0.6))
}

// A false alarm is recognized with the accuracy, whatever the coverage; otherwise the node that is accused is named.
func TestFalseAlarms(t *testing.T) {
	tenth := everything(0.1)
	takes := law("1m")
	for name, l := range map[string]models.Localizer{
		"reports": build(t, ErrorReportsConfig{Takes: takes, Coverage: tenth, Accuracy: 0.7}, NewErrorReports),
		"logs": build(t, LogAnalysisConfig{Collection: takes, Takes: takes, Coverage: tenth, Accuracy: 0.7},
			NewLogAnalysis),
		"people": build(t, HumanConfig{Levels: 2, Takes: takes, Coverage: tenth, Accuracy: 0.7}, NewHuman),
		"graph": build(t, DependencyGraphConfig{Takes: takes, Coverage: tenth, Accuracy: 0.7},
			NewDependencyGraph),
		"peers": build(t, peers(0.7), NewPerformanceMonitoring),
	} {
		ds := diagnoses(l, models.Alarm{False: true}, 4, 20_000)
		stattest.Check(t, name, share(ds, 0.7, right))
		for _, d := range ds {
			if d.Right == (d.Wrong > 0) || d.Wrong > 1 || d.Wrong == 1 && d.Wasted >= 0 {
				t.Fatalf("%s answers %+v", name, d)
			}
		}
	}
}
