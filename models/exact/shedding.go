package exact

// Shedding is a station that takes in a share of the customers who come, by how many are there.
type Shedding struct {
	Station
	Sheds func(there int) float64 // share that is refused
	Most  int                     // customers: so many that it makes no difference that more are refused
}

// Answers returns the distribution of how many are there, the share of customers who are taken in, and the mean time
// that these stay. The chain goes up as long as somebody is taken in.
func (x Shedding) Answers() (there []float64, taken, sojourn float64) {
	b, top := BirthDeath{}, 0
	for ; top < x.Most && x.Sheds(top) < 1; top++ {
		b.Birth = append(b.Birth, x.Arrive*(1-x.Sheds(top)))
		b.Death = append(b.Death, x.Serve*float64(min(top+1, x.Servers)))
	}
	there = b.Stationary()
	all := 0.0
	for n, p := range there {
		taken += p * (1 - x.Sheds(n))
		all += p * float64(n)
	}
	return there, taken, all / (x.Arrive * taken)
}
