"use strict";
// The case as it stands in the page, and which of its sessions are wanted at the moment.

const data = JSON.parse(document.getElementById("data").textContent);
const text = (number) => data.texts[number];

const sessions = data.sessions.rows.map((row) => {
  const session = {};
  data.sessions.columns.forEach((name, i) => {
    session[name] = i < data.sessions.texts ? text(row[i]) : row[i];
  });
  return session;
});
const byId = new Map(sessions.map((session) => [session.session_id, session]));

// Rows of a table of the data as objects.
function records(table) {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((name, i) => [name, row[i]])));
}

// The rows of a table by what `key` gives.
function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(key(row))) groups.set(key(row), []);
    groups.get(key(row)).push(row);
  }
  return groups;
}
const gapsOfHost = grouped(records(data.gaps), (gap) => gap.host);
const logsOfHost = grouped(records(data.coverage), (log) => log.host);

const gotIn = (s) => s.outcome === "established" || s.outcome === "taken_over";
const firstMoment = (s) => s.start_time ?? s.attempt_time ?? s.end_lower ?? s.end_time;
const lastMoment = (s) => s.end_time ?? s.end_upper ?? s.end_lower ?? s.start_time ?? s.attempt_time;

for (const s of sessions) {
  s.words = [s.session_id, s.session_key, s.user, s.user_sid, s.host, s.source_ip, s.source_host,
    s.kind, s.outcome, s.end_reason, s.logon_id].join(" ").toLowerCase();
}

const span = (() => {
  let first = Infinity, last = -Infinity;
  for (const s of sessions) {
    for (const time of [s.attempt_time, s.start_time, s.end_time, s.end_lower]) {
      if (time === null) continue;
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
  }
  if (first > last) return [Date.UTC(2000, 0, 1), Date.UTC(2000, 0, 2)];
  const margin = Math.max(60000, (last - first) * 0.02);
  return [first - margin, last + margin];
})();

const two = (n) => String(n).padStart(2, "0");
// «2024-03-05 21:43:50Z»; «?» for an unknown moment.
function showTime(ms) {
  if (ms === null || ms === undefined) return "?";
  const d = new Date(ms);
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())} ` +
    `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}Z`;
}
function showDuration(ms) {
  const minutes = Math.floor(ms / 60000);
  if (minutes < 1) return `${(ms / 1000).toFixed(1)} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor(minutes % 1440 / 60)} h`;
}
const startText = (s) => s.start_time !== null ? showTime(s.start_time)
  : s.attempt_time !== null ? showTime(s.attempt_time) + " (try)" : "?";
const endText = (s) => s.end_time !== null ? showTime(s.end_time)
  : s.end_lower !== null ? "> " + showTime(s.end_lower) : "?";
function sourceText(s) {
  let from = s.source_ip;
  if (from && s.source_port) from = (from.includes(":") ? `[${from}]` : from) + ":" + s.source_port;
  return s.source_host ? (from ? `${from} (${s.source_host})` : s.source_host) : from;
}

// What is wanted. Listeners are called whenever it changes.
const wanted = { q: "", host: "", kind: "", outcome: "", confidence: 0, user: "", ip: "" };
let shown = sessions;
const listeners = [];
function applyFilter() {
  const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
  shown = sessions.filter((s) =>
    (!wanted.host || s.host === wanted.host) && (!wanted.kind || s.kind === wanted.kind) &&
    (!wanted.outcome || s.outcome === wanted.outcome) && s.confidence >= wanted.confidence &&
    (!wanted.user || s.user === wanted.user) && (!wanted.ip || s.source_ip === wanted.ip) &&
    words.every((word) => s.words.includes(word)));
  for (const listener of listeners) listener();
}

// An element; attributes by name, «on…» are listeners, children are elements or texts.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined)
    .map((child) => child instanceof Node ? child : String(child)));
  return node;
}
const byName = (id) => document.getElementById(id);

// A private, loopback or link-local address; everything else is from outside.
function isInside(ip) {
  return /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(ip) ||
    /^(::1$|f[cd]|fe80:)/i.test(ip);
}
