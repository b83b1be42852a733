package main

import (
	"reflect"

	"nines/experiments/scenario"
	"nines/sim/catalog"
)

// resourceThings are what repairs and treatments share.
func resourceThings() []thing {
	kind := func(name, doc, sample string, config any) thing {
		return thing{kind: "resource", name: name, doc: doc, params: givenOnly(config),
			sample: "resources: { " + name + ": { NAME: { " + sample + " } } }"}
	}
	return []thing{
		kind("crews", "Teams of interchangeable hands: repairs wait for them, first come first served. Work that has begun "+
			"is finished after the shift. Hands that are called out come with the next shift at the latest, take whoever "+
			"has waited longest, and go home when nobody waits. Those who only stayed on after their shift take nothing "+
			"new: who waits then has somebody called.",
			"count: 2, shifts: [ { days: mon-fri, from: 8h, to: 18h } ], call_out: 1h, per: zone", scenario.CrewSpec{}),
		kind("spares", "Stocks of parts: each repair that needs one uses it up, and orders fill the shelf again.",
			"stock: 8, reorder: 4, lead_time: { dist: gamma, shape: 4, mean: 10d }, cost: 200", scenario.SpareSpec{}),
		kind("bandwidth", "Rates at which data is copied: restores that are under way share them equally.",
			"rate: 100MB/s, each: 20MB/s, drag: 10%", scenario.BandwidthSpec{}),
	}
}

// givenOnly are the parameters of a section. Zeros are no defaults there: they must be given, or there is none of it.
func givenOnly(config any) []catalog.Param {
	params := catalog.ParamsOf(config)
	for i := range params {
		if v := reflect.ValueOf(params[i].Default); v.IsValid() && v.IsZero() {
			params[i].Default = nil
		}
	}
	return params
}
