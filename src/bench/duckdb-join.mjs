// The same join in DuckDB: pairs of one tuple within a minute of each other, every column of both rows, as NDJSON.
// The conn.log may be TSV or JSON lines, and both logs gzip.
// Usage: node duckdb-join.mjs CONN_LOG OSQUERY_LOG OUT   (@duckdb/node-api is found through NODE_PATH or node_modules)
import { createRequire } from 'node:module';
import { openSync, readSync, closeSync } from 'node:fs';
import { gunzipSync, constants } from 'node:zlib';

const [conn, osquery, out] = process.argv.slice(2);
const base = process.env.DUCKDB_NODE ?? process.cwd();
const { DuckDBInstance } = createRequire(base + '/package.json')('@duckdb/node-api');

// Names and types of the conn.log columns: from its own header or, of JSON lines, from its first rows.
const SQL_TYPE = { time: 'DOUBLE', interval: 'DOUBLE', double: 'DOUBLE', port: 'INTEGER', count: 'BIGINT', int: 'BIGINT' };
const typeOf = (name, value) => typeof value === 'boolean' ? 'BOOLEAN' : typeof value === 'string' ? 'VARCHAR'
    : ['ts', 'duration'].includes(name) ? 'DOUBLE' : name.endsWith('_p') ? 'INTEGER' : 'BIGINT';
const file = openSync(conn, 'r');
let head = Buffer.alloc(1 << 16);
head = head.subarray(0, readSync(file, head));
closeSync(file);
if (head[0] === 0x1f) {
    head = gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
}
const lines = head.toString('utf8').split('\n').slice(0, -1);
const header = key => lines.find(l => l.startsWith(key + '\t')).split('\t').slice(1);
const json = lines[0].startsWith('{');
const types = json ? Object.assign({}, ...lines.map(l => JSON.parse(l)).map(
    row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeOf(name, value)]))))
    : Object.fromEntries(header('#fields').map((name, i) => [name, SQL_TYPE[header('#types')[i]] ?? 'VARCHAR']));
const names = Object.keys(types);
const zeekColumns = names.map(n => `'${n}': '${types[n]}'`).join(', ');
const zeekLog = json ? `read_json('${conn}', format = 'newline_delimited', columns = {${zeekColumns}})`
    : `read_csv('${conn}', delim = '\\t', header = false, comment = '#', quote = '', escape = '', nullstr = '-',
                auto_detect = false, columns = {${zeekColumns}})`;
const osqueryColumns = ('cmdline family fd local_address local_port name net_namespace parent path pid protocol remote_address '
    + 'remote_port socket start_time state uid').split(' ').map(c => c + ' VARCHAR').join(', ');

// Both ends in a fixed order, so that either direction gives one key.
const key = (a, ap, b, bp) => `
  CASE WHEN (${a}, ${ap}) <= (${b}, ${bp}) THEN ${a} ELSE ${b} END AS a, CASE WHEN (${a}, ${ap}) <= (${b}, ${bp}) THEN ${ap} ELSE ${bp} END AS ap,
  CASE WHEN (${a}, ${ap}) <= (${b}, ${bp}) THEN ${b} ELSE ${a} END AS b, CASE WHEN (${a}, ${ap}) <= (${b}, ${bp}) THEN ${bp} ELSE ${ap} END AS bp`;

const db = await DuckDBInstance.create(':memory:', { threads: process.env.DUCKDB_THREADS ?? '2' });
const session = await db.connect();
await session.run('SET preserve_insertion_order = false');
await session.run(`
COPY (
WITH zeek AS (
  SELECT *, CASE proto WHEN 'tcp' THEN '6' WHEN 'udp' THEN '17' END AS ip, ${key('"id.orig_h"', '"id.orig_p"', '"id.resp_h"', '"id.resp_p"')}
  FROM ${zeekLog}
  WHERE proto IN ('tcp', 'udp')),
host AS (
  SELECT *, ${key('columns.local_address', 'columns.local_port::INTEGER', 'columns.remote_address', 'columns.remote_port::INTEGER')}
  FROM read_json('${osquery}', format = 'newline_delimited', columns = {name: 'VARCHAR', hostIdentifier: 'VARCHAR',
    unixTime: 'BIGINT', epoch: 'BIGINT', counter: 'BIGINT', action: 'VARCHAR', decorations: 'STRUCT(host_uuid VARCHAR, username VARCHAR)',
    columns: 'STRUCT(${osqueryColumns})'})
  WHERE columns.protocol IN ('6', '17') AND columns.remote_address <> '')
SELECT zeek.community_id,
  struct_pack(${names.filter(n => n !== 'community_id').map(n => `"${n}" := zeek."${n}"`).join(', ')}) AS connection,
  struct_pack(host := host.hostIdentifier, query := host.name, seen := host.unixTime, epoch := host.epoch, counter := host.counter,
              kind := host.action, columns := host.columns, decorations := host.decorations) AS sighting
FROM zeek JOIN host ON zeek.ip = host.columns.protocol AND zeek.a = host.a AND zeek.ap = host.ap AND zeek.b = host.b AND zeek.bp = host.bp
WHERE host.unixTime BETWEEN zeek.ts - 60 AND zeek.ts + coalesce(zeek.duration, 0) + 60
) TO '${out}' (FORMAT json, USE_TMP_FILE false)`);
