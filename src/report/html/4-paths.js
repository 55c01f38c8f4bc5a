"use strict";
// Machines and addresses as a graph: who came from where, and where he went on to.

const paths = (() => {
  const MOST = 120, WIDTH = 900, HEIGHT = 440;

  // Addresses that a hop shows to be a machine of the case count as that machine.
  function machineOfAddress() {
    const machines = new Map();
    for (const [from, to] of data.hops) {
      const ip = byId.get(to).source_ip;
      if (ip) machines.set(ip, byId.get(from).host);
    }
    return machines;
  }

  // Whether something of the links or paths is wanted: an end with a session by that session, others
  // as long as nothing but a machine or an address is asked for. `places` are what it runs over.
  function isWanted(row, places) {
    const ids = [row.from_session, row.to_session].filter(Boolean);
    if (ids.some((id) => byId.has(id))) return ids.some((id) => wantedIds.has(id));
    if (data.facts.chosen_by || wanted.q || wanted.kind || wanted.outcome || wanted.user) return false;
    return row.confidence >= wanted.confidence && (!wanted.host || places.includes(wanted.host)) && !wanted.ip;
  }
  let wantedIds = new Set();

  // Links over machines to logon sessions without a session of their own in this report.
  function lateralLinks() {
    const drawn = new Set(data.hops.map(([from, to]) => from + " " + to));
    return records(data.links).filter((l) => !drawn.has(l.from_session + " " + l.to_session) && isWanted(l, [l.from_host, l.to_host]));
  }

  function build() {
    wantedIds = new Set(shown.map((s) => s.session_id));
    const machines = machineOfAddress(), nodes = new Map(), links = new Map();
    const node = (name, kind) => {
      if (!nodes.has(name)) nodes.set(name, { id: name, kind, weight: 0 });
      return nodes.get(name);
    };
    const hopped = new Map(data.hops.map(([, to, confidence, recorded]) => [to, { confidence, recorded }]));
    for (const s of shown) {
      if (!gotIn(s) || !s.source_ip || s.source_ip === "127.0.0.1" || s.source_ip === "::1") continue;
      const known = machines.get(s.source_ip);
      const from = known ? node(known, "machine") : node(s.source_ip, isInside(s.source_ip) ? "address" : "outside");
      const to = node(s.host, "machine");
      if (from === to) continue;
      const key = from.id + "\n" + to.id;
      if (!links.has(key)) links.set(key, { source: from.id, target: to.id, count: 0, users: new Set(), hop: null });
      const link = links.get(key);
      ++link.count; ++from.weight; ++to.weight;
      link.users.add(s.user);
      link.hop = hopped.get(s.session_id) ?? link.hop;
      link.ids = [...(link.ids ?? []), s.session_id];
    }
    for (const hop of lateralLinks()) {
      const key = hop.from_host + "\n" + hop.to_host;
      node(hop.from_host, "machine").weight++;
      node(hop.to_host, "machine").weight++;
      if (!links.has(key)) links.set(key, { source: hop.from_host, target: hop.to_host, count: 0, users: new Set(), hop: null });
      const link = links.get(key);
      ++link.count;
      link.users.add(hop.to_user || "?");
      link.hop = { confidence: hop.confidence, recorded: true };
    }
    // The ones that matter most: on a hop, from outside, then by number.
    const onHop = new Set([...links.values()].filter((l) => l.hop).flatMap((l) => [l.source, l.target]));
    const kept = [...nodes.values()].sort((a, b) => onHop.has(b.id) - onHop.has(a.id) ||
      (b.kind === "outside") - (a.kind === "outside") || b.weight - a.weight).slice(0, MOST);
    const names = new Set(kept.map((n) => n.id));
    return { nodes: kept, all: nodes.size, links: [...links.values()].filter((l) => names.has(l.source) && names.has(l.target)) };
  }

  // As high as the nodes need it.
  function viewBox(nodes) {
    const top = d3.min(nodes, (n) => n.y) - 24, bottom = d3.max(nodes, (n) => n.y) + 24;
    return `0 ${top} ${WIDTH} ${bottom - top}`;
  }

  function draw() {
    const graph = build(), box = byName("paths");
    if (!graph.links.length) return box.replaceChildren(el("p", { class: "faint" }, "No session came from another machine."));
    box.dataset.hops = graph.links.filter((l) => l.hop).length;
    const drawn = graph.links.map((l) => ({ ...l }));
    const columns = { outside: 0.16, address: 0.34, machine: 0.68 };
    const simulation = d3.forceSimulation(graph.nodes).force("link", d3.forceLink(drawn).id((n) => n.id).distance(130).strength(0.4))
      .force("charge", d3.forceManyBody().strength(-420)).force("collide", d3.forceCollide(34))
      .force("x", d3.forceX((n) => columns[n.kind] * WIDTH).strength(0.25)).force("y", d3.forceY(HEIGHT / 2).strength(0.12)).stop();
    for (let i = 0; i < 300; ++i) simulation.tick();
    for (const n of graph.nodes) {
      n.x = Math.max(60, Math.min(WIDTH - 110, n.x));
      n.y = Math.max(24, Math.min(HEIGHT - 24, n.y));
    }
    const svg = d3.create("svg").attr("viewBox", viewBox(graph.nodes)).attr("role", "img").attr("aria-label", "Graph of paths between machines; the table below says the same");
    const arrow = svg.append("defs").append("marker").attr("id", "arrow").attr("viewBox", "0 0 8 8").attr("refX", 16).attr("refY", 4)
      .attr("markerUnits", "userSpaceOnUse").attr("markerWidth", 9).attr("markerHeight", 9).attr("orient", "auto");
    arrow.append("path").attr("d", "M0,0L8,4L0,8z").attr("fill", "var(--faint)");
    const lines = svg.selectAll("line").data(drawn).enter().append("line").attr("class", (l) => l.hop ? "hop" : null)
      .attr("stroke-width", (l) => 1 + Math.log1p(l.count)).attr("stroke-dasharray", (l) => l.hop && !l.hop.recorded ? "6 3" : null)
      .attr("marker-end", "url(#arrow)").attr("x1", (l) => l.source.x).attr("y1", (l) => l.source.y).attr("x2", (l) => l.target.x).attr("y2", (l) => l.target.y);
    lines.append("title").text((l) => `${l.source.id} → ${l.target.id}: ${l.count} sessions of ${[...l.users].join(", ")}`);
    const spots = svg.selectAll("g").data(graph.nodes).enter().append("g").attr("transform", (n) => `translate(${n.x},${n.y})`);
    spots.append("circle").attr("r", 9).attr("class", (n) => n.kind);
    spots.append("text").attr("x", 13).attr("y", 4).text((n) => n.id.length > 32 ? n.id.slice(0, 31) + "…" : n.id);
    box.replaceChildren(svg.node(), el("p", { class: "faint" }, "Red: from outside of private networks, and hops from machine to machine (dashed: told from address and time). Grey: addresses inside." +
      (graph.all > MOST ? ` ${MOST} of ${graph.all} places are drawn.` : "")));
  }

  const link = (s) => el("a", { href: "#s" + s.session_id }, `${s.session_id}: ${s.user} on ${s.host}`);

  function drawHops() {
    const rows = data.hops.map(([from, to, confidence, recorded]) => ({ from: byId.get(from), to: byId.get(to), confidence, recorded }));
    if (!rows.length) return;
    byName("hops").replaceChildren(table([["When", (h) => startText(h.to), "time"], ["From session", (h) => link(h.from)],
      ["To session", (h) => link(h.to)], ["By", (h) => h.to.kind],
      ["Basis", (h) => h.recorded ? "link of the case" : "address, name, time"], ["Confidence", (h) => h.confidence, "num"]], rows.slice(0, 500)));
  }

  // The view lateral_paths, of all logon sessions.
  function drawLateral() {
    wantedIds = new Set(shown.map((s) => s.session_id));
    const rows = records(data.paths).filter((p) => isWanted(p, p.hosts.split(" > ")));
    byName("lateral").dataset.paths = rows.length;
    byName("lateral").replaceChildren(...(rows.length ? [el("h3", {}, "From machine to machine"), table([
      ["Over", (p) => p.hosts.split(" > ").join(" → ")], ["Who", (p) => p.first_user === p.last_user ? p.first_user : `${p.first_user} → ${p.last_user}`],
      ["From address", (p) => p.first_source_ip], ["Began", (p) => showTime(p.first_time), "time"], ["Last step", (p) => showTime(p.last_time), "time"],
      ["Sessions", (p) => el("span", {}, ...[p.from_session, p.to_session].filter((id) => byId.has(id))
        .flatMap((id, i) => [i ? ", " : "", el("a", { href: "#s" + id }, id)]))],
      ["Confidence", (p) => p.confidence + (p.ambiguous ? ", one of several" : ""), "num"]], rows),
    leftOut(data.paths.left_out, "view lateral_paths") ?? ""] : []));
  }
  return { draw() { draw(); drawLateral(); }, drawHops };
})();
