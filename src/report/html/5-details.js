"use strict";
// The page of one session, beside the report.

const details = (() => {
  const panel = byName("panel");
  let before = null;

  function facts(s) {
    const rows = [["User", s.user], ["SID", s.user_sid], ["Machine", s.host],
      ["How", s.kind + (s.logon_type !== null ? `, logon type ${s.logon_type}` : "") + (s.auth_package ? `, ${s.auth_package}` : "")],
      ["From", sourceText(s)], ["Outcome", s.outcome], ["Attempt", s.attempt_time !== null ? showTime(s.attempt_time) : ""],
      ["Start", startText(s)], ["End", `${endText(s)} (${s.end_reason}${s.end_basis ? ", told by " + s.end_basis : ""})`],
      ["Lasted", s.start_time !== null && s.end_time !== null ? showDuration(s.end_time - s.start_time) : ""],
      ["Failed before", s.failures || ""], ["Locked", s.lock_count ? `${s.lock_count} times` : ""],
      ["Rights", s.elevated === 1 ? "elevated" : ""], ["Logon id", s.logon_id], ["Desktop", s.ts_session_id],
      ["Confidence", `${s.confidence} (begin ${s.begin_confidence}, end ${s.end_confidence})`],
      ["Recovered", s.recovered_records ? `rests on ${s.recovered_records} records that Windows does not list any more` : ""],
      ["Not seen", s.not_seen]];
    return el("dl", {}, ...rows.filter(([, value]) => value !== "" && value !== null && value !== undefined)
      .flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
  }

  // Rows of a list whose last member may be the number of those left out.
  function split(rows) {
    const more = typeof rows.at(-1) === "number" ? rows.at(-1) : 0;
    return [more ? rows.slice(0, -1) : rows, more];
  }

  function activity(s) {
    if (!data.activity[s.session_id]) return [];
    const [rows, more] = split(data.activity[s.session_id]);
    const depth = new Map();  // of programs, by name
    const lines = rows.map(([time, kind, words, user, program, parent]) => {
      let level = 0;
      if (text(kind) === "process_start") {
        level = Math.min(12, depth.has(text(parent).toLowerCase()) ? depth.get(text(parent).toLowerCase()) + 1 : 0);
        depth.set(text(program).toLowerCase(), level);
      }
      const what = el("span", { class: "mono" }, text(words));
      what.style.marginLeft = level * 1.1 + "em";
      what.style.display = "inline-block";
      return { time, kind: text(kind), what, user: text(user) };
    });
    return [el("h3", {}, "What was done"), table([["Time", (l) => showTime(l.time), "time"], ["Kind", (l) => l.kind],
      ["What", (l) => l.what], ["As", (l) => l.user]], lines), leftOut(more, `logonloom show CASE.db ${s.session_id} --all`)];
  }

  function evidence(s) {
    if (!data.evidence[s.session_id]) return [];
    const [rows, more] = split(data.evidence[s.session_id]);
    return [el("h3", {}, "Evidence"), table([["Time", (r) => showTime(r[0]), "time"], ["Role", (r) => text(r[1])],
      ["What the record says", (r) => text(r[2])], ["Record", (r) => `${text(r[3])} ${r[4]} #${r[5]}`],
      ["Rule", (r) => text(r[6])],
      ["Where", (r) => `${text(r[7])} at byte ${r[8]}` + (text(r[9]) === "listed" ? "" : `, ${text(r[9])}`)]], rows),
    leftOut(more, `logonloom explain CASE.db ${s.session_id} --all`)];
  }

  function neighbours(s) {
    const link = (id, words) => byId.has(id) ? el("li", {}, words + " ", el("a", { href: "#s" + id },
      `session ${id}: ${byId.get(id).user} on ${byId.get(id).host}, ${startText(byId.get(id))}`)) : null;
    const items = [link(s.reconnect_of_session_id, "Returned to the desktop of"), link(s.superseded_by_session_id, "Its desktop was taken by"),
      ...sessions.filter((t) => t.reconnect_of_session_id === s.session_id).map((t) => link(t.session_id, "Its desktop was returned to by")),
      ...data.hops.filter(([, to]) => to === s.session_id).map(([from]) => link(from, "Came from")),
      ...data.hops.filter(([from]) => from === s.session_id).map(([, to]) => link(to, "Went on to"))].filter(Boolean);
    return items.length ? [el("h3", {}, "Related sessions"), el("ul", {}, ...items)] : [];
  }

  function open(id) {
    const s = byId.get(id);
    if (!s) return;
    if (panel.hidden) before = document.activeElement;
    panel.replaceChildren(...[
      el("button", { type: "button", class: "close", onclick: close, "aria-label": "Close" }, "Close"),
      el("h2", { id: "panel-title", tabindex: -1 }, `Session ${s.session_id} `, el("span", { class: "faint" }, s.session_key)),
      facts(s), ...neighbours(s), ...activity(s), ...evidence(s)].filter(Boolean));
    panel.hidden = false;
    panel.scrollTop = 0;
    byName("panel-title").focus({ preventScroll: true });
    timeline.light(s);
    if (location.hash !== "#s" + id) history.replaceState(null, "", "#s" + id);
  }
  function close() {
    panel.hidden = true;
    history.replaceState(null, "", "#");
    before?.focus?.({ preventScroll: true });
  }
  function follow() {
    const match = /^#s(\d+)$/.exec(location.hash);
    if (match) open(Number(match[1]));
  }
  return { open, close, follow, isOpen: () => !panel.hidden };
})();
