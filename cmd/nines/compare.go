package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

func (a *app) compareVerb() *cobra.Command {
	var edits edits
	var effort effort
	var vary []string
	failIfWorse := false
	cmd := &cobra.Command{
		Use:   "compare COMPARE | SCENARIO --vary PATH=VALUES",
		Short: "Compare variants of a system on the same random numbers",
		Long: `Compare variants of a system on the same random numbers: every life, every repair and every mistake is the same
in all variants as long as it happens in all, so that small differences show after few replications.

The variants stand in a comparison file, or behind --vary, where the first value is the baseline. A difference for
which there is no evidence is written ~.

Exit status: 0 done; 4 with --fail-if-worse, if a variant is worse than the baseline with confidence; 5 stopped by
--max-wall or --max-replications before the difference was known well enough.`,
		Example: `  nines compare compare.yaml
  nines compare scenario.yaml --vary balancing.policy=random,round-robin
  nines compare scenario.yaml --vary resources.crews.hands.count=2,1 --fail-if-worse`,
		Args: arguments(1, 1, "a comparison file, or a scenario file and --vary"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := effort.check(); err != nil {
				return err
			}
			ctx, cancel := effort.limited(ctx)
			defer cancel()
			var study *scenario.Comparison
			err := inTime(ctx, func() (err error) {
				study, err = edits.openComparison(args[0], vary)
				return err
			})
			if err == nil {
				err = a.warmUp(ctx, study.Base, effort.jobs)
			}
			if err != nil {
				return err
			}
			return a.compare(ctx, study, effort, failIfWorse)
		}),
	}
	cmd.Flags().StringArrayVar(&vary, "vary", nil, "the variants: path=baseline,other,…")
	cmd.Flags().BoolVar(&failIfWorse, "fail-if-worse", false, "exit with 4 if a variant is worse than the baseline")
	edits.registerRun(cmd)
	edits.registerMetrics(cmd)
	effort.register(cmd)
	return cmd
}

func (a *app) compare(ctx context.Context, study *scenario.Comparison, effort effort, failIfWorse bool) error {
	var base *scenario.Scenario
	var versus *experiments.Versus
	err := inTime(ctx, func() (err error) {
		base, versus, err = a.versus(study)
		return err
	})
	if err != nil {
		return err
	}
	if effort.shards != nil && versus.Whole().Fixed == 0 {
		return unfixed("comparison")
	}
	text := comparisonText(study, versus)
	parts := []string{"compare", text}
	outlines := make([]outline, len(versus.Variants))
	for i, v := range versus.Variants {
		parts, outlines[i] = append(parts, v.Scenario.Hash), outlineOf(v.Name, v.Scenario)
	}
	w := a.plan("compare", base, hashOf(parts...), effort.out)
	w.limit(effort, outlines...)
	w.manifest.Confidence = versus.Confidence
	w.manifest.Base = &result.Base{Variant: versus.Variants[versus.Baseline].Name, Point: versus.Baseline}
	if effort.dryRun {
		return a.dryRun(w, outlines, effort.format)
	}
	if f, err := w.finished(effort.force); f != nil || err != nil {
		return a.judged(a.reprint(f, err, effort.format), f, failIfWorse)
	}
	w.varied = []byte(text)
	w.configure = func(i int, key *result.Key) { key.Variant = versus.Variants[i].Name }
	if err := a.begin(w, effort); err != nil {
		return err
	}
	jobs := a.workers(effort.jobs, outlines...)
	if effort.shards != nil {
		return a.playShards(ctx, w, versus.Whole(), effort, jobs)
	}
	return a.playComparison(ctx, w, versus, effort.format, jobs, failIfWorse)
}

