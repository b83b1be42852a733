package recovery

import "testing"

// A backup needs no data to be copied: its default of none is a restore that takes as long as it takes. Its age is then
// still that of a random place between two backups.
func TestBackupWithoutData(t *testing.T) {
	a, err := backupRow.Build(func(any) error { return nil })
	if err != nil || a.Data != 0 || a.Loses == nil {
		t.Errorf("%v, data %g, loses %v", err, a.Data, a.Loses)
	}
}
