"use strict";
// Puts the page together.

// Filters as if somebody had typed them.
function choose(change) {
  Object.assign(wanted, change);
  for (const [id, name] of [["q", "q"], ["f-host", "host"], ["f-kind", "kind"], ["f-outcome", "outcome"], ["f-conf", "confidence"]])
    byName(id).value = wanted[name];
  applyFilter();
  if (change.user) byName("timeline-section").scrollIntoView();
}
const nothing = { q: "", host: "", kind: "", outcome: "", confidence: 0, user: "", ip: "" };

function drawSummary() {
  const f = data.facts, people = sessions.filter(gotIn);
  const outside = people.filter((s) => s.source_ip && !isInside(s.source_ip));
  const failures = d3.sum(records(data.campaigns), (c) => c.count);
  const number = (value, words, bad) => el("li", { class: bad && value ? "bad" : null }, el("b", {}, value.toLocaleString("en")), words);
  byName("numbers").replaceChildren(number(data.hosts.rows.length + data.hosts.left_out, "machines"),
    number(sessions.length, "sessions shown here"), number(f.all_sessions, "sessions in the case"), number(people.length, "got in"),
    number(new Set(people.map((s) => s.user)).size, "users who got in"), number(failures, "failed attempts", true),
    number(outside.length, "got in from outside", true), number(data.hops.length, "hops between machines", true),
    number(records(data.coverage).filter((c) => c.cleared_at !== null).length, "cleared logs", true),
    number(data.warnings.rows.length + data.warnings.left_out, "warnings"), number(f.records, "records read"));
  const guessed = records(data.campaigns).filter((c) => c.session_id && byId.has(c.session_id) && gotIn(byId.get(c.session_id)) &&
    (c.distinct_users > 1 || c.count >= 3));
  const items = [
    ...guessed.slice(0, 8).map((c) => ["After " + c.count + " failed attempts from " + list(c.sources, 3) + ", ", byId.get(c.session_id), " got in."]),
    ...outside.filter((s) => !guessed.some((c) => c.session_id === s.session_id)).slice(0, 8).map((s) => [`From outside, ${s.source_ip}: `, s, "."]),
    ...data.hops.slice(0, 8).map(([from, to]) => [`From ${byId.get(from).host} on to ${byId.get(to).host}: `, byId.get(to), "."])];
  if (!items.length) return;
  byName("attention").replaceChildren(el("h3", {}, "Look at these first"), el("ul", {}, ...items.map(([ahead, s, behind]) =>
    el("li", {}, ahead, el("a", { href: "#s" + s.session_id }, `session ${s.session_id}, ${s.user} on ${s.host} by ${s.kind}, ${startText(s)}`), behind))));
}

function fillChoices() {
  const options = (id, values, all) => byName(id).replaceChildren(el("option", { value: "" }, all),
    ...[...new Set(values)].sort().map((value) => el("option", { value }, value)));
  options("f-host", sessions.map((s) => s.host), "all");
  options("f-kind", sessions.map((s) => s.kind), "all");
  options("f-outcome", sessions.map((s) => s.outcome), "all");
  const listen = (id, name, read) => byName(id).addEventListener("input", () => {
    wanted[name] = read(byName(id).value);
    applyFilter();
  });
  listen("q", "q", String);
  listen("f-host", "host", String);
  listen("f-kind", "kind", String);
  listen("f-outcome", "outcome", String);
  listen("f-conf", "confidence", (value) => Number(value) || 0);
  byName("filters").addEventListener("submit", (e) => e.preventDefault());
  byName("clear").addEventListener("click", () => choose(nothing));
  byName("zoom-in").addEventListener("click", () => timeline.zoomBy(2));
  byName("zoom-out").addEventListener("click", () => timeline.zoomBy(0.5));
  byName("zoom-all").addEventListener("click", timeline.zoomAll);
  byName("theme").addEventListener("click", toggleTheme);
}

function toggleTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

function drawLegend() {
  const item = (draw, words) => {
    const svg = d3.create("svg").attr("width", 26).attr("height", 12);
    draw(svg);
    return el("span", {}, svg.node(), words);
  };
  const box = (kind) => (svg) => svg.append("rect").attr("class", "k-" + kind).attr("width", 26).attr("height", 11).attr("rx", 2);
  byName("legend").replaceChildren(...[...new Set(sessions.filter(gotIn).map((s) => s.kind))].sort().map((kind) => item(box(kind), kind)),
    item((svg) => svg.append("line").attr("class", "fail").attr("x1", 12).attr("x2", 12).attr("y2", 12), "failed attempt"),
    item((svg) => { box("console")(svg); svg.append("rect").attr("fill", "url(#hatch)").attr("width", 26).attr("height", 11); }, "locked"),
    item((svg) => svg.append("rect").attr("fill", "url(#fade-rdp)").attr("width", 26).attr("height", 11), "end not known"),
    item((svg) => svg.append("rect").attr("class", "gap").attr("width", 26).attr("height", 11), "log is silent"),
    item((svg) => svg.append("line").attr("class", "cleared").attr("x1", 12).attr("x2", 12).attr("y2", 12), "log cleared"),
    el("span", { class: "hint" }, "Drag to pan; Ctrl and wheel, or + and −, to zoom; / to search; click a bar for its page."));
}

function count() {
  const parts = [wanted.user && `user ${wanted.user}`, wanted.ip && `address ${wanted.ip}`].filter(Boolean);
  byName("shown").textContent = `${shown.length} of ${sessions.length} sessions` + (parts.length ? `, ${parts.join(", ")}` : "");
}

document.addEventListener("keydown", (e) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
  if (e.key === "Escape") details.isOpen() ? details.close() : e.target.blur();
  if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "/") { e.preventDefault(); byName("q").focus(); }
  if (e.key === "t") toggleTheme();
});
addEventListener("hashchange", details.follow);
addEventListener("beforeprint", () => { sessionTable.all(true); timeline.drawEverything(true); });
addEventListener("afterprint", () => { sessionTable.all(false); timeline.drawEverything(false); });

byName("span").textContent = `${showTime(span[0])} – ${showTime(span[1])}, all times UTC` +
  (data.facts.chosen_by ? `; chosen by ${data.facts.chosen_by}` : "");
byName("nav").replaceChildren(...[...document.querySelectorAll("main > section")].map((section) =>
  el("a", { href: "#" + section.id }, section.querySelector("h2").textContent)));
fillChoices();
drawSummary();
drawLegend();
listeners.push(timeline.update, sessionTable.draw, matrix.draw, drawCampaigns, paths.draw, count);
timeline.start();
sessionTable.draw();
matrix.draw();
count();
details.follow();
// What stands further down comes once the top is seen.
setTimeout(() => {
  drawCampaigns();
  paths.draw();
  paths.drawHops();
  drawCoverage();
  drawWarnings();
  drawMethod();
  document.documentElement.dataset.ready = "yes";
});
