package main

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"nines/experiments"
	"nines/experiments/result"
)

// stepsOf says what an incident spent its time on.
func stepsOf(row *result.IncidentRow, s *story) string {
	by := func(who string) string {
		if who == "" {
			return ""
		}
		return " by " + who
	}
	var detector, crew, how string
	passes := false
	if s != nil {
		detector, crew, how, passes = s.detector, s.crew, s.how, s.passes
	}
	var steps []string
	step := func(took float64, atOnce, later string) {
		switch {
		case math.IsNaN(took):
		case took == 0 && atOnce != "":
			steps = append(steps, atOnce)
		case took > 0:
			steps = append(steps, fmt.Sprintf(later, human(took)))
		}
	}
	switch {
	case s != nil && detector == "":
		steps = append(steps, "no detector saw it")
	case s != nil && s.suspected && !(row.Detect > 0):
		steps = append(steps, "a node that it struck was suspected already"+by(detector))
	case s != nil && math.IsNaN(row.Detect):
		steps = append(steps, "it was noticed at once"+by(detector))
	default:
		step(row.Detect, "it was noticed at once"+by(detector), "it was noticed after %s"+by(detector))
	}
	step(row.Switchover, "", "switching over took %s")
	step(row.Locate, "", "it was located after another %s")
	step(row.Wait, "", "it waited %s for"+cmp.Or(strings.TrimSuffix(" crew "+crew, " crew "), " hands or parts"))
	switch {
	case passes:
		step(row.Repair, "", "it passed by itself %s later")
	case how != "" && how != "repair":
		step(row.Repair, "", how+" ended it after %s of treatment")
	default:
		step(row.Repair, "", "its repair took %s")
	}
	step(row.Verify, "", "verifying took %s")
	if math.IsNaN(row.End) {
		steps = append(steps, "it was not over when its run ended")
	}
	return sentence(strings.Join(steps, "; ")) + " "
}

// alsoBroken says what was broken already when an outage began: "Incidents not over when it struck: 34 of crash, 33 of
// which waited for hands or parts; 1 of gray."
func alsoBroken(all []experiments.Beside) string {
	var parts []string
	for _, x := range all {
		part := whole(x.Going) + " of " + x.Fault
		switch {
		case x.Waiting == x.Going:
			part += ", waiting for hands or parts"
		case x.Waiting > 0:
			part += fmt.Sprintf(", %s of which waited for hands or parts", whole(x.Waiting))
		}
		parts = append(parts, part)
	}
	if parts == nil {
		return ""
	}
	return "Incidents not over when it struck: " + strings.Join(parts, "; ") + ". "
}
