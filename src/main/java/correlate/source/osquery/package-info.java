/** osquery's result logs, in every form and wrapper. */
package correlate.source.osquery;
