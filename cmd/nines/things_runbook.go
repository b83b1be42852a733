package main

import (
	"nines/experiments/scenario"
	"nines/policies/recovery"
)

// runbookThings are the words in which a scenario says what may be done about a fault, and when it is.
func runbookThings() []thing {
	word := func(name, doc, sample string, config any) thing {
		t := thing{kind: "runbook", name: name, doc: doc, sample: sample}
		if config != nil {
			t.params = givenOnly(config)
		}
		return t
	}
	usual := recovery.Settled(0)
	rule := func(keys string) string { return "recovery: [ { " + keys + " }, { do: [replace] } ]" }
	return []thing{
		word("recovery", "A runbook: rules, of which the first that fits the diagnosis applies, then hands-on repair. "+
			"Policies are short for one.", rule("when: { effect: hang }, do: [restart], probation: 2h"),
			scenario.RunbookRuleSpec{Probation: usual.Probation, Retry: usual.Retry}),
		word("actions", "What may be done about a fault: a policy of the catalog with some of its settings, or one of its "+
			"own, which hides one of the catalog of the same name. It is done to what is blamed or, where that sits below "+
			"the level on, to the member of that level that holds it; what sits above the level outlasts it.",
			"actions: { restart: { on: node, takes: 30s, clears: { down: 90% } } }\n"+rule("when: { on: node }, do: [restart]"),
			recovery.Doing{Attempts: 1}),
		word("clears", "With which probability an action ends a fault, by mode, cause or effect: a mode goes before its "+
			"cause, and a cause before its effect. It is all that counts: fixes cannot stand beside it, and no mode is left "+
			"out, not even permanent, unless it is named with 0%.",
			"actions: { restart: { takes: 30s, clears: { down: 90% } } }\n"+rule("when: { on: node }, do: [restart]"), nil),
		word("when", "The diagnoses that a rule is for: what is blamed, which may not be what is wrong.",
			rule("when: { effect: hang, attempt: 1 }, do: [restart]"), scenario.WhenSpec{}),
		word("do", "The actions of a rule, tried in turn; what has no chance against the blamed cause is passed over.",
			rule("when: { effect: hang }, do: [ { action: restart, attempts: 2 }, reboot ]"), scenario.StepSpec{}),
		word("guard", "What keeps a rule from acting at once, or at all.",
			rule("when: { effect: hang }, do: [restart], guard: { at_most: 10%, instead: [repair], per: node }"),
			scenario.GuardSpec{}),
	}
}

// causeThings are the words for what is wrong when a fault strikes.
func causeThings() []thing {
	return []thing{
		{kind: "kind of a fault", name: "cause", doc: "What is wrong when the fault strikes, its own name if not given: " +
			"what diagnoses name and actions clear. Effect is how it shows.",
			sample: "faults: { NAME: { on: node, rate: 2/y, repair: 40m, cause: release } }"},
		{kind: "kind of a fault", name: "modes", doc: "Ways in which one cause is present, with shares that sum to 100%. " +
			"They look alike: no diagnosis tells them apart, and what clears one may not clear another.",
			params: givenOnly(scenario.ModeSpec{}),
			sample: "faults: { NAME: { on: node, rate: 2/y, repair: 40m, modes: { process: 80%, " +
				"disk: { share: 20%, repair: 4h } } } }"},
	}
}
