"use strict";
// The list of sessions and the tables of the case.

// columns: [title, cell of a row (text or element), class]. `open` makes rows clickable.
function table(columns, rows, open) {
  const body = el("tbody");
  for (const row of rows) {
    const line = el("tr", {}, ...columns.map(([, cell, kind]) => el("td", { class: kind ?? null }, cell(row))));
    if (open) {
      line.className = "row";
      line.addEventListener("click", () => open(row));
    }
    body.append(line);
  }
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, ...columns.map(([title]) => el("th", { scope: "col" }, title)))), body));
}
const leftOut = (count, where) => count ? el("p", { class: "faint" }, `${count} more are in the case: ${where}`) : null;

const sessionTable = (() => {
  const STEP = 200;
  let most = STEP, order = 5, down = false;
  const columns = [
    ["ID", (s) => s.session_id, "num"], ["Machine", (s) => s.host], ["User", (s) => s.user],
    ["Kind", (s) => s.kind], ["Outcome", (s) => s.outcome],
    ["Start", startText, "time"], ["End", endText, "time"], ["Ended by", (s) => s.end_reason],
    ["From", sourceText], ["Failed", (s) => s.failures || "", "num bad"], ["Conf.", (s) => s.confidence, "num"],
  ];
  const keys = [(s) => s.session_id, null, null, null, null, (s) => firstMoment(s) ?? 0, (s) => lastMoment(s) ?? 0,
    null, null, (s) => s.failures, (s) => s.confidence];
  function draw() {
    const key = keys[order] ?? columns[order][1];
    const rows = [...shown].sort((a, b) => (d3.ascending(key(a), key(b)) || a.session_id - b.session_id) * (down ? -1 : 1));
    const head = el("tr", {}, ...columns.map(([title], i) => el("th", { scope: "col",
      "aria-sort": i === order ? (down ? "descending" : "ascending") : "none" },
    el("button", { type: "button", onclick: () => { down = i === order && !down; order = i; draw(); } },
      title + (i === order ? (down ? " ▾" : " ▴") : "")))));
    const body = el("tbody");
    for (const s of rows.slice(0, most)) {
      const line = el("tr", { class: "row", "data-id": s.session_id, onclick: () => details.open(s.session_id) });
      columns.forEach(([, cell, kind], i) => line.append(el("td",
        { class: i === 4 && !gotIn(s) ? "bad" : kind ?? null },
        i === 0 ? el("a", { href: "#s" + s.session_id }, s.session_id) : cell(s))));
      body.append(line);
    }
    byName("session-table").replaceChildren(
      el("div", { class: "scroll" }, el("table", {}, el("thead", {}, head), body)),
      rows.length > most ? el("button", { type: "button", class: "more", onclick: () => { most += 5 * STEP; draw(); } },
        `Show more (${rows.length - most} left)`) : "");
  }
  return { draw, all(yes) { most = yes ? 3000 : STEP; draw(); } };
})();

