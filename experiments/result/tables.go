package result

import (
	"cmp"
	"strings"
)

// The tables of a results folder: file, columns and order of rows. They are immutable.
var (
	Replications = &Table[ReplicationRow]{
		file: "replications.csv",
		key:  func(r *ReplicationRow) *Key { return &r.Key },
		columns: []column[ReplicationRow]{
			whole("replication", func(r *ReplicationRow) *int { return &r.Replication }),
			text("metric", func(r *ReplicationRow) *string { return &r.Metric }),
			text("scope", func(r *ReplicationRow) *string { return &r.Scope }),
			text("unit", func(r *ReplicationRow) *string { return &r.Unit }),
			number("value", func(r *ReplicationRow) *float64 { return &r.Value }),
			whole("censored", func(r *ReplicationRow) *int { return &r.Censored }),
		},
		order: func(a, b *ReplicationRow) int {
			return cmp.Or(a.comparePoint(&b.Key), cmp.Compare(a.Replication, b.Replication),
				strings.Compare(a.Metric, b.Metric), strings.Compare(a.Scope, b.Scope))
		},
	}

	Estimates = &Table[Estimate]{
		file: "summary.csv",
		key:  func(r *Estimate) *Key { return &r.Key },
		columns: []column[Estimate]{
			text("metric", func(r *Estimate) *string { return &r.Metric }),
			text("scope", func(r *Estimate) *string { return &r.Scope }),
			text("unit", func(r *Estimate) *string { return &r.Unit }),
			whole("n", func(r *Estimate) *int { return &r.N }),
			number("mean", func(r *Estimate) *float64 { return &r.Mean }),
			number("sd", func(r *Estimate) *float64 { return &r.SD }),
			number("sd_ci_low", func(r *Estimate) *float64 { return &r.SDLow }),
			number("sd_ci_high", func(r *Estimate) *float64 { return &r.SDHigh }),
			number("ci_low", func(r *Estimate) *float64 { return &r.Low }),
			number("ci_high", func(r *Estimate) *float64 { return &r.High }),
			number("confidence", func(r *Estimate) *float64 { return &r.Confidence }),
			text("ci_method", func(r *Estimate) *string { return &r.Method }),
			number("p05", func(r *Estimate) *float64 { return &r.P05 }),
			number("p50", func(r *Estimate) *float64 { return &r.P50 }),
			number("p95", func(r *Estimate) *float64 { return &r.P95 }),
			number("p95_ci_low", func(r *Estimate) *float64 { return &r.P95Low }),
			number("p95_ci_high", func(r *Estimate) *float64 { return &r.P95High }),
			number("slo_bound", func(r *Estimate) *float64 { return &r.SLOBound }),
			text("slo_verdict", func(r *Estimate) *Verdict { return &r.SLOVerdict }),
			number("slo_confidence", func(r *Estimate) *float64 { return &r.SLOConfidence }),
			list("warnings", func(r *Estimate) *[]string { return &r.Warnings }),
		},
		order: func(a, b *Estimate) int {
			return cmp.Or(a.comparePoint(&b.Key), strings.Compare(a.Metric, b.Metric), strings.Compare(a.Scope,
				b.Scope))
		},
	}

	Series = seriesTable("timeseries.csv")

	// Opening is the series of the warm-up. Its times are below 0, which is when the measured time begins.
	Opening = seriesTable("warmup.csv")

	Incidents = &Table[IncidentRow]{
		file: "incidents.csv",
		key:  func(r *IncidentRow) *Key { return &r.Key },
		columns: []column[IncidentRow]{
			whole("replication", func(r *IncidentRow) *int { return &r.Replication }),
			whole("incident", func(r *IncidentRow) *int { return &r.Incident }),
			number("start_s", func(r *IncidentRow) *float64 { return &r.Start }),
			number("detect_s", func(r *IncidentRow) *float64 { return &r.Detect }),
			number("switchover_s", func(r *IncidentRow) *float64 { return &r.Switchover }),
			number("locate_s", func(r *IncidentRow) *float64 { return &r.Locate }),
			number("wait_s", func(r *IncidentRow) *float64 { return &r.Wait }),
			number("repair_s", func(r *IncidentRow) *float64 { return &r.Repair }),
			number("verify_s", func(r *IncidentRow) *float64 { return &r.Verify }),
			number("end_s", func(r *IncidentRow) *float64 { return &r.End }),
			text("cause", func(r *IncidentRow) *string { return &r.Cause }),
			text("scope", func(r *IncidentRow) *string { return &r.Scope }),
			whole("nodes_affected", func(r *IncidentRow) *int { return &r.NodesAffected }),
			number("capacity_lost", func(r *IncidentRow) *float64 { return &r.CapacityLost }),
			number("requests_failed", func(r *IncidentRow) *float64 { return &r.RequestsFailed }),
		},
		order: func(a, b *IncidentRow) int {
			return cmp.Or(a.comparePoint(&b.Key), cmp.Compare(a.Replication, b.Replication),
				cmp.Compare(a.Incident, b.Incident), strings.Compare(a.Scope, b.Scope))
		},
	}

	Timelines = &Table[TimelineRow]{
		file: "timeline.csv",
		key:  func(r *TimelineRow) *Key { return &r.Key },
		columns: []column[TimelineRow]{
			whole("replication", func(r *TimelineRow) *int { return &r.Replication }),
			whole("incident", func(r *TimelineRow) *int { return &r.Incident }),
			text("component", func(r *TimelineRow) *string { return &r.Component }),
			text("cause", func(r *TimelineRow) *string { return &r.Cause }),
			text("stage", func(r *TimelineRow) *string { return &r.Stage }),
			number("start_s", func(r *TimelineRow) *float64 { return &r.Start }),
			number("end_s", func(r *TimelineRow) *float64 { return &r.End }),
			whole("among", func(r *TimelineRow) *int { return &r.Among }),
		},
		order: func(a, b *TimelineRow) int {
			return cmp.Or(a.comparePoint(&b.Key), cmp.Compare(a.Incident, b.Incident),
				strings.Compare(a.Component, b.Component), cmp.Compare(a.Start, b.Start))
		},
	}

	Components = &Table[ComponentRow]{
		file: "components.csv",
		key:  func(r *ComponentRow) *Key { return &r.Key },
		columns: []column[ComponentRow]{
			text("component", func(r *ComponentRow) *string { return &r.Component }),
			number("failures", func(r *ComponentRow) *float64 { return &r.Failures }),
			number("downing_failures", func(r *ComponentRow) *float64 { return &r.DowningFailures }),
			number("downtime_s", func(r *ComponentRow) *float64 { return &r.Downtime }),
			number("waiting_s", func(r *ComponentRow) *float64 { return &r.Waiting }),
			number("importance", func(r *ComponentRow) *float64 { return &r.Importance }),
			number("outage_share", func(r *ComponentRow) *float64 { return &r.OutageShare }),
			number("outage_share_ci_low", func(r *ComponentRow) *float64 { return &r.OutageLow }),
			number("outage_share_ci_high", func(r *ComponentRow) *float64 { return &r.OutageHigh }),
			number("risk_reduction", func(r *ComponentRow) *float64 { return &r.RiskReduction }),
			number("risk_reduction_ci_low", func(r *ComponentRow) *float64 { return &r.RiskLow }),
			number("risk_reduction_ci_high", func(r *ComponentRow) *float64 { return &r.RiskHigh }),
		},
		// Components keep the order of the topology, in which rack-10 follows rack-9.
		order: func(a, b *ComponentRow) int { return a.comparePoint(&b.Key) },
	}

	Histograms = &Table[HistogramRow]{
		file: "histograms.csv",
		key:  func(r *HistogramRow) *Key { return &r.Key },
		columns: []column[HistogramRow]{
			text("metric", func(r *HistogramRow) *string { return &r.Metric }),
			text("scope", func(r *HistogramRow) *string { return &r.Scope }),
			text("unit", func(r *HistogramRow) *string { return &r.Unit }),
			number("lower", func(r *HistogramRow) *float64 { return &r.Lower }),
			number("upper", func(r *HistogramRow) *float64 { return &r.Upper }),
			number("count_or_weight", func(r *HistogramRow) *float64 { return &r.Weight }),
		},
		order: func(a, b *HistogramRow) int {
			return cmp.Or(a.comparePoint(&b.Key), strings.Compare(a.Metric, b.Metric), strings.Compare(a.Scope,
				b.Scope), cmp.Compare(a.Lower, b.Lower))
		},
	}

	Effects = &Table[EffectRow]{
		file: "effects.csv",
		columns: []column[EffectRow]{
			text("path", func(r *EffectRow) *string { return &r.Path }),
			text("label", func(r *EffectRow) *string { return &r.Label }),
			text("setting", func(r *EffectRow) *string { return &r.Setting }),
			text("metric", func(r *EffectRow) *string { return &r.Metric }),
			text("scope", func(r *EffectRow) *string { return &r.Scope }),
			text("unit", func(r *EffectRow) *string { return &r.Unit }),
			text("measure", func(r *EffectRow) *string { return &r.Measure }),
			number("estimate", func(r *EffectRow) *float64 { return &r.Estimate }),
			number("ci_low", func(r *EffectRow) *float64 { return &r.Low }),
			number("ci_high", func(r *EffectRow) *float64 { return &r.High }),
			whole("n", func(r *EffectRow) *int { return &r.N }),
		},
		// Metrics and dimensions keep the order in which the user wrote them.
		order: func(a, b *EffectRow) int { return 0 },
	}

	Choices = &Table[ChoiceRow]{
		file: "choice.csv",
		columns: []column[ChoiceRow]{
			text("variant", func(r *ChoiceRow) *string { return &r.Variant }),
			text("standing", func(r *ChoiceRow) *string { return &r.Standing }),
			whole("replications", func(r *ChoiceRow) *int { return &r.Replications }),
			whole("given_up_after", func(r *ChoiceRow) *int { return &r.GivenUp }),
		},
		// Variants keep the order in which the user wrote them.
		order: func(a, b *ChoiceRow) int { return 0 },
	}

	Comparisons = &Table[CompareRow]{
		file: "compare.csv",
		columns: []column[CompareRow]{
			text("variant", func(r *CompareRow) *string { return &r.Variant }),
			text("baseline", func(r *CompareRow) *string { return &r.Baseline }),
			text("metric", func(r *CompareRow) *string { return &r.Metric }),
			text("scope", func(r *CompareRow) *string { return &r.Scope }),
			text("unit", func(r *CompareRow) *string { return &r.Unit }),
			whole("n_pairs", func(r *CompareRow) *int { return &r.Pairs }),
			number("diff_mean", func(r *CompareRow) *float64 { return &r.Diff }),
			number("diff_ci_low", func(r *CompareRow) *float64 { return &r.Low }),
			number("diff_ci_high", func(r *CompareRow) *float64 { return &r.High }),
			number("relative", func(r *CompareRow) *float64 { return &r.Relative }),
			number("p_value", func(r *CompareRow) *float64 { return &r.P }),
			number("p_adjusted", func(r *CompareRow) *float64 { return &r.PAdjusted }),
			number("variance_reduction", func(r *CompareRow) *float64 { return &r.VarianceReduction }),
			number("prob_best", func(r *CompareRow) *float64 { return &r.ProbBest }),
		},
		// Variants and metrics keep the order in which the user wrote them.
		order: func(a, b *CompareRow) int { return 0 },
	}
)

