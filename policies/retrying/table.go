package retrying

import (
	"nines/models"
	"nines/sim/catalog"
)

// Table lists the back-offs that ship.
func Table() catalog.Table[models.Backoff] {
	return catalog.NewTable[models.Backoff]("back-off",
		noneRow,
		constantRow,
		exponentialRow,
		fullRow,
		equalRow,
		decorrelatedRow,
	)
}

// Budgets lists the retry budgets that ship.
func Budgets() catalog.Table[models.RetryBudget] {
	return catalog.NewTable[models.RetryBudget]("retry budget",
		perRequestRow,
		tokensRow,
	)
}
