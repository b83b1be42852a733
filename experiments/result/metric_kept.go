package result

var (
	ofStore       = []string{"data"}
	ofLog         = []string{"log"}
	ofTransaction = []string{"transaction"}
)

// keptMetrics are about what is kept: data in stores, entries of logs, and transactions.
var keptMetrics = []Metric{
	{"data_loss", "ratio", ofStore, "probability that any group of data is lost within the horizon", LowerIsBetter},
	{"data_loss_share", "ratio", []string{"fault"},
		"share of the groups that the store lost of which the fault destroyed or spoiled the last that was needed; " +
			"(errors) are latent ones; sums to 1", Neutral},
	{"group_loss", "ratio", ofStore, "probability that a given group of data is lost within the horizon", LowerIsBetter},
	{"groups_lost", "1/y", ofStore, "groups of data lost per year; one that is lost again counts again", LowerIsBetter},
	{"bytes_lost", "B/y", ofStore, "data lost per year", LowerIsBetter},
	{"time_to_data_loss", "s", ofStore,
		"time from the end of the warm-up to the first loss; where the horizon cuts some off, a restricted mean or a bound",
		HigherIsBetter},
	{"mttdl", "s", ofStore, "mean time to data loss: the time without any loss so far, for each first loss in it. It is " +
		"what the mean would be if losses went on to come as often as within the horizon: a rate upside down, and no time " +
		"that anybody experiences. Of 10⁶ years nobody lives to see any; say how likely a loss is within a time that " +
		"matters instead: data_loss", HigherIsBetter},
	{"unreadable", "ratio", ofStore, "share of the data, on average over time, that cannot be read, lost or not",
		LowerIsBetter},
	{"some_unreadable", "ratio", ofStore, "share of the time in which some data cannot be read", LowerIsBetter},
	{"unwritable", "ratio", ofStore, "share of the data, on average over time, that cannot be written", LowerIsBetter},
	{"some_unwritable", "ratio", ofStore, "share of the time in which some data cannot be written", LowerIsBetter},
	{"stale_reads", "ratio", ofStore, "share of reads of copies that miss a write that is just done", LowerIsBetter},
	{"diverged", "ratio", ofStore,
		"share of the data, on average over time, that users write on two sides of a partition or more", LowerIsBetter},
	{"some_diverged", "ratio", ofStore, "share of the time in which some data is written on two sides or more",
		LowerIsBetter},
	{"conflicts", "1/y", ofStore, "keys per year that had been written on both sides when these met; one that was on " +
		"three sides counts twice", LowerIsBetter},
	{"writes_lost", "1/y", ofStore, "writes per year that were done and are gone: on the side whose version of a key is " +
		"older (last_writer_wins), or in copies alone that were destroyed, or given up and made elsewhere", LowerIsBetter},
	{"degraded", "ratio", ofStore, "share of the data, on average over time, of which a fragment is not reached",
		LowerIsBetter},
	{"endangered", "ratio", ofStore,
		"share of the data, on average over time, that would be lost with one more fragment", LowerIsBetter},
	{"rebuilds", "1/y", ofStore, "fragments made anew per year", Neutral},
	{"rebuilds_avoided", "1/y", ofStore, "fragments per year whose remaking was due, the grace being over, and was " +
		"called off as their node came back with them: the fewer, the fewer fall due",
		Neutral},
	{"rebuild_time", "s", ofStore, "from when a fragment was to be made anew until it was", LowerIsBetter},
	{"rebuild_traffic", "B/s", ofStore, "data read to make fragments anew", LowerIsBetter},
	{"storage_overhead", "count", ofStore, "bytes that are kept for each byte of data, by the scheme", LowerIsBetter},
	{"storage_cost", "money/y", ofStore, "what keeping the data costs per year, with copies and parities, and what its " +
		"repairs read", LowerIsBetter},
	{"no_room", "ratio", ofStore, "share of the time in which no node takes some fragment that is to be made anew: none " +
		"that may have it is trusted and has room", LowerIsBetter},
	{"latent_errors", "1/y", ofStore, "fragments that get an error that nobody knows of, per year", LowerIsBetter},
	{"corrupted", "1/y", ofStore, "of latent_errors, those that faults put there, per year", LowerIsBetter},
	{"found_by_scrubs", "1/y", ofStore, "latent errors that scrubs find per year", Neutral},
	{"found_by_users", "1/y", ofStore, "latent errors that users meet per year, by reading", Neutral},
	{"found_by_rebuilds", "1/y", ofStore, "latent errors that repairs of other fragments find per year, by reading them",
		LowerIsBetter},
	{"unfound_time", "s", ofStore, "mean time from a latent error until it was found, of those that were", LowerIsBetter},
	{"poisoned", "ratio", ofStore,
		"share of the data, on average over time, of which a fragment has an error that nobody knows of", LowerIsBetter},
	{"lost_with_errors", "1/y", ofStore,
		"groups of data lost per year to latent errors, alone or with what was destroyed: this alone had not lost them",
		LowerIsBetter},
	{"scrub_traffic", "B/s", ofStore, "data that scrubs read", LowerIsBetter},
	{"writable", "ratio", ofLog, "share of the time in which an entry that comes is committed in time: there is a " +
		"leader with a majority, and the commit takes no longer than commit_timeout", HigherIsBetter},
	{"unwritable", "ratio", ofLog, "share of the time in which an entry that comes is not committed, or not in time",
		LowerIsBetter},
	{"leaderless", "ratio", ofLog, "share of the time without a leader that has a majority: without a majority " +
		"(quorum_lost), or until one is elected", LowerIsBetter},
	{"quorum_lost", "ratio", ofLog, "share of the time in which no majority of members is up and together", LowerIsBetter},
	{"slow_leader", "ratio", ofLog, "share of the time with a leader that a fault slows down", LowerIsBetter},
	{"leaderless_time", "s/y", ofLog, "time without a leader that has a majority, per year", LowerIsBetter},
	{"elections", "1/y", ofLog, "leaders elected per year", LowerIsBetter},
	{"election_time", "s", ofLog, "mean time from the loss of a leader to the next one, where a majority is up all the " +
		"time", LowerIsBetter},
	{"election_time_p95", "s", ofLog, "time within which 95 % of those leaders are replaced", LowerIsBetter},
	{"split_votes", "ratio", ofLog, "share of those elections that take more than one vote, as members that time out at " +
		"about the same time stand against each other", LowerIsBetter},
	{"member_changes", "1/y", ofLog, "members per year whose place another node takes", Neutral},
	{"changeover_time", "s", ofLog, "mean time without a leader each time that the one that leads is replaced as a member",
		LowerIsBetter},
	{"changeover_share", "ratio", ofLog, "share of the time without a leader that began so", LowerIsBetter},
	{"commit_latency", "s", ofLog, "mean time until a majority has an entry, of those that come at any time with a leader",
		LowerIsBetter},
	{"commit_latency_p50", "s", ofLog, "time within which half of them are committed", LowerIsBetter},
	{"commit_latency_p99", "s", ofLog, "time within which 99 % of them are committed", LowerIsBetter},
	{"leaderless_share", "ratio", []string{"fault"}, "share of the time without a leader that began as the fault took " +
		"the leader or the majority", LowerIsBetter},

	{"committed", "ratio", ofTransaction, "share of the transactions that come which commit, at once or once their " +
		"coordinator is back", HigherIsBetter},
	{"refused", "ratio", ofTransaction, "share of them that find no coordinator: as long as none is up, and has recovered",
		LowerIsBetter},
	{"aborted", "ratio", ofTransaction, "share of them that abort, or end with all that was done compensated for",
		LowerIsBetter},
	{"aborted_by_participant", "ratio", ofTransaction, "share of them that abort as a participant is down, or goes " +
		"down before it has voted or is done", LowerIsBetter},
	{"aborted_by_coordinator", "ratio", ofTransaction, "share of them that abort as their coordinator is lost: " +
		"before all have voted or, of sagas, under way if they are not resumed", LowerIsBetter},
	{"aborted_by_timeout", "ratio", ofTransaction, "share of them that abort as votes come too late", LowerIsBetter},
	{"aborted_by_conflict", "ratio", ofTransaction, "share of them that abort as they want a lock that one in doubt holds",
		LowerIsBetter},
	{"unfinished", "ratio", ofTransaction, "share of them that are not over when the run ends", Neutral},
	{"commit_time", "s", ofTransaction, "mean time from when one comes until its participants know that it commits, or " +
		"its last step is done, with the time for which its coordinator is lost; of those that commit", LowerIsBetter},
	{"commit_time_p50", "s", ofTransaction, "time within which half of them do", LowerIsBetter},
	{"commit_time_p99", "s", ofTransaction, "time within which 99 % of them do", LowerIsBetter},
	{"commit_time_p999", "s", ofTransaction, "time within which 99.9 % of them do", LowerIsBetter},
	{"coordinators_lost", "1/y", ofTransaction, "times per year at which a coordinator is lost that took transactions",
		LowerIsBetter},
	{"in_doubt", "1/y", ofTransaction, "transactions per year that are in doubt as their coordinator is lost: all " +
		"have voted for them, and nobody knows the decision", LowerIsBetter},
	{"in_doubt_per_loss", "count", ofTransaction, "mean number of them for each coordinator that is lost", LowerIsBetter},
	{"in_doubt_time", "s", ofTransaction, "mean time for which one is in doubt: until its coordinator is back and " +
		"has recovered", LowerIsBetter},
	{"blocked_time", "s/y", ofTransaction, "time for which transactions are in doubt and hold their locks, of all of " +
		"them together, per year; a saga never does", LowerIsBetter},
	{"locked", "ratio", ofTransaction, "share of all work on the same keys, on average over time, that meets a lock " +
		"of one in doubt", LowerIsBetter},
	{"interrupted", "1/y", ofTransaction, "sagas per year that stand still between two steps as their coordinator is lost",
		LowerIsBetter},
	{"interrupted_per_loss", "count", ofTransaction, "mean number of them for each coordinator that is lost",
		LowerIsBetter},
	{"interrupted_time", "s", ofTransaction, "mean time for which one stands still", LowerIsBetter},
	{"compensated", "1/y", ofTransaction, "sagas per year of which at least one step has to be compensated for",
		LowerIsBetter},
	{"between_steps", "count", ofTransaction, "mean number of sagas of which some steps are done and others are not, " +
		"or not yet compensated for, which everybody sees; none by two-phase commit", LowerIsBetter},
}
