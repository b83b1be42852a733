package chance

import "nines/sim/rng"

// The purposes for which random streams are opened, each with its entity and occurrence. A case is that of a process,
// or of the node that it holds alone.
const (
	Life       rng.Purpose = iota + 1 // process; the k-th life
	Repair                            // case; the k-th occurrence, and the n-th treatment
	Healing                           // case; the k-th occurrence
	Hit                               // process and leaf; the k-th occurrence
	Frailty                           // process; once
	Sight                             // leaf, fault and detector; the k-th occurrence
	Delay                             // leaf, fault and detector; the k-th occurrence
	Clear                             // leaf and detector; the k-th turn
	Mistake                           // leaf and detector; the k-th turn. Or detector; the k-th mistake of a group
	Locating                          // case; the k-th occurrence, and the n-th diagnosis
	Grouping                          // leaf and fault; the k-th occurrence
	Innocent                          // case; the k-th occurrence, and the n-th treatment
	Verifying                         // likewise
	Success                           // likewise
	Loss                              // likewise
	Relapse                           // likewise
	CallOut                           // likewise
	Relief                            // case; the k-th occurrence, and the n-th question about mitigations
	Delivery                          // spare; the n-th order
	Harm                              // process; the k-th strike
	Mode                              // case; the k-th occurrence
	Spread                            // process; the k-th strike
	Phase                             // case; the k-th occurrence, and the n-th phase
	Exposure                          // process and leaf; the k-th strike
	Strain                            // fault and class; the k-th strike by overload
	Excerpt                           // record; the k-th block of it
	Look                              // detector, or leaf and detector; once
	Room                              // leaf and detector; the k-th turn, and the effect that shows
	Deafness                          // leaf, fault and detector; the k-th occurrence
	Silence                           // leaf and detector; the k-th stall of the detector
	Coming                            // service; all its requests
	Work                              // likewise
	Choice                            // likewise, by a balancer
	Backoff                           // likewise, by clients
	Quality                           // likewise, by nodes
	Admission                         // likewise, by clients
	Urgency                           // likewise, of its requests
	Client                            // likewise
	Luck                              // likewise, by each try
	Glimpse                           // kind of times; the k-th glimpse of it
	Calling                           // service; all its requests, by nodes
	Way                               // likewise, there and back
	Optional                          // likewise, by nodes
	User                              // service; all that come. Or user; once, and when the n-th request has failed
	Thinking                          // user; after the n-th request
	Refusal                           // service; all its requests, by nodes
	Placing                           // store; once
	Heir                              // store, leaf, the k-th time that it is written off, heirs so far; the n-th group
	Rebuilding                        // likewise
	Decay                             // store; the k-th error that comes, and which question about it
	Scrubbing                         // store and leaf; the n-th group, once. Or store; the k-th wait for a pass
	Reading                           // as Heir
	Leading                           // log; once
	Beating                           // log, or log and member; the k-th loss of a leader, or change of who reaches whom
	Listening                         // log and member; the k-th time that its time-out begins
	Resigning                         // log and member; the k-th loss of a leader
	Polling                           // log and candidate; the term, and the n-th member
	Voting                            // log and member; the term
	Committing                        // log; the k-th time with a leader
	Holding                           // lock; once
	Renewing                          // lock; the k-th time that its holder cannot renew it
	Retrying                          // lock and node; the k-th time that it looks, or has woken
	Noticing                          // likewise
	Sounding                          // log and member; the k-th time that its time-out begins, and the n-th member
	Halting                           // transaction and coordinator; the k-th time that it is lost
	Missing                           // transaction; the k-th time that participants are lost
	Recovering                        // transaction and coordinator; the k-th time that it is back
	Corrupting                        // case, leaf and store; the k-th occurrence, and the n-th group
	Learning                          // log; the k-th time that a node learns what is in it
	Stumbling                         // store; the k-th wait for a user that meets an error
	Handing                           // log and member; the k-th loss of a leader
	Dealing                           // transaction; all that come. Or one of those; the n-th time that it draws
)