// seriesTable is a file of numbers over time.
func seriesTable(file string) *Table[SeriesRow] {
	return &Table[SeriesRow]{
		file: file,
		key:  func(r *SeriesRow) *Key { return &r.Key },
		columns: []column[SeriesRow]{
			number("t_s", func(r *SeriesRow) *float64 { return &r.T }),
			text("metric", func(r *SeriesRow) *string { return &r.Metric }),
			text("scope", func(r *SeriesRow) *string { return &r.Scope }),
			text("unit", func(r *SeriesRow) *string { return &r.Unit }),
			number("mean", func(r *SeriesRow) *float64 { return &r.Mean }),
			number("p05", func(r *SeriesRow) *float64 { return &r.P05 }),
			number("p25", func(r *SeriesRow) *float64 { return &r.P25 }),
			number("p50", func(r *SeriesRow) *float64 { return &r.P50 }),
			number("p75", func(r *SeriesRow) *float64 { return &r.P75 }),
			number("p95", func(r *SeriesRow) *float64 { return &r.P95 }),
			whole("n", func(r *SeriesRow) *int { return &r.N }),
		},
		order: func(a, b *SeriesRow) int {
			return cmp.Or(a.comparePoint(&b.Key), strings.Compare(a.Metric, b.Metric), strings.Compare(a.Scope,
				b.Scope), cmp.Compare(a.T, b.T))
		},
	}
}
