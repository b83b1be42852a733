package incident

import (
	"os"
	"path/filepath"
	"testing"
)

// Records as they are published, which are not part of the repository: the test looks for them in the folder that
// NINES_DATA names.
func archived(t *testing.T, path string, o Options) *Record {
	t.Helper()
	folder := os.Getenv("NINES_DATA")
	if folder == "" {
		t.Skip("NINES_DATA names no folder")
	}
	f, err := os.Open(filepath.Join(folder, path))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	r, bad := Read(f, o)
	if bad != nil {
		t.Fatal(bad)
	}
	t.Logf("%s: %d incidents, %s to %s, %v", path, len(r.Incidents), r.Written(r.From), r.Written(r.To), r.Notes)
	return r
}

// The incidents that three providers published: 1,033 rows, of which four do not end after their start.
func TestCloudIncidents(t *testing.T) {
	r := archived(t, "cloud-incidents/cloud_incidents_2018_2020.csv", Options{LeaveOut: true})
	lost := 0
	for _, n := range r.Notes {
		if n.Oddity == Unreadable || n.Oddity == NoLength {
			lost += n.Count
		}
	}
	if lost != 4 || len(r.Names(Service)) < 100 {
		t.Errorf("%d rows without a length, %d services", lost, len(r.Names(Service)))
	}
}

// The Cloud Uptime Archive counts in seconds from its first event and has a share that failed under status.
func TestUptimeArchive(t *testing.T) {
	r := archived(t, "cloud-uptime-archive/traces/Github_user_reported.csv", Options{Shares: true})
	if r.Dated || len(r.Incidents) != 68 || r.Columns[Severity] != "status" {
		t.Errorf("%d incidents, severity under %q", len(r.Incidents), r.Columns[Severity])
	}
}

// Failures of disks have a time, and no end.
func TestDiskFailures(t *testing.T) {
	r := archived(t, "alibaba-ssd-failures/alibaba_ssd_failures_2018_2019.csv", Options{})
	if r.Lasts() || len(r.Incidents) != 18387 {
		t.Errorf("%d incidents", len(r.Incidents))
	}
}
