package incident

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"nines/sim/dist"
	"nines/sim/fit"
	"nines/sim/rng"
)

// Durations and gaps of a cause: what lasts together ends one gap, what is open is cut, what began before the record is
// of unknown length, and the last gap is cut by the end of the record.
func TestGroups(t *testing.T) {
	r := read(t, "start,end,cause\n,5,disk\n10,20,disk\n15,30,disk\n40,,disk\n12,13,net\n", Options{To: "100"})
	g := r.Groups(5)
	if len(g) != 2 || g[0].Name != "disk" || g[0].Count != 4 || g[1].Name != "net" {
		t.Fatalf("%+v", g)
	}
	times := func(s *fit.Sample) string {
		var out []string
		for _, x := range s.Spells() {
			out = append(out, fmt.Sprintf("%g%s/%g", x.Time, map[bool]string{true: "+"}[x.Cut], x.Limit))
		}
		return strings.Join(out, " ")
	}
	if got, want := times(g[0].Durations), "10/90 15/85 60+/60"; got != want {
		t.Errorf("durations %s, want %s", got, want)
	}
	if got, want := times(g[0].Gaps), "5/95 10/70"; got != want {
		t.Errorf("gaps %s, want %s", got, want)
	}
	if got, want := times(g[1].Gaps), "87+/87"; got != want {
		t.Errorf("gaps %s, want %s", got, want)
	}
	if g[0].Merged != 1 || g[0].Down != 5+20+60 {
		t.Errorf("%d merged, down for %g s", g[0].Merged, g[0].Down)
	}
	if r := r.Groups(1); len(r) != 1 || r[0].Name != "other" || r[0].Count != 5 {
		t.Errorf("together: %+v", r[0])
	}
}

// An incident whose end was forgotten says when it began and not how long it lasted; one that was still open says that
// it lasted longer.
func TestForgottenEnds(t *testing.T) {
	const rows = "start,end\n0,10\n100,\n200,220\n300,330\n"
	for _, c := range []struct {
		open, durations, gaps string
		down                  float64
	}{
		{OpenUnknown, "10 20 30", "80 90 100", 60},
		{OpenLasting, "10 20 30 230+", "90", 240},
	} {
		g := read(t, rows, Options{Open: c.open}).Groups(1)[0]
		if got := times(g.Durations); got != c.durations || times(g.Gaps) != c.gaps || g.Down != c.down || g.Count != 4 {
			t.Errorf("%s: %d last %s, for %g s, with gaps of %s", c.open, g.Count, got, g.Down, times(g.Gaps))
		}
	}
}

// times are spells for people, with a + where they were cut.
func times(s *fit.Sample) string {
	var out []string
	for _, x := range s.Spells() {
		out = append(out, fmt.Sprintf("%g%s", x.Time, map[bool]string{true: "+"}[x.Cut]))
	}
	return strings.Join(out, " ")
}

// A record that is over with its only incident says neither how often nor, if that is still open, how long.
func TestScarce(t *testing.T) {
	r := read(t, "start,end\n10,\n", Options{})
	text := r.Snippet("x.csv", "s", []*Study{r.Study(r.Groups(1)[0], fit.Options{Confidence: 0.95})}, 0.95, false)
	for _, want := range []string{"heals: { dist: exponential, mean: 60m } # the record does not say how long",
		"time_to_failure: { dist: exponential, mean: 10s } # the time of the record for each incident"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s\nwant %s", text, want)
		}
	}
	r = read(t, "start,end\n0,10\n", Options{})
	text = r.Snippet("x.csv", "s", []*Study{r.Study(r.Groups(1)[0], fit.Options{Confidence: 0.95})}, 0.95, false)
	if want := "mean: 365d } # the record does not say how often"; !strings.Contains(text, want) {
		t.Errorf("%s\nwant %s", text, want)
	}
}

