// Package timetest tells tests and benchmarks how long something takes, whatever else the machine is busy with.
package timetest
