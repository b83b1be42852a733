package detection

import "testing"

func TestGossipRefuses(t *testing.T) {
	refuses(t, NewGossip, map[string]GossipConfig{
		"interval is 0 s; it must":        {FanOut: 1, Timeout: 5},
		"fan_out is 0; write a whole":     {Interval: 1, Timeout: 5},
		"loss is 0.95; write a share":     {Interval: 1, FanOut: 1, Timeout: 5, Loss: 0.95},
		"timeout is 1 intervals; write 2": {Interval: 1, FanOut: 1, Timeout: 1},
		"sees down is 2; write":           {Interval: 1, FanOut: 1, Timeout: 5, Sees: Sight{Down: 2}},
	})
}