// Names of causes become names that scenarios may use, each its own.
func TestNamesOfFaults(t *testing.T) {
	r := read(t, "start,end,cause\n1,2,Bad deploy\n3,4,bad-deploy!\n5,6,\n7,8,ééé\n", Options{})
	var names []string
	for _, g := range r.Groups(9) {
		names = append(names, g.Fault)
	}
	if got, want := fmt.Sprint(names), "[outage bad-deploy bad-deploy-2 cause]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// choice fits a law's draws.
func choice(law dist.Law, n int, seed uint64, rounds int) Choice {
	s := &rng.Stream{}
	*s = rng.Open(rng.Key{Seed: seed})
	spells := make([]fit.Spell, n)
	for i := range spells {
		spells[i] = fit.Spell{Time: law.Sample(s), Limit: math.Inf(1)}
	}
	return choose(fit.NewSample(spells), fit.Options{Confidence: 0.95, Rounds: rounds, Seed: 1})
}

// A law is taken for its likelihood, but not one with another mean than the sample's, nor one that is refuted.
func TestChoice(t *testing.T) {
	weibull, _ := dist.NewWeibull(2, 100)
	if c := choice(weibull, 200, 1, 19); c.Fit == nil || c.Fit.Family != "weibull" {
		t.Errorf("of a weibull: %+v", c.Fit)
	}
	exponential, _ := dist.NewExponential(100)
	const samples = 40
	simple := 0
	for i := range samples { // a second parameter that is not needed gains 2 AIC in one sample of six or so
		if choice(exponential, 20, uint64(10+i), 0).Fit.Family == "exponential" {
			simple++
		}
	}
	if simple < samples/2 || simple == samples {
		t.Errorf("%d of %d samples of an exponential are taken for one", simple, samples)
	}
	if c := choice(exponential, 3, 2, 9); c.Fit.Family != "exponential" || !strings.Contains(c.Why, "too few") {
		t.Errorf("of three: %+v", c)
	}
	// Most quick, a few a hundred times as long: the lognormal that fits has a mean that the sample has not.
	short, _ := dist.NewLognormal(0, 0.1)
	long, _ := dist.NewLognormal(math.Log(2000), 0.1)
	both, _ := dist.NewMixture([]dist.Component{{Weight: 0.75, Law: short}, {Weight: 0.25, Law: long}})
	c := choice(both, 80, 3, 19)
	for _, f := range c.Fits {
		if ratio := f.Law.Mean() / c.Sample.Mean(); c.MeanHolds(f) != (ratio >= 0.5 && ratio <= 2) {
			t.Errorf("%s: the mean is %g times the sample's", f.Family, ratio)
		}
		if f.Family == "lognormal" && c.MeanHolds(f) {
			t.Errorf("a lognormal of mean %g stands for a sample of mean %g", f.Law.Mean(), c.Sample.Mean())
		}
	}
	if c.Fit == nil || c.Fit.Family != "mixture" {
		t.Errorf("of two lognormal parts: %v, %s", c.Fit, c.Why)
	}
	// What no family fits is left to the sample, and the law that stands in for it has its mean.
	steps, _ := dist.NewMixture([]dist.Component{{Weight: 0.5, Law: must(dist.NewUniform(10, 11))},
		{Weight: 0.3, Law: must(dist.NewUniform(20, 21))}, {Weight: 0.2, Law: must(dist.NewUniform(500, 501))}})
	c = choice(steps, 150, 4, 99)
	if c.Fit != nil || !strings.Contains(c.Why, "no family fits") || !c.MeanHolds(c.Standing()) {
		t.Errorf("of three bursts: %+v, %s", c.Fit, c.Why)
	}
	files := Files([]*Study{{Group: &Group{Fault: "x"}, Lasting: c, Between: Choice{Sample: fit.NewSample(nil)}}})
	if strings.Count(files["x-durations.csv"], "\n") != 151 {
		t.Errorf("files %v", files)
	}
}

func must[L dist.Law](law L, err error) dist.Law {
	if err != nil {
		panic(err)
	}
	return law
}
