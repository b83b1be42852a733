package result

import "iter"

// Replications yields every number of every replication that the ledger of a folder holds, in the order of the table,
// and stops at the first error.
func (f *Folder) Replications() iter.Seq2[ReplicationRow, error] {
	return func(yield func(ReplicationRow, error) bool) {
		memo, err := newMemo(f.Manifest.Head(), f.Path(LedgerFile))
		if err != nil {
			yield(ReplicationRow{}, err)
			return
		}
		defer memo.Close()
		for row, err := range memo.rows(f.Manifest.RunID, f.Manifest.Scenario) {
			if !yield(row, err) {
				return
			}
		}
	}
}

// Kept reads what the ledger of a folder keeps of one configuration: its columns, and what each replication has
// contributed, in their order. Replications without a gap begin with 0; others are an error.
func (f *Folder) Kept(point int) (c Configuration, kept []Contribution, err error) {
	memo, err := newMemo(f.Manifest.Head(), f.Path(LedgerFile))
	if err != nil {
		return c, nil, err
	}
	defer memo.Close()
	for _, u := range memo.units() {
		if u.point != point {
			continue
		}
		x, err := memo.read(memo.places[u])
		if err == nil && (x.Replication != len(kept) || len(x.Numbers) != len(memo.configurations[point].Columns)) {
			err = &FolderError{Path: f.Path(LedgerFile), Reason: errBrokenItem.Error()}
		}
		if err != nil {
			return c, nil, err
		}
		kept = append(kept, x)
	}
	return memo.configurations[point], kept, nil
}
