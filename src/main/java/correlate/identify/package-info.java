/** Stage 3 of 6: takes a tuple, gives its Community ID: seed, ordering, ICMP pairs. No parsing of logs. */
package correlate.identify;
