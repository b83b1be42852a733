// Package traffic says when requests come, where they are played one by one. One file per process and one row in
// table.go. All of them follow the demand: its level, its waves and its growth.
package traffic
