// Package recovery holds what a recoverer may decide: a runbook, whose rules say what is done about which diagnosis,
// and the actions that rules take. Deciders see the world through a models.View and cannot reach the truth. One file
// and one row in table.go for each action, and for each short way to write a runbook.
//
// Read action.go first (what an action clears, takes and needs), then rule.go (when a rule fits, and how its actions
// are tried in turn), guard.go (what keeps it from acting at once) and runbook.go (the first rule that fits applies).
// repair.go, restart.go, reboot.go, reimage.go, replace.go, restore.go, backup.go, rollback.go, autoscale.go, evict.go
// and custom.go are actions; failover.go and drain.go are mitigations, which help at the alarm and mend nothing.
// afterwards.go is the short form, a runbook of one action and what comes then; ladder.go is short for several
// actions, lazy.go, batched.go and limited.go for a guard on every rule of another runbook, mitigate.go for a drain at
// the alarm.
//
// A runbook remembers nothing: which attempt it is, and what else goes on, it is told. The package does not say how
// long hands, parts and bandwidth are waited for, nor whether an action works: the world draws that.
package recovery
