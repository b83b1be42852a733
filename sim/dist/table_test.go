package dist

import (
	"reflect"
	"testing"
)

// Whoever lists the laws finds every parameter explained, and left out unless the user gives it.
func TestTable(t *testing.T) {
	if got := Table().Family(); got != "law" {
		t.Errorf("family %q", got)
	}
	for _, row := range Table().Rows() {
		if row.Doc() == "" || len(row.Params()) == 0 {
			t.Errorf("%s is not explained", row.Name())
		}
		for _, p := range row.Params() {
			if p.Doc == "" {
				t.Errorf("%s: %s is not explained", row.Name(), p.Key)
			}
			if v := reflect.ValueOf(p.Default); p.Key != "unit" && !v.IsZero() {
				t.Errorf("%s: %s is %v where the user says nothing", row.Name(), p.Key, p.Default)
			}
		}
		if law, err := row.Build(func(any) error { return nil }); err == nil {
			t.Errorf("%s is %s without any parameter", row.Name(), law)
		}
	}
}
