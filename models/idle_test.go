package models_test

import (
	"math"
	"testing"

	"nines/models"
)

// idlers is nodes of two speeds beside some that fail requests at once, as a Markov chain of how many are busy. A
// request goes to any that is idle.
type idlers struct {
	rate    float64
	nodes   [2]int
	takes   [2]float64
	failing int
}

// sent solves it, by Gauss and Seidel, for how many requests a second a node of each kind and one that fails is sent.
func (c idlers) sent() (each [3]float64) {
	p := make([][]float64, c.nodes[0]+1)
	for a := range p {
		p[a] = make([]float64, c.nodes[1]+1)
		for b := range p[a] {
			p[a][b] = 1
		}
	}
	at := func(a, b int) float64 {
		if a < 0 || b < 0 || a > c.nodes[0] || b > c.nodes[1] {
			return 0
		}
		return p[a][b]
	}
	begins := func(a, b int) float64 { return c.rate / float64(c.nodes[0]-a+c.nodes[1]-b+c.failing) } // of one idle node
	for range 2000 {
		for a := range p {
			for b := range p[a] {
				in := at(a-1, b)*begins(a-1, b)*float64(c.nodes[0]-a+1) + at(a, b-1)*begins(a, b-1)*float64(c.nodes[1]-b+1) +
					at(a+1, b)*float64(a+1)/c.takes[0] + at(a, b+1)*float64(b+1)/c.takes[1]
				p[a][b] = in / (begins(a, b)*float64(c.nodes[0]-a+c.nodes[1]-b) + float64(a)/c.takes[0] + float64(b)/c.takes[1])
			}
		}
	}
	mass := 0.0
	for a := range p {
		for b := range p[a] {
			mass += p[a][b]
			each[0] += p[a][b] * float64(a) / c.takes[0] / float64(c.nodes[0])
			each[1] += p[a][b] * float64(b) / c.takes[1] / float64(c.nodes[1])
			each[2] += p[a][b] * begins(a, b)
		}
	}
	for k := range each {
		each[k] /= mass
	}
	return each
}

// TestSeekIdle would catch a density of another power, a peak taken for the mean and a sum that is cut off too early:
// nodes of two speeds and some that fail requests at once, solved for themselves, and beside them others that hang.
func TestSeekIdle(t *testing.T) {
	for _, c := range []idlers{
		{2, [2]int{2, 1}, [2]float64{1, 2}, 1},
		{0.01, [2]int{2, 3}, [2]float64{1, 5}, 1},
		{20, [2]int{6, 4}, [2]float64{1, 0.5}, 2},
		{400, [2]int{5, 5}, [2]float64{3, 0.1}, 1},
	} {
		all := []models.Stint{{Nodes: float64(c.nodes[0]), Takes: c.takes[0]}, {Takes: 0}, {Nodes: 3, Takes: math.Inf(1)},
			{Nodes: float64(c.nodes[1]), Takes: c.takes[1]}, {Nodes: float64(c.failing)}}
		models.SeekIdle(c.rate, all)
		for k, want := range c.sent() {
			if got := all[[...]int{0, 3, 4}[k]].Each; math.Abs(got-want) > 1e-9*want {
				t.Errorf("%+v: a node of kind %d is sent %v, want %v", c, k, got, want)
			}
		}
		if all[2].Each != 0 {
			t.Errorf("%+v: nodes that hang are sent %v", c, all[2].Each)
		}
	}
}

// TestIdleTime holds the limit of many nodes to what can be solved by hand, and to all that nodes can do.
func TestIdleTime(t *testing.T) {
	for _, c := range []struct {
		what       string
		rate, want float64
		all        []models.Stint
	}{
		{"one kind", 4, 0.25, []models.Stint{{Nodes: 3, Takes: 0.5}}},
		{"two kinds", 12.5, (-7.5 + math.Sqrt(7.5*7.5+4*12.5*25)) / 25, // 12.5 (x+1)(x+2) = 20 (x+2) + 10 (x+1)
			[]models.Stint{{Nodes: 20, Takes: 1}, {Nodes: 10, Takes: 2}}},
		{"as much as they can", 6, 0, []models.Stint{{Nodes: 3, Takes: 0.5}}},
		{"more", 7, 0, []models.Stint{{Nodes: 3, Takes: 0.5}}},
		{"all hang", 7, 0, []models.Stint{{Nodes: 3, Takes: math.Inf(1)}}},
		{"nothing comes", 0, math.Inf(1), []models.Stint{{Nodes: 3, Takes: 0.5}}},
	} {
		if got := models.IdleTime(c.rate, c.all); got != c.want && !(math.Abs(got-c.want) < 1e-12) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	// Nearly as much as they can, to which the steps are longest.
	all := []models.Stint{{Nodes: 1000, Takes: 1}, {Nodes: 10, Takes: 50}}
	rate := models.Bears(all) * (1 - 1e-9)
	if x := models.IdleTime(rate, all); math.Abs(1000/(x+1)+10/(x+50)-rate) > 1e-9 {
		t.Errorf("nodes that wait for %v s take another rate than %v", x, rate)
	}
	models.SeekIdle(rate, all)
	if n := testing.AllocsPerRun(10, func() { models.SeekIdle(rate, all) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
