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
			exponentialConfig{}, exponentialConfig.law),
		catalog.Define("weibull", "hazard a power of the age: early failures for shape < 1, wear for shape > 1",
			weibullConfig{}, weibullConfig.law),
		catalog.Define("lognormal", "the logarithm is normal: the usual shape of repair times",
			lognormalConfig{Unit: unit.Second}, lognormalConfig.law),
		catalog.Define("gamma", "a sum of exponential stages, for any positive shape",
			gammaConfig{}, gammaConfig.law),
		catalog.Define("erlang", "a sum of a whole number of equal exponential stages",
			erlangConfig{}, erlangConfig.law),
		catalog.Define("uniform", "equally likely everywhere from min to max",
			uniformConfig{}, uniformConfig.law),
		catalog.Define("triangular", "an expert's guess: shortest, most likely and longest",
			triangularConfig{}, triangularConfig.law),
		catalog.Define("constant", "always the same duration (deterministic)",
			constantConfig{}, constantConfig.law),
		catalog.Define("pareto", "power-law tail from a minimum on: the heaviest tail",
			paretoConfig{}, paretoConfig.law),
		catalog.Define("log-logistic", "the logarithm is logistic: lognormal in the middle, power-law tail",
			logLogisticConfig{}, logLogisticConfig.law),
		catalog.Define("hyperexponential", "a mixture of exponentials: most durations short, some long",
			hyperexponentialConfig{}, hyperexponentialConfig.law),
		catalog.Define("mixture", "each duration follows one of several laws, by weight",
			mixtureConfig{}, mixtureConfig.law),
		catalog.Define("empirical", "durations observed, interpolated; never beyond the longest",
			empiricalConfig{}, empiricalConfig.law),
	)
}