const matrix = (() => {
  const MOST = 60;
  const ofPairs = () => {
    const pairs = new Map();
    for (const s of shown) {
      if (!s.source_ip) continue;
      const key = s.user + "\n" + s.source_ip;
      if (!pairs.has(key)) pairs.set(key, { user: s.user, ip: s.source_ip, in: 0, failed: 0 });
      const pair = pairs.get(key);
      if (gotIn(s)) ++pair.in;
      pair.failed += s.failures;
    }
    return [...pairs.values()];
  };
  // Why a pair is out of the ordinary; empty if it is not.
  function reasons(pair, users, tried) {
    if (!pair.in) return "";
    const why = [];
    if (!isInside(pair.ip)) why.push("from outside");
    if ((tried.get(pair.ip)?.size ?? 0) > 1) why.push(`the address failed with ${tried.get(pair.ip).size} accounts`);
    const all = users.get(pair.user);
    if (all.in >= 5 && pair.in / all.in <= 0.1) why.push(`${pair.in} of ${all.in} logons of this user`);
    return why.join("; ");
  }
  function draw() {
    const pairs = ofPairs(), users = new Map(), tried = new Map(), addresses = new Map();
    for (const p of pairs) {
      const user = users.get(p.user) ?? { in: 0, odd: 0, all: 0 };
      user.in += p.in; user.all += p.in + p.failed;
      users.set(p.user, user);
      if (p.failed) tried.set(p.ip, (tried.get(p.ip) ?? new Set()).add(p.user));
    }
    for (const p of pairs) {
      p.why = reasons(p, users, tried);
      const a = addresses.get(p.ip) ?? { odd: 0, all: 0 };
      a.all += p.in + p.failed; a.odd += p.why ? 1 : 0;
      addresses.set(p.ip, a);
      users.get(p.user).odd += p.why ? 1 : 0;
    }
    const rank = (map) => [...map.entries()].sort((a, b) => b[1].odd - a[1].odd || b[1].all - a[1].all || d3.ascending(a[0], b[0]))
      .slice(0, MOST).map(([name]) => name);
    const rows = rank(users), columns = rank(addresses);
    const cells = new Map(pairs.map((p) => [p.user + "\n" + p.ip, p]));
    const most = Math.max(1, ...pairs.map((p) => p.in));
    const body = rows.map((user) => el("tr", {}, el("th", { scope: "row" }, user), ...columns.map((ip) => {
      const p = cells.get(user + "\n" + ip);
      if (!p) return el("td", { class: "empty" });
      const cell = el("td", { class: p.why ? "out" : null, tabindex: 0, role: "button",
        title: `${user} from ${ip}: in ${p.in} times, failed ${p.failed} times` + (p.why ? "\n" + p.why : ""),
        onclick: () => choose({ user, ip }), onkeydown: (e) => {
          if (e.key !== "Enter" && e.key !== " ") return;
          e.preventDefault();
          choose({ user, ip });
        } },
      p.in || "", p.failed ? el("span", { class: "bad" }, `${p.in ? " " : ""}✗${p.failed}`) : null);
      cell.style.background = p.in ? `color-mix(in srgb, var(--rdp) ${Math.round(12 + 45 * Math.log1p(p.in) / Math.log1p(most))}%, transparent)` : "";
      return cell;
    })));
    byName("matrix").replaceChildren(el("div", { class: "scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th"), ...columns.map((ip) => el("th", { scope: "col" }, ip)))), el("tbody", {}, ...body))));
    const odd = pairs.filter((p) => p.why);
    byName("matrix-note").textContent = "How often each user got in from each address; ✗ counts failed attempts. " +
      `${odd.length} of ${pairs.length} pairs stand out (framed): from outside of private networks, from an address that failed with several accounts, or rare for the user.` +
      (users.size > MOST || addresses.size > MOST ? ` The ${MOST} users and addresses that stand out most are shown, of ${users.size} and ${addresses.size}.` : "");
  }
  return { draw };
})();

const statusWords = { "0xc000006a": "wrong password", "0xc0000064": "no such user", "0xc0000234": "locked out",
  "0xc0000072": "disabled", "0xc0000071": "password expired", "0xc000006d": "refused", "0xc000006f": "outside hours",
  "0xc0000193": "account expired", "0xc000015b": "logon type not granted", "0xc0000224": "must change password" };

function list(json, most) {
  let items;
  try { items = JSON.parse(json); } catch { return json; }
  if (!Array.isArray(items)) return Object.entries(items).map(([code, count]) => `${statusWords[code] ?? code} ×${count}`).join(", ");
  return items.slice(0, most).join(", ") + (items.length > most ? ` and ${items.length - most} more` : "");
}

function drawCampaigns() {
  const rows = records(data.campaigns).filter((c) => c.host && (!wanted.host || c.host === wanted.host));
  if (!rows.length) return byName("campaigns").replaceChildren(el("p", { class: "faint" }, "The logs show no failed logon."));
  byName("campaigns").replaceChildren(table([
    ["Machine", (c) => c.host], ["From", (c) => showTime(c.first_time), "time"], ["To", (c) => showTime(c.last_time), "time"],
    ["Attempts", (c) => c.count, "num"], ["Users", (c) => `${c.distinct_users}: ${list(c.users, 6)}`],
    ["Addresses", (c) => list(c.sources, 4)], ["Why refused", (c) => list(c.status_histogram, 9)],
    ["Then got in", (c) => c.session_id && byId.has(c.session_id) ? el("a", { href: "#s" + c.session_id, class: "bad" },
      `session ${c.session_id}, ${byId.get(c.session_id).user}`) : ""],
  ], rows), leftOut(data.campaigns.left_out, "view attempt_groups") ?? "");
}