func (a *app) playComparison(ctx context.Context, w *workspace, v *experiments.Versus, format string,
	jobs int, failIfWorse bool) error {
	p := a.progress()
	c, err := experiments.Compare(ctx, *v, p.options(jobs, w.keep()))
	p.done()
	if err != nil {
		return a.unplayed(ctx, w, err)
	}
	for i, r := range c.Results {
		w.add(ctx, w.key(i), r)
	}
	w.tables.AddComparison(c)
	err = a.conclude(ctx, w, complete(c.Reason), format)
	f, opening := result.Open(w.dir)
	if opening != nil {
		return opening
	}
	return a.judged(err, f, failIfWorse)
}

// versus is what a study compares, with the criteria that apply where it names none.
func (a *app) versus(study *scenario.Comparison) (*scenario.Scenario, *experiments.Versus, error) {
	base, variants, err := a.variantsOf(study)
	if err != nil {
		return nil, nil, err
	}
	v := &experiments.Versus{Variants: variants, Baseline: study.Baseline, Confidence: float64(study.Confidence),
		Holm: study.Correction == "holm", Best: study.Best}
	if v.Confidence == 0 {
		v.Confidence = float64(base.Spec.Run.Confidence)
	}
	criteria := study.Criteria
	if len(criteria) == 0 {
		for i, metric := range usualMetrics(base) {
			criteria = append(criteria, scenario.CriterionSpec{Name: metric, Primary: i == 0})
		}
	}
	var problems scenario.Problems
	study.Criteria = nil
	for i, k := range criteria {
		scopes, err := criterionScopes(study, i, k, variants[study.Baseline])
		if err != nil {
			problems = append(problems, err.(scenario.Problems)...)
			continue
		}
		for _, scope := range scopes {
			for _, variant := range variants {
				if !experiments.Measures(variant.Scenario, k.Name, scope) {
					problems = append(problems, study.Unmeasured(i, k.Name, scope, variant.Name))
					break
				}
			}
			v.Criteria = append(v.Criteria, experiments.Criterion{Metric: k.Name, Scope: scope, Primary: k.Primary,
				Smallest: k.Least})
			study.Criteria = append(study.Criteria, k)
			k.Primary = false // but the first
		}
	}
	if problems != nil {
		return nil, nil, problems
	}
	return base, v, nil
}

// criterionScopes are what criterion i of a study is about: one scope, but for slo_met, which is of each objective, or
// of those of one scope. The error, if any, is of type scenario.Problems.
func criterionScopes(study *scenario.Comparison, i int, k scenario.CriterionSpec,
	baseline experiments.Variant) ([]string, error) {
	if k.Name != "slo_met" {
		scope, err := study.ScopeOf(i, k, baseline.Scenario)
		return []string{scope}, err
	}
	scopes := slices.DeleteFunc(experiments.ObjectiveScopes(baseline.Scenario), func(of string) bool {
		return k.Scope != "" && of != k.Scope && !strings.HasPrefix(of, k.Scope+"@")
	})
	if len(scopes) == 0 {
		return nil, scenario.Problems{study.Unmeasured(i, k.Name, k.Scope, baseline.Name)}
	}
	return scopes, nil
}

// judged turns a comparison that ended well into exit code 4 if that is asked for and a variant is worse.
func (a *app) judged(err error, f *result.Folder, failIfWorse bool) error {
	v, bad := err.(verdict)
	if !failIfWorse || err != nil && !bad || bad && int(v) != exitUndecided {
		return err
	}
	rows, loading := result.Load(f, result.Comparisons)
	if loading != nil {
		return fmt.Errorf("the results are not complete: %w", loading)
	}
	if slices.ContainsFunc(rows, func(r result.CompareRow) bool { return worse(&r, f.Manifest.Confidence) }) {
		return verdict(exitViolated)
	}
	return err
}

// evident reports whether a difference is told from zero.
func evident(r *result.CompareRow, confidence float64) bool { return r.PAdjusted < 1-confidence }

// worse reports whether a variant is worse than the baseline, with confidence.
func worse(r *result.CompareRow, confidence float64) bool {
	metric, _ := result.FindMetric(r.Metric, r.Scope)
	return evident(r, confidence) && float64(metric.Better)*r.Diff < 0
}
