package models

import (
	"math"
	"slices"
)

// Backing is what a service needs of a store: that its requests can use the groups that they are about, any of them
// alike.
type Backing struct {
	Store int // index into Blueprint.Stores
	Use   Use
	// AtLeast is the share of the groups, in (0, 1], that can be used while the service is up. A group that is lost cannot
	// be until it has been filled anew.
	AtLeast float64
	// Soft: the service is never down for the store, and loses the share of its requests whose groups cannot be used;
	// AtLeast has no meaning.
	Soft bool
}

// Use is what requests do with the groups of a store.
type Use uint8

// The uses. What nobody can read cannot be Updated.
const (
	Read Use = iota
	Written
	Updated // read and written
)

// Uses is how many there are.
const Uses = 3

// Spare is how many groups of a store may be out of use while a service is up.
func (x *Backing) Spare(groups int) int {
	const rounding = 1e-9 // of all: 99 % of 100 groups are 99
	return groups - int(math.Ceil(x.AtLeast*float64(groups)*(1-rounding)))
}

// Behind lists the classes whose nodes a service stands on: those that it runs on, those that what it needs of stores
// lies on, and those of the nodes that may be members of the log that its lock is kept in.
func (b *Blueprint) Behind(service int) []int {
	s := &b.Services[service]
	all := slices.Clone(s.Classes)
	for _, x := range s.Stores {
		all = append(all, b.Stores[x.Store].Classes...)
	}
	if s.Lock != nil {
		for _, leaf := range b.Logs[s.Lock.Log].Hosts() {
			all = append(all, int(b.Topology.Leaves[leaf].Class))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Leans reports whether a service needs stores or a lock.
func (s *Service) Leans() bool { return len(s.Stores) > 0 || s.Lock != nil }

// Backed reports whether a service loses requests while it is up for what it needs of stores.
func (s *Service) Backed() bool {
	return slices.ContainsFunc(s.Stores, func(x Backing) bool { return x.Soft })
}
