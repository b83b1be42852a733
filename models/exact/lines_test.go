package exact

import (
	"testing"
)

// mm1 is M/M/1 with room for so many as a chain.
func mm1(arrive, serve float64, most int) *Chain {
	c := NewChain(most + 1)
	for n := range most {
		c.Add(n, n+1, arrive)
		c.Add(n+1, n, serve)
	}
	return c
}

// Clarke's formula is what a chain comes to, before and after the line has settled, and where it never does.
func TestFromEmpty(t *testing.T) {
	for _, c := range []struct{ arrive, time float64 }{{0.7, 0.5}, {0.7, 5}, {0.7, 60}, {1.3, 10}} {
		p := Station{1, c.arrive, 1}.FromEmpty(c.time, 150)
		chain := mm1(c.arrive, 1, 150).Transient(Only(151, 0), c.time)
		near(t, "mean", MeanCount(p), MeanCount(chain), 1e-9)
		near(t, "empty", p[0], chain[0], 1e-9)
		near(t, "three", p[3], chain[3], 1e-9)
	}
	near(t, "in the end", MeanCount(Station{1, 0.5, 1}.FromEmpty(400, 80)), 1, 1e-9)
}

// A board that is always new shows the shorter of two lines; nodes by themselves are M/M/1.
func TestLines(t *testing.T) {
	shortest := Choices{Nodes: 2, Of: 2, Different: true, Arrive: 1.4, Serve: 1}
	news := Board{1.4, 1, 0.05}.Sojourn(40) // to which a period adds in proportion
	near(t, "a new board", 2*news-Board{1.4, 1, 0.1}.Sojourn(40), shortest.Sojourn(40), 1e-3)
	near(t, "one choice", Choices{3, 1, true, 1.5, 1}.Sojourn(30), 2, 1e-6)
	near(t, "one choice of its own", Choices{3, 1, false, 1.5, 1}.Sojourn(30), 2, 1e-6)
	// By hand, with room for one at each of two: from one, a try finds the free one by three of four pairs.
	room := 1.4 * (1 - 0.25)
	one, two := 1.4, 1.4*room/2
	near(t, "pairs", Choices{2, 2, false, 1.4, 1}.Sojourn(1), (one+2*two)/(1+one+two)/1.4, 1e-9)
}

// Falin and Templeton's mean is that of the chain, and who tries twice at once, hardly ever or seldom is between.
func TestRetrials(t *testing.T) {
	r := Retrials{Servers: 1, Arrive: 0.5, Serve: 1, Again: 0.8}
	served, sojourn := r.Answers(120)
	near(t, "all are served", served, 1, 1e-9)
	near(t, "for ever", sojourn, r.Sojourn(), 1e-9)
	r = Retrials{Servers: 4, Arrive: 4, Serve: 1, Again: 1e7, Tries: 3}
	share, _ := r.Answers(10)
	near(t, "at once is too early", share, 1-ErlangB(4, 4), 1e-5)
	share, _ = Retrials{Servers: 1, Arrive: 0.01, Serve: 1, Again: 1e-4, Tries: 2}.Answers(30) // independent of the first
	lost := ErlangB(1, 0.01)
	near(t, "late", 1-share, lost*ErlangB(1, 0.01*(1+lost)), 0.02)
}

// The value of a million keys by Zipf's law that is in use everywhere, and keys that are all asked for as often.
func TestChe(t *testing.T) {
	p, sum := make([]float64, 1_000_000), 0.0
	for k := range p {
		p[k] = 1 / float64(k+1)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	near(t, "Zipf", Che(p, 10_000), 0.585, 1e-3)
	near(t, "alike", Che([]float64{0.25, 0.25, 0.25, 0.25}, 3), 0.75, 1e-9)
}

// Balls in bins at random, by the ways to put them: three in three bins 3/27, 18/27 and 6/27. In as many as there are
// bins the least first, none gets two.
func TestMostInBins(t *testing.T) {
	one := MostInBins(3, 3, 1)
	near(t, "all apart", one[1], 6./27, 1e-12)
	near(t, "two together", one[2], 18./27, 1e-12)
	near(t, "all together", one[3], 3./27, 1e-12)
	near(t, "the emptiest", MostInBins(6, 6, 6)[1], 1, 1e-12)
	// The second of two balls joins the first only if both choices are that bin, which is not drawn twice.
	near(t, "two choices", MostInBins(2, 5, 2)[1], 1, 1e-12)
}
