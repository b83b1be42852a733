// Package failure says when faults strike: Renewal draws lives from a law, Record plays strikes that are known in
// advance, be they scripted or recorded. Whom an occurrence hits, what it does and how it ends is the world's business.
//
// Lemons and operating age are the world's too: it hands a target's pace to Renewal and stops its clock.
package failure
