package dist

import "testing"

var (
	_ Law = Exponential{}
	_ Law = Constant{}
)

func TestString(t *testing.T) {
	exponential, _ := NewExponential(180 * 86400 * (1 + 1e-15))
	constant, _ := NewConstant(300)
	for _, c := range []struct {
		law  Law
		want string
	}{
		{exponential, "exponential(mean 180d)"},
		{constant, "constant(value 5m)"},
	} {
		if got := c.law.String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
