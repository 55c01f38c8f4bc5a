"use strict";
// A lane for each machine and user; sessions are bars. Only lanes in sight are drawn.

const timeline = (() => {
  const LABEL = () => Math.min(230, innerWidth * 0.3);
  const ROW = 13, PAD = 4, HEAD = 22, MOST_ROWS = 4, NARROW = 2;
  const lanesBox = byName("lanes");
  const svg = d3.select("#bars"), axis = d3.select("#axis");
  const x = d3.scaleUtc().domain(span.map((t) => new Date(t)));
  let zoomed = x, lanes = [], height = 0, everything = false, lit = null;

  const defs = svg.append("defs");
  for (const kind of ["rdp", "console", "interactive", "network", "ssh", "winrm", "gateway", "failed"]) {
    const fade = defs.append("linearGradient").attr("id", "fade-" + kind);
    fade.append("stop").attr("offset", 0).attr("class", "k-" + kind).attr("stop-opacity", 0.85);
    fade.append("stop").attr("offset", 1).attr("class", "k-" + kind).attr("stop-opacity", 0.08);
  }
  const hatch = defs.append("pattern").attr("id", "hatch").attr("width", 5).attr("height", 5)
    .attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)");
  hatch.append("rect").attr("width", 2.2).attr("height", 5).attr("fill", "var(--card)").attr("fill-opacity", 0.75);
  defs.append("clipPath").attr("id", "plot").append("rect").attr("y", 0);
  const content = svg.append("g");

  // Where the logs of a machine are silent: outside of its Security log, its missing records, and times
  // without records of any log.
  const silent = new Map();
  function silence(host) {
    if (silent.has(host)) return silent.get(host);
    const parts = [], marks = [];
    const logs = logsOfHost.get(host) ?? [];
    const log = logs.find((l) => l.channel === "Security") ?? logs[0];
    if (log && log.first_time !== null) parts.push([-8e15, log.first_time, "No " + log.channel + " log before"],
      [log.last_time, 8e15, "No " + log.channel + " log behind"]);
    for (const gap of gapsOfHost.get(host) ?? []) {
      if (gap.kind === "cleared") marks.push([gap.to_time, gap.channel + " cleared"]);
      else if (gap.kind === "record_gap" && gap.channel !== log?.channel) continue;
      else if (gap.from_time !== null && gap.to_time !== null)
        parts.push([gap.from_time, gap.to_time, gap.kind + " in " + gap.channel]);
    }
    silent.set(host, { parts, marks });
    return silent.get(host);
  }

  const logsEnd = (host) => Math.max(...(logsOfHost.get(host) ?? []).map((log) => log.last_time), -8e15);

  // Bars that overlap in a lane go to rows under one another.
  function stack(lane) {
    const free = [];
    for (const s of lane.sessions) {
      const begin = firstMoment(s) ?? span[0], end = Math.max(lastMoment(s) ?? begin, begin + 1);
      let row = free.findIndex((time) => time <= begin);
      if (row < 0) row = Math.min(free.length, MOST_ROWS - 1);
      free[row] = Math.max(free[row] ?? 0, end);
      s.row = row;
    }
    lane.height = Math.max(1, free.length) * ROW + PAD * 2;
  }

  function layOut() {
    const hosts = d3.group ? d3.group(shown, (s) => s.host, (s) => s.user) : groupTwice(shown);
    lanes = [];
    let y = 0;
    for (const host of [...hosts.keys()].sort()) {
      lanes.push({ host, y, height: HEAD, head: true, sessions: [] });
      y += HEAD;
      for (const user of [...hosts.get(host).keys()].sort()) {
        const lane = { host, user, y, sessions: hosts.get(host).get(user) };
        stack(lane);
        lanes.push(lane);
        y += lane.height;
      }
    }
    height = Math.max(y, 40);
    svg.attr("height", height);
    byName("timeline").dataset.sessions = shown.length;
    byName("timeline").dataset.lanes = lanes.filter((lane) => !lane.head).length;
  }
  function groupTwice(list) {
    const hosts = new Map();
    for (const s of list) {
      if (!hosts.has(s.host)) hosts.set(s.host, new Map());
      const users = hosts.get(s.host);
      if (!users.has(s.user)) users.set(s.user, []);
      users.get(s.user).push(s);
    }
    return hosts;
  }

  const width = () => Math.max(320, byName("timeline").clientWidth);

  const [year, day, minute, second, part] = ["%Y", "%b %d", "%H:%M", "%H:%M:%S", ".%L"].map(d3.utcFormat);
  function tickText(time) {
    if (time.getUTCMilliseconds()) return part(time);
    if (time.getUTCSeconds()) return second(time);
    if (time.getUTCHours() || time.getUTCMinutes()) return minute(time);
    return time.getUTCMonth() === 0 && time.getUTCDate() === 1 ? year(time) : day(time);
  }
  function drawAxis() {
    axis.selectAll("*").remove();
    axis.append("g").attr("transform", "translate(0,4)")
      .call(d3.axisBottom(zoomed).ticks(Math.max(2, (width() - LABEL()) / 120)).tickFormat(tickText).tickSizeOuter(0));
    axis.append("text").attr("x", 8).attr("y", 19).text(showTime(Number(zoomed.domain()[0])).slice(0, LABEL() > 150 ? 10 : 0) + " UTC");
  }

  function drawSilence(group, lane) {
    const [from, to] = zoomed.domain().map(Number);
    const { parts, marks } = silence(lane.host);
    for (const [begin, end, words] of parts) {
      const a = Math.max(begin, from), b = Math.min(end, to);
      if (b > a) group.append("rect").attr("class", "gap").attr("x", zoomed(a)).attr("y", lane.y)
        .attr("width", zoomed(b) - zoomed(a)).attr("height", lane.height).datum({ words });
    }
    for (const [time, words] of marks)
      if (time >= from && time <= to)
        group.append("line").attr("class", "cleared").attr("x1", zoomed(time)).attr("x2", zoomed(time))
          .attr("y1", lane.y).attr("y2", lane.y + lane.height).datum({ words });
  }

  function drawBar(group, lane, s, count) {
    const begin = firstMoment(s), sure = s.end_time ?? s.end_lower ?? begin;
    const y = lane.y + PAD + s.row * ROW, kind = gotIn(s) || s.outcome === "authenticated_only" ? s.kind : "failed";
    const x0 = zoomed(begin), x1 = Math.max(zoomed(sure), x0 + 3);
    const bar = group.append("rect").datum(s).attr("class", `bar k-${kind} ${s.outcome}` + (s === lit ? " lit" : ""))
      .attr("x", x0).attr("y", y).attr("width", x1 - x0).attr("height", ROW - 3).attr("rx", 2)
      .attr("data-id", s.session_id).attr("data-count", count).attr("role", "img")
      .attr("aria-label", `Session ${s.session_id}, ${s.user} on ${s.host}, ${s.kind}, ${s.outcome}, ${startText(s)} to ${endText(s)}`);
    if (s.end_time === null && gotIn(s)) {
      const until = zoomed(s.end_upper ?? Math.max(sure, logsEnd(s.host)) + (span[1] - span[0]) * 0.02);
      if (until > x1) group.append("rect").datum(s).attr("class", "bar fading").attr("x", x1).attr("y", y)
        .attr("width", until - x1).attr("height", ROW - 3).attr("fill", `url(#fade-${kind})`);
    }
    drawMarks(group, s, y);
    return bar;
  }

  function drawMarks(group, s, y) {
    const marks = data.marks[s.session_id] ?? {};
    for (const [a, b] of marks.locks ?? []) {
      const end = b ?? s.end_time ?? a;
      if (zoomed(end) - zoomed(a) >= 1) group.append("rect").attr("class", "lock").attr("fill", "url(#hatch)")
        .attr("x", zoomed(a)).attr("width", zoomed(end) - zoomed(a)).attr("y", y).attr("height", ROW - 3);
    }
    let failures = marks.failures ?? [];
    if (!failures.length && s.outcome === "failed") failures = [firstMoment(s)];
    let last = -10;
    for (const time of failures) {
      const at = zoomed(time);
      if (at - last < 1) continue;
      last = at;
      group.append("line").datum(s).attr("class", "fail").attr("x1", at).attr("x2", at).attr("y1", y - 2).attr("y2", y + ROW - 1);
    }
  }

  function drawLane(lane) {
    const group = content.append("g").attr("clip-path", "url(#plot)");
    drawSilence(group, lane);
    const [from, to] = zoomed.domain().map(Number);
    const inSight = lane.sessions.filter((s) => {
      const begin = firstMoment(s);
      return begin !== null && begin <= to && (s.end_time ?? s.end_upper ?? (gotIn(s) ? 8e15 : lastMoment(s))) >= from;
    });
    const crowded = inSight.length > 300;
    const taken = new Map();  // pixel and row: the bar that stands there for its neighbours
    for (const s of inSight) {
      const at = Math.round(zoomed(firstMoment(s)) / NARROW) * 10 + s.row;
      const narrow = zoomed(s.end_time ?? s.end_lower ?? firstMoment(s)) - zoomed(firstMoment(s)) < NARROW;
      if (crowded && narrow && taken.has(at)) {
        const bar = taken.get(at);
        bar.attr("data-count", Number(bar.attr("data-count")) + 1);
        continue;
      }
      const bar = drawBar(group, lane, s, 1);
      if (narrow) taken.set(at, bar);
    }
    const label = content.append("g");
    label.append("rect").attr("class", "label-back").attr("x", 0).attr("y", lane.y).attr("width", LABEL()).attr("height", lane.height);
    const most = Math.floor((LABEL() - 20) / 6.8);
    const name = lane.head ? lane.host : lane.user;
    label.append("text").attr("class", lane.head ? "host" : "user").attr("x", lane.head ? 8 : 18)
      .attr("y", lane.y + (lane.head ? 15 : PAD + ROW - 3))
      .text(name.length > most ? name.slice(0, most - 1) + "…" : name).append("title").text(name);
    content.append("line").attr("class", "rule").attr("x1", 0).attr("x2", width()).attr("y1", lane.y + lane.height).attr("y2", lane.y + lane.height);
  }

  function draw() {
    const right = width() - 12;
    x.range([LABEL(), right]);
    zoomed = transform.rescaleX(x);
    svg.select("#plot rect").attr("x", LABEL()).attr("width", Math.max(1, right + 12 - LABEL())).attr("height", height);
    drawAxis();
    content.selectAll("*").remove();
    const top = everything ? 0 : lanesBox.scrollTop - 200;
    const bottom = everything ? Infinity : lanesBox.scrollTop + lanesBox.clientHeight + 200;
    for (const lane of lanes)
      if (lane.y + lane.height >= top && lane.y <= bottom && !(everything && lane.y > 20000)) drawLane(lane);
  }

  let transform = d3.zoomIdentity, waiting = false;
  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }
  const zoom = d3.zoom().scaleExtent([1, 50000])
    .filter((event) => {
      const e = d3.event ?? event;
      return e.type !== "wheel" ? !e.button : e.ctrlKey || e.metaKey || e.altKey;
    })
    .on("zoom", (event) => { transform = (d3.event ?? event).transform; later(); });
  function bounds() {
    const box = [[LABEL(), 0], [width() - 12, 1]];
    zoom.extent(box).translateExtent([[LABEL(), -1e9], [width() - 12, 1e9]]);
  }

  function tipFor(target) {
    const s = d3.select(target).datum();
    if (!s) return "";
    if (s.words && !s.session_id) return s.words;
    if (!s.session_id) return "";
    const count = Number(target.getAttribute("data-count") ?? 1);
    return `${s.user} on ${s.host}\n${s.kind}, ${s.outcome}, from ${sourceText(s) || "?"}\n` +
      `${startText(s)} – ${endText(s)} (${s.end_reason})` + (s.failures ? `\n${s.failures} failed attempts` : "") +
      (count > 1 ? `\nand ${count - 1} more here: zoom in` : "");
  }
  svg.on("mousemove", (event) => {
    const e = d3.event ?? event, words = tipFor(e.target), tip = byName("tip");
    tip.hidden = !words;
    tip.textContent = words;
    tip.style.left = Math.min(e.clientX + 14, innerWidth - tip.offsetWidth - 8) + "px";
    tip.style.top = Math.min(e.clientY + 14, innerHeight - tip.offsetHeight - 8) + "px";
  }).on("mouseleave", () => { byName("tip").hidden = true; })
    .on("click", (event) => {
      const s = d3.select((d3.event ?? event).target).datum();
      if (s && s.session_id) details.open(s.session_id);
    });

  function zoomBy(factor) { svg.call(zoom.scaleBy, factor); }
  // The neighbour in time of the session that is lit.
  function step(by) {
    const order = [...shown].sort((a, b) => (firstMoment(a) ?? 0) - (firstMoment(b) ?? 0));
    if (!order.length) return;
    const at = order.indexOf(lit);
    light(order[at < 0 ? 0 : Math.max(0, Math.min(order.length - 1, at + by))]);
  }
  function light(s) {
    lit = s;
    const lane = lanes.find((l) => l.sessions.includes(s));
    if (lane && (lane.y < lanesBox.scrollTop || lane.y + lane.height > lanesBox.scrollTop + lanesBox.clientHeight))
      lanesBox.scrollTop = lane.y - 40;
    draw();
    byName("shown").textContent = s ? `Session ${s.session_id}: ${s.user} on ${s.host}, ${startText(s)} – ${endText(s)}` : "";
  }

  byName("timeline").addEventListener("keydown", (e) => {
    const keys = { ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
      Enter: () => lit && details.open(lit.session_id), "+": () => zoomBy(2), "-": () => zoomBy(0.5), 0: () => svg.call(zoom.transform, d3.zoomIdentity) };
    if (!keys[e.key] || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    keys[e.key]();
  });
  lanesBox.addEventListener("scroll", later, { passive: true });
  addEventListener("resize", () => { bounds(); later(); });
  // For paper, whose width is not the window's: as drawn for the window, then scaled as a whole.
  function drawEverything(all) {
    everything = all;
    draw();
    svg.attr("viewBox", all ? `0 0 ${width()} ${height}` : null);
    axis.attr("viewBox", all ? `0 0 ${width()} 30` : null);
  }

  return {
    start() {
      bounds();
      svg.call(zoom).on("dblclick.zoom", null);
      layOut();
      draw();
    },
    update() { layOut(); draw(); },
    zoomBy, light, drawEverything,
    zoomAll() { svg.call(zoom.transform, d3.zoomIdentity); },
  };
})();
