package book

import (
	"math"
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// Margins are how many further nodes each service can lose, whichever they are, and its rule for its own nodes still
// holds, as far as is believed; where it does not hold, less than 0: −n if n nodes have to come back. A rule about
// throughput counts nodes of the average throughput of the service.
type Margins struct {
	of    []float64 // by service; +Inf where it runs on no nodes
	have  []int64   // by gate
	least []float64 // by gate: the margin of what it counts
	sizes []float64 // of the gates that one counts
}

// Of a set of services, a bit each, the least margin; +Inf where there is none.
func (m *Margins) Of(services uint64) float64 {
	least := math.Inf(1)
	for s, x := range m.of {
		if services>>s&1 == 1 {
			least = min(least, x)
		}
	}
	return least
}

// FindMargins finds the margins of all services by what a board says, under the demand of an instant.
// Cost: O(nodes × services + gates × depth of rules).
func (p *Plan) FindMargins(m *Margins, b *models.Board, now sim.Time) {
	m.have, m.least = flat.Fill(m.have, len(p.gates), 0), flat.Fill(m.least, len(p.gates), 0)
	m.of = flat.Fill(m.of, len(p.services), math.Inf(1))
	for id := range p.services {
		if s := &p.services[id]; s.own != none {
			p.countTrusted(s, m, b)
			m.of[id] = p.marginOf(s, m, now)
		}
	}
}

// countTrusted counts what a service has on nodes that are trusted into its leaf gates.
func (p *Plan) countTrusted(s *service, m *Margins, b *models.Board) {
	on := p.Services[s.id].Classes
	for i, leaf := range p.Topology.Leaves {
		if b.Suspected(int32(i)) || !slices.Contains(on, int(leaf.Class)) {
			continue
		}
		units := int64(1)
		if !s.byNodes {
			units = s.units[leaf.Class]
		}
		m.have[s.gateOf[p.Topology.Above(int32(i), s.depth)]] += units
	}
}

// marginOf is the margin of a service, of which the leaf gates have been filled.
func (p *Plan) marginOf(s *service, m *Margins, now sim.Time) float64 {
	end := s.end
	node := 1.0 // units of one
	if !s.byNodes {
		node = float64(s.allUnits) / float64(s.allNodes)
	}
	for g := end - 1; g >= s.own; g-- {
		if leaf := g+1 == end || p.gates[g+1].parent != g; leaf {
			m.least[g] = math.Floor(float64(m.have[g]-p.need(s, g, now)) / node)
		} else {
			m.least[g] = p.marginOver(m, g, end)
		}
	}
	return m.least[s.own]
}

// marginOver is the margin of a gate that counts others, by theirs: it closes soonest where those of them close that
// have the least to lose, and opens soonest where those open that lack the least.
func (p *Plan) marginOver(m *Margins, gate, end int32) float64 {
	m.sizes = m.sizes[:0]
	for g := gate + 1; g < end && p.gates[g].parent >= gate; g++ {
		if p.gates[g].parent == gate {
			m.sizes = append(m.sizes, m.least[g])
		}
	}
	slices.Sort(m.sizes)
	closed, _ := slices.BinarySearch(m.sizes, 0)
	open, need := len(m.sizes)-closed, int(p.gates[gate].need)
	if open < need {
		lacks := 0.0
		for _, x := range m.sizes[max(0, closed-(need-open)):closed] {
			lacks += x
		}
		return lacks
	}
	nodes := -1.0
	for _, x := range m.sizes[closed : closed+open-need+1] {
		nodes += x + 1
	}
	return nodes
}