function drawCoverage() {
  const rows = records(data.coverage);
  const first = d3.min(rows, (r) => r.first_time), last = d3.max(rows, (r) => r.last_time);
  const x = d3.scaleUtc().domain([first, Math.max(last, first + 1)]).range([0, 100]);
  const bar = (r) => {
    const svg = d3.create("svg").attr("viewBox", "0 0 100 6").attr("preserveAspectRatio", "none").attr("class", "chart").attr("height", 12);
    svg.append("rect").attr("class", "gap").attr("width", 100).attr("height", 6);
    if (r.first_time === null) return svg.node();
    svg.append("rect").attr("class", "k-console").attr("x", x(r.first_time)).attr("width", Math.max(0.5, x(r.last_time) - x(r.first_time))).attr("height", 6);
    for (const gap of gapsOfHost.get(r.host) ?? [])
      if (gap.channel === r.channel && gap.from_time !== null && gap.to_time !== null)
        svg.append("rect").attr("class", "gap").attr("x", x(gap.from_time)).attr("width", Math.max(0.4, x(gap.to_time) - x(gap.from_time))).attr("height", 6);
    if (r.cleared_at !== null) svg.append("line").attr("class", "cleared").attr("x1", x(r.cleared_at)).attr("x2", x(r.cleared_at)).attr("y2", 6);
    return svg.node();
  };
  const short = (channel) => channel.replace(/\/(Operational|Admin)$/, "").replace(/^Microsoft-Windows-/, "");
  byName("coverage").replaceChildren(table([
    ["Machine", (r) => r.host], ["Log", (r) => short(r.channel)], ["", bar, "wide"],
    ["From", (r) => showTime(r.first_time), "time"], ["To", (r) => showTime(r.last_time), "time"], ["Records", (r) => r.records, "num"],
    ["Missing numbers", (r) => r.missing_record_ids || "", "num odd"],
    ["Cleared", (r) => r.cleared_at === null ? "" : showTime(r.cleared_at) + (r.cleared_by ? " by " + r.cleared_by : ""), "bad cleared-at"],
    ["It can tell", (r) => r.can_tell, "long"],
  ], rows));
  const gaps = records(data.gaps).filter((g) => g.kind !== "cleared");
  byName("gaps").replaceChildren(...(gaps.length ? [el("h3", {}, "Gaps"), table([
    ["Machine", (g) => g.host], ["Log", (g) => short(g.channel)], ["Kind", (g) => g.kind],
    ["From", (g) => showTime(g.from_time), "time"], ["To", (g) => showTime(g.to_time), "time"],
    ["Record numbers", (g) => g.from_record_id ? `${g.from_record_id}–${g.to_record_id}` : ""]], gaps)] : []));
}

function drawWarnings() {
  const rows = records(data.warnings);
  byName("warnings").replaceChildren(...(rows.length ? [table([
    ["Severity", (w) => w.severity], ["Code", (w) => w.code], ["What", (w) => w.message], ["Machine", (w) => w.host],
    ["File", (w) => w.file]], rows), leftOut(data.warnings.left_out, "view warnings") ?? ""]
    : [el("p", { class: "good" }, "None: every record could be read, and no two contradict each other.")]));
}

function drawMethod() {
  const f = data.facts;
  const fact = (name, value) => value ? [el("dt", {}, name), el("dd", {}, value)] : [];
  byName("method").replaceChildren(
    el("p", {}, "logonloom reads Windows event logs (.evtx) offline and reconstructs sessions from them: connection, authentication, desktop, " +
      "lock, disconnect and logoff records are tied together by logon id, ActivityID, desktop number, boot, and where those are missing by address, " +
      "user and time. Each boundary rests on records that are named with file, offset and number. Times are UTC as the machine logged them. " +
      "Confidence 1 means that a record says it, 0.9 that it is derived, 0.5 that only a window of time is known, 0 that nothing tells."),
    el("p", {}, "Paths between machines that no record links are told from address, name, user and time; they are drawn dashed and are hints, no proof."),
    el("dl", {}, ...fact("Case made by", `logonloom ${f.tool_version}`), ...fact("Report made by", `logonloom ${f.version}`),
      ...fact("Call", f.command_line), ...fact("Options", f.options), ...fact("Run", f.run_start ? `${f.run_start} to ${f.run_end}` : ""),
      ...fact("On", f.machine), ...fact("Evidence", f.evidence_roots), ...fact("Rows chosen by", f.chosen_by)));
  const files = records(data.files);
  byName("files").replaceChildren(el("h3", {}, `Evidence: ${files.length + data.files.left_out} files`), table([
    ["File", (r) => r.path], ["Bytes", (r) => r.size_bytes, "num"], ["SHA-256", (r) => r.sha256, "mono"],
    ["Records", (r) => r.records_seen, "num"], ["Lost", (r) => r.records_rejected || "", "num bad"],
    ["Recovered", (r) => r.records_recovered || "", "num"], ["Status", (r) => r.status]], files),
  leftOut(data.files.left_out, "view evidence_files") ?? "");
}
