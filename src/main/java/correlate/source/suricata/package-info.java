/** Suricata's eve.json. */
package correlate.source.suricata;
