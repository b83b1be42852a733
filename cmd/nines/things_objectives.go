package main

// objectiveThings are the words of the section slo.
func objectiveThings() []thing {
	word := func(name, doc, sample string) thing {
		return thing{kind: "word of an objective", name: name, doc: doc, sample: "slo: [ { metric: " + sample + " } ]"}
	}
	return []thing{
		word("over", "The length of a period, at most the horizon, which is the period where nothing is said. Periods "+
			"follow each other from the end of the warm-up on; where they do not fill the horizon, a last one ends with "+
			"it, begins before the one before is over, and counts for the part of it that is new.",
			"availability, at_least: 99.9%, over: 30d, in: 95%"),
		word("rolling", "With rolling: true a period begins at every instant from which it fits into the horizon; the share "+
			"of the instants is computed exactly. For availability, unavailability and downtime.",
			"availability, at_least: 99.9%, over: 30d, rolling: true, in: 95%"),
		word("in", "In how many of its periods an objective must be met: a share, judged by the interval of that share, or "+
			"the word mean, judged by the interval of the mean. Without it the mean is judged, because no second number is "+
			"needed for it and it is what precision is about; but a mean hides bad periods, so that a mean that meets the "+
			"bound while a period misses it is met on average only: mark !, exit status 7.",
			"downtime, at_most: 10h per 1y, in: 80%"),
	}
}
