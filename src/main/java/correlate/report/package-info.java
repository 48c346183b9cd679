/** Stage 6 of 6: findings to bytes, problems and the summary to standard error. No decisions. */
package correlate.report;
