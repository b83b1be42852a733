package scenario

import (
	"fmt"
	"strings"
	"testing"
)

// needing is a scenario with something at the end of its services.
const needing = `version: 1
topology: [ { level: node, classes: { web: 2, db: 1 } } ]
faults: { crash: { on: node, time_to_failure: 30d, repair: 4h } }
detection: { all: { policy: instant } }
localization: { policy: exact }
services:
  web: { runs_on: web, up_when: { at_least: 1 } }
  auth: { runs_on: db, up_when: { at_least: 1 } }
  shop: %s
`

// What is wrong with needs is said at its place, with its remedy; what is right needs no more than it says.
func TestNeeds(t *testing.T) {
	for _, c := range []struct{ shop, want string }{
		{"{ needs: [web, auth] }", ""},
		{"{ needs: web }", ""},
		{"{ needs: { any: [web, { all: [auth] }] } }", ""},
		{"{ needs: { at_least: 2, of: [web, auth] } }", ""},
		{"{ runs_on: web, up_when: { at_least: 1 }, needs: [auth] }", ""},
		{"{ needs: [auht] }", `unknown service "auht", which services.shop needs
  --> n.yaml:9:19`},
		{"{ needs: [auht] }", `did you mean "auth"?`},
		{"{ needs: [auht] }", "known other services: web, auth"},
		{"{ needs: [web, shop] }", "services.shop needs itself\n  --> n.yaml:9:24"},
		{"{ needs: { any: [web, shop] } }", "services.shop needs itself\n  --> n.yaml:9:31"},
		{"{ needs: [web, auth, web] }", "services.shop.needs names web twice\n  --> n.yaml:9:30"},
		{"{ needs: [] }", "services.shop.needs is empty"},
		{"{ needs: { any: [] } }", "services.shop.needs.0.any is empty"},
		{"{ needs: { at_least: 3, of: [web, auth] } }", "asks for 3 of 2\n"},
		{"{ needs: { at_least: 0, of: [web, auth] } }", "at_least must be 1 or more"},
		{"{ needs: { at_least: 2 } }", "at_least and of belong together"},
		{"{ needs: { of: [web, auth] } }", "at_least and of belong together"},
		{"{ needs: { all: [web], any: [auth] } }", "says 2 things and needs to say one"},
		{"{ needs: {} }", "says 0 things and needs to say one"},
		{"{ needs: [[web]] }", "want a mapping"},
		{"{}", "services.shop runs on nothing and needs nothing"},
		{"{ runs_on: web, needs: [auth] }", `services.shop needs the key "up_when"`},
		{"{ up_when: { at_least: 1 }, needs: [auth] }", `services.shop needs the key "runs_on"`},
		{"{ needs: [back] }\n  back: { needs: [shop] }", "services shop → back → shop need each other"},
		{"{ needs: [back] }\n  back: { needs: { any: [shop, web] } }", ""},
		{"{ needs: [auth, { service: web, soft: 30% }] }", ""},
		{"{ needs: { any: [auth, web], soft: 100% } }", ""},
		{"{ needs: [{ service: web, soft: 0% }] }", "soft must be above 0%"},
		{"{ needs: [{ service: web, soft: 130% }] }", "services.shop.needs.0.soft"},
		{"{ needs: [{ any: [auth, { service: web, soft: 30% }] }] }", "services.shop.needs.0.any.1 is soft within a list"},
		{"{ needs: [back] }\n  back: { needs: [{ service: shop, soft: 30% }] }", ""},
		{"{ needs: [web] }\ntraffic: { service: shop, arrivals: { rate: 1/s } }", "services.shop has no nodes of its own"},
	} {
		d, err := Parse("n.yaml", []byte(fmt.Sprintf(needing, c.shop)))
		must(err)
		_, err = d.Compile(DefaultCatalogs())
		switch {
		case err == nil && c.want == "":
		case err == nil || c.want == "" || !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: %v\nwant %s", c.shop, err, c.want)
		}
	}
}

// The resolved scenario has needs as they were written, and means the same.
func TestNeedsResolved(t *testing.T) {
	d, err := Parse("n.yaml", []byte(fmt.Sprintf(needing, "{ needs: { any: [web, { at_least: 1, of: auth }] } }")))
	must(err)
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	again, err := Parse("n.yaml", s.Resolved)
	must(err)
	if r, err := again.Compile(DefaultCatalogs()); err != nil || r.Hash != s.Hash {
		t.Errorf("%v: %s", err, s.Resolved)
	}
}
