// Package localization holds the localizers: instruments that turn an alarm into a diagnosis. One file per policy and
// one row in table.go.
package localization
