package result

// PlanRow is one point that a plan has looked at, in the order in which it did.
type PlanRow struct {
	Key
	Role     string // "chosen", "runner-up", "today" as the system is, "tied" with the chosen one, or ""
	Standing string // "feasible", "infeasible" or "undecided"
	// Judged is how many replications it was judged by, and Replications how many were played of it in all.
	Judged, Replications int
	Lacks                string  // what it lacks by its structure, without which nothing was played to judge it
	Failing              string  // the objective that decides against it, or is not decided: "availability>=99.9%"
	Needed               float64 // replications that it would take to decide it, about; NaN where it is decided
	// Metric is what is minimized, with its interval; the interval of what is not left to chance is a point.
	Metric, Unit    string
	Mean, Low, High float64
	// Nines of what Measure of Scope loses; NaN where nothing was played, Inf where nothing was lost.
	Measure, Scope             string
	Nines, NinesLow, NinesHigh float64
	Front                      int // 1 where none that was played, and misses no objective, has as many nines for less
}

// WorthRow is what one step from the chosen point of a plan would do: differences to it on the same random numbers. A
// step in what is not decided has the values of the chosen point, and a variant that says what else.
type WorthRow struct {
	Key                                // of the other point
	Path                       string  // of the setting that is changed
	From, To                   string  // its values
	Standing                   string  // of the other point
	Pairs                      int     // of replications
	Nines, NinesLow, NinesHigh float64 // more of them; NaN where either has no loss
	Lost, LostLow, LostHigh    float64 // more of what is lost, s/y as a downtime is
	Money, MoneyLow, MoneyHigh float64 // more of what is minimized, in its unit
	PerNine                    float64 // Money over Nines; NaN where these are not told from none
}

// The tables of a plan: the points that it has looked at, and what steps from the chosen one are worth.
var (
	Plans = &Table[PlanRow]{
		file: "plan.csv",
		key:  func(r *PlanRow) *Key { return &r.Key },
		columns: []column[PlanRow]{
			text("role", func(r *PlanRow) *string { return &r.Role }),
			text("standing", func(r *PlanRow) *string { return &r.Standing }),
			whole("judged", func(r *PlanRow) *int { return &r.Judged }),
			whole("replications", func(r *PlanRow) *int { return &r.Replications }),
			text("lacks", func(r *PlanRow) *string { return &r.Lacks }),
			text("failing", func(r *PlanRow) *string { return &r.Failing }),
			number("needed", func(r *PlanRow) *float64 { return &r.Needed }),
			text("minimized", func(r *PlanRow) *string { return &r.Metric }),
			text("unit", func(r *PlanRow) *string { return &r.Unit }),
			number("mean", func(r *PlanRow) *float64 { return &r.Mean }),
			number("ci_low", func(r *PlanRow) *float64 { return &r.Low }),
			number("ci_high", func(r *PlanRow) *float64 { return &r.High }),
			text("measure", func(r *PlanRow) *string { return &r.Measure }),
			text("scope", func(r *PlanRow) *string { return &r.Scope }),
			number("nines", func(r *PlanRow) *float64 { return &r.Nines }),
			number("nines_low", func(r *PlanRow) *float64 { return &r.NinesLow }),
			number("nines_high", func(r *PlanRow) *float64 { return &r.NinesHigh }),
			whole("front", func(r *PlanRow) *int { return &r.Front }),
		},
		order: func(a, b *PlanRow) int { return a.comparePoint(&b.Key) },
	}

	Worths = &Table[WorthRow]{
		file: "worth.csv",
		key:  func(r *WorthRow) *Key { return &r.Key },
		columns: []column[WorthRow]{
			text("path", func(r *WorthRow) *string { return &r.Path }),
			text("from", func(r *WorthRow) *string { return &r.From }),
			text("to", func(r *WorthRow) *string { return &r.To }),
			text("standing", func(r *WorthRow) *string { return &r.Standing }),
			whole("n_pairs", func(r *WorthRow) *int { return &r.Pairs }),
			number("nines", func(r *WorthRow) *float64 { return &r.Nines }),
			number("nines_low", func(r *WorthRow) *float64 { return &r.NinesLow }),
			number("nines_high", func(r *WorthRow) *float64 { return &r.NinesHigh }),
			number("lost_s_per_y", func(r *WorthRow) *float64 { return &r.Lost }),
			number("lost_low", func(r *WorthRow) *float64 { return &r.LostLow }),
			number("lost_high", func(r *WorthRow) *float64 { return &r.LostHigh }),
			number("money", func(r *WorthRow) *float64 { return &r.Money }),
			number("money_low", func(r *WorthRow) *float64 { return &r.MoneyLow }),
			number("money_high", func(r *WorthRow) *float64 { return &r.MoneyHigh }),
			number("per_nine", func(r *WorthRow) *float64 { return &r.PerNine }),
		},
		// Changes keep the order of the variables in the plan.
		order: func(a, b *WorthRow) int { return 0 },
	}
)
