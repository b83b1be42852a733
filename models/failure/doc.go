// Package failure says when faults strike: Renewal draws lives from a law, Imperfect does so for components that a
// repair leaves older than new, Record plays strikes that are known in advance with their ends, be they scripted or
// recorded, Scheduled those of which only the times are known, Resampled draws years like those on record, Planned
// plays strikes that come round again and again, and Replacement those that come at an age of what they renew. Whom
// an occurrence hits, what it does and how it ends is the world's business.
//
// Lemons, operating age and the memory of ages are the world's too: it hands a target's pace and age to a Failure and
// stops its clock.
package failure
