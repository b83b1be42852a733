// Package detection holds the detectors: instruments that watch every node and say, by samples of their quality of
// service, when they notice a fault, when they trust again and when they are mistaken. One file per policy and one row
// in table.go. Detectors know nothing of each other; which of several raises an alarm is the world's business.
package detection
