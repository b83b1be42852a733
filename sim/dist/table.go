package dist

import (
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Table lists every law under the name that users write. Parameters that may be left out are pointers and nil where the
// user says nothing; each family takes exactly as many as determine it, and names its ways where it gets others.
func Table() catalog.Table[Law] {
	return catalog.NewTable("law",
		catalog.Define("exponential", "no memory: the risk never changes with age; one parameter",
			exponentialConfig{}, exponentialConfig.law).
			WithExample("mean: 180d"),
		catalog.Define("weibull", "hazard a power of the age: early failures for shape < 1, wear for shape > 1",
			weibullConfig{}, weibullConfig.law).
			WithExample("shape: 0.8, mean: 180d"),
		catalog.Define("lognormal", "the logarithm is normal: the usual shape of repair times",
			lognormalConfig{}, lognormalConfig.law).
			WithExample("mean: 6m, p95: 20m"),
		catalog.Define("normal", "symmetric about its mean, cut at 0: routine work whose length hardly varies",
			normalConfig{}, normalConfig.law).
			WithExample("mean: 4h, sd: 30m"),
		catalog.Define("gamma", "a sum of exponential stages, for any positive shape",
			gammaConfig{}, gammaConfig.law).
			WithExample("shape: 2, mean: 9h"),
		catalog.Define("erlang", "a sum of a whole number of equal exponential stages",
			erlangConfig{}, erlangConfig.law).
			WithExample("stages: 3, mean: 9h"),
		catalog.Define("uniform", "equally likely everywhere from min to max",
			uniformConfig{}, uniformConfig.law).
			WithExample("min: 5m, max: 15m"),
		catalog.Define("triangular", "an expert's guess: shortest, most likely and longest",
			triangularConfig{}, triangularConfig.law).
			WithExample("min: 5m, mode: 10m, max: 30m"),
		catalog.Define("constant", "always the same duration (deterministic)",
			constantConfig{}, constantConfig.law).
			WithExample("value: 5m"),
		catalog.Define("pareto", "power-law tail from a minimum on: the heaviest tail",
			paretoConfig{}, paretoConfig.law).
			WithExample("scale: 1m, shape: 2.5"),
		catalog.Define("log-logistic", "the logarithm is logistic: lognormal in the middle, power-law tail",
			logLogisticConfig{}, logLogisticConfig.law).
			WithExample("median: 10m, shape: 2"),
		catalog.Define("hyperexponential", "a mixture of exponentials: most durations short, some long",
			hyperexponentialConfig{}, hyperexponentialConfig.law).
			WithExample("of: [{ weight: 90%, mean: 10m }, { weight: 10%, mean: 5h }]"),
		catalog.Define("bathtub", "early failures, accidents and wear compete: a hazard that falls, stays and rises",
			bathtubConfig{}, bathtubConfig.law).
			WithExample("early: { shape: 0.5, scale: 40y }, rate: 1%/y, wear: { shape: 4, scale: 9y }"),
		catalog.Define("age-table", "a hazard for each range of ages, as tables of annual failure rates state it",
			ageTableConfig{}, ageTableConfig.law).
			WithExample("rates: [{ until: 1y, rate: 1.5%/y }, { until: 5y, rate: 1%/y }, { rate: 4%/y }]"),
		catalog.Define("mixture", "each duration follows one of several laws, by weight",
			mixtureConfig{}, mixtureConfig.law).
			WithExample("of: [{ weight: 80%, dist: exponential, mean: 1h }, { weight: 20%, dist: constant, value: 1d }]"),
		catalog.Define("empirical", "durations observed, interpolated; never beyond the longest",
			empiricalConfig{Unit: unit.Second}, empiricalConfig.law).
			WithExample("file: lives.csv, unit: 1h"),
	)
}
