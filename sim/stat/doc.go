// Package stat holds accumulators, histograms and inference. Its rule is assumption first: the name of a function says
// what is assumed about the numbers, and its Estimate states the method, the confidence attained and, as warnings with
// a remedy, every sign that the assumption fails.
//
// Accumulators (during a run, no allocation per value): welford.go (mean and variance), timeweighted.go (integral of a
// step function), histogram.go and weighted.go over buckets.go (quantiles of counts and of weights).
//
// Estimates (after the runs): estimate.go first, then
//
//	mean.go          Mean, PositiveMean, ShareMean: of one number per replication; skew.go has what they share
//	ratio.go         Ratio, ShareRatio: of totals over totals (MTTF, MTTR, request success)
//	proportion.go    Wilson, ClopperPearson, ProportionAtMost: k of n
//	poisson.go       PoissonRate, PoissonAtMost, ExponentialMean: events in a time at risk
//	compound.go      PoissonTotal, PoissonTotalAtMost: what a few events add up to, or none
//	survival.go      KaplanMeier: how long spells last, of which some were cut off
//	spells.go        MeanSpell: their mean, with an interval by replication
//	quantile.go      Quantile: of one number per replication; student.go has those of Student's t
//	timequantile.go  TimeQuantile: of a share of the time
//	chance.go        StudentP, BinomialP: how surprising a number is, if the true one is known
//	paired.go        Paired, Holm: is there a difference; best.go has ProbBest: which of several policies
//	unpaired.go      Unpaired, Unmatched, FisherP: is there one between systems whose replications share nothing
//	select.go        Selection: the best of several systems, with the probability asked for (Kim and Nelson)
//	effects.go       Morris, SobolIndices: what an input does to an output
//	uncertain.go     Uncertainty: what is known of an output whose inputs are not known exactly
//	matched.go       Matched, NoneDiffers: is there one between systems of which each replication says yes or no
//	precision.go     Precision: when to stop
//	cycles.go        CycleShare: of what is lost in the long run, by cycles of one that begins anew
//	mser.go          MSER5: what to leave out at the beginning of a series
//
// Replications are taken to be independent; nothing here makes that true. Intervals but that of Uncertainty cover the
// noise of simulation alone, never an error in the model's inputs. There are no batch means; package fit finds laws.
//
// Slices are read, never changed or kept. Results depend on the order of the values only through rounding, and are the
// same for the same order.
package stat
