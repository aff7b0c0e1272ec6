"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const ABOUT = {
  chicory: "the reference: Chicory's interpreter",
  "ir-frontend": "the compiler's IR, interpreted after the frontend",
  "ir-legalized": "the compiler's IR, interpreted after legalization",
  validator: "our decoder and validator: every module accepted, or refused for the right reason",
  "text-parser": "wasm-tools' parser of the text format",
};
const about = engine => ABOUT[engine] || (engine.startsWith("pvm-") ? "compiled to PVM, run on our machine" : "");
const COLUMNS = ["pvm-", "ir-", "chicory", "", "validator", "text-parser"];
const column = engine => {
  const at = COLUMNS.findIndex(c => c && engine.startsWith(c));
  return at < 0 ? COLUMNS.indexOf("") : at;
};
const engines = Object.keys(data.totals).sort((a, b) => column(a) - column(b) || a.localeCompare(b));
const families = Object.keys(data.families);
const PARTS = ["pass", "fail", "unsupported"];
const WORDS = {pass: "hold", fail: "fail", unsupported: "not supported"};
const OPEN = 200;
const STANDARD = new Set(data.standardFamilies);

const $ = id => document.getElementById(id);
const num = n => n.toLocaleString("en");
const sum = t => t.pass + t.fail + t.unsupported;
const make = (tag, parent, text, cls) => {
  const e = document.createElement(tag);
  if (text !== undefined && text !== null) e.textContent = text;
  if (cls) e.className = cls;
  if (parent) parent.append(e);
  return e;
};
const plural = (n, word) => num(n) + " " + word + (n === 1 ? "" : "s");

/** A bar of three parts; says in words what it shows. */
function bar(parent, totals) {
  const all = sum(totals);
  const e = make("div", parent, null, "bar");
  e.setAttribute("role", "img");
  e.setAttribute("aria-label", PARTS.map(p => num(totals[p]) + " " + WORDS[p]).join(", "));
  for (const p of PARTS) if (totals[p]) make("i", e, null, p).style.width = 100 * totals[p] / all + "%";
}

function counts(parent, totals) {
  const e = make("span", parent, null, "counts");
  make("span", e, num(totals.pass), totals.pass ? "pass" : "zero");
  make("span", e, " / " + num(totals.fail), totals.fail ? "fail" : "zero");
  make("span", e, " / " + num(totals.unsupported), "unsupported");
  e.title = PARTS.map(p => num(totals[p]) + " " + WORDS[p]).join(", ");
}

/** Rows are [name, totals by engine, class, action]. */
function table(parent, first, rows) {
  const t = make("table", parent);
  const head = make("tr", make("thead", t));
  make("th", head, first);
  engines.forEach(e => make("th", head, e));
  const body = make("tbody", t);
  for (const [name, totals, cls, action] of rows) {
    const tr = make("tr", body, null, cls);
    const td = make("td", tr, action ? null : name);
    if (action) make("button", td, name).addEventListener("click", action);
    for (const e of engines) {
      const cell = make("td", tr);
      if (!totals[e] || !sum(totals[e])) continue;
      bar(cell, totals[e]);
      counts(cell, totals[e]);
    }
  }
}

function cards() {
  for (const e of engines) {
    const t = data.totals[e];
    const card = make("div", $("engines"), null, "card");
    make("h3", card, e);
    make("div", card, about(e), "what");
    make("div", card, num(t.pass), "big");
    make("div", card, "of " + num(sum(t)) + " assertions hold", "of");
    bar(card, t);
    const rest = make("div", card, null, "rest");
    make("span", rest, plural(t.fail, "failure"), t.fail ? "fails" : "");
    if (t.unsupported) make("span", rest, ", " + num(t.unsupported) + " not supported");
  }
}

function summary() {
  const own = data.files.filter(f => f.family === "own").length;
  const official = data.files.length - own;
  const parts = [];
  if (official) parts.push(plural(official, "official script") + (data.commit ? " (WebAssembly/testsuite, commit " + data.commit.slice(0, 12) + ")" : ""));
  if (own) parts.push(plural(own, "script") + " of the project's own");
  $("about").textContent = parts.join(" and ") + ", on every engine. Each assertion holds, fails, or asks for something that the engine does not support.";
  cards();
  const rows = [];
  let standard = false;
  for (const f of families) {
    const choose = () => { $("filters").reset(); $("family").value = f; apply(); $("scripts").scrollIntoView(); };
    if (!STANDARD.has(f) && !standard && Object.keys(data.standard).length) {
      rows.push(["WebAssembly 3.0", data.standard, "sum"]);
      standard = true;
    }
    rows.push([f, data.families[f], "", choose]);
  }
  rows.push(["all", data.totals, "sum"]);
  table($("family-table"), "family", rows);
  table($("kind-table"), "kind", Object.entries(data.kinds).map(([k, t]) => [k, t, ""]).concat([["all", data.totals, "sum"]]));
}


/** What a search looks through, made once for each script. */
const haystack = f => f.haystack ??= [f.file, f.family,
  ...f.failures.flatMap(x => [x.engine, x.kind, x.reason, x.source, x.got]),
  ...Object.entries(f.unsupported).flatMap(([e, u]) => [e, ...Object.keys(u)])].join("\n").toLowerCase();

function failure(parent, x) {
  const d = make("details", parent, null, "failure");
  const s = make("summary", d);
  make("span", s, "line " + x.line + " ");
  make("span", s, x.engine, "tag");
  make("span", s, x.kind, "tag");
  make("b", s, x.reason);
  make("code", s, x.source, "glance");
  d.addEventListener("toggle", () => {
    if (d.childElementCount > 1) return;
    const dl = make("dl", d, null, "diff");
    for (const k of ["source", "expected", "got"]) {
      if (!x[k]) continue;
      make("dt", dl, k);
      make("code", make("dd", dl), x[k]);
    }
  });
}

function fill(body, f, chosen) {
  const list = f.failures.filter(x => chosen.includes(x.engine));
  let at = 0;
  const more = make("button", null, null, "more");
  more.type = "button";
  const step = () => {
    more.remove();
    for (const end = Math.min(at + OPEN, list.length); at < end; at++) failure(body, list[at]);
    if (at < list.length) { more.textContent = "show " + num(list.length - at) + " more failures"; body.append(more); }
  };
  more.addEventListener("click", step);
  for (const e of chosen) for (const [feature, lines] of Object.entries(f.unsupported[e] || {})) {
    const d = make("details", body, null, "lines");
    const s = make("summary", d);
    make("span", s, e, "tag");
    make("span", s, "not supported: " + feature + " (" + plural(lines.length, "command") + ")");
    make("pre", d, "lines " + lines.join(", "));
  }
  step();
  if (!body.childElementCount) make("p", body, "Everything holds.");
}

function file(parent, f, chosen) {
  const d = make("details", parent, null, "file");
  d.style.setProperty("--columns", chosen.length);
  const s = make("summary", d);
  const name = make("span", s, f.file, "name");
  make("span", name, f.family, "family");
  for (const e of chosen) {
    const cell = make("span", s);
    if (!f.engines[e] || !sum(f.engines[e])) continue;
    make("span", cell, e, "engine");
    bar(cell, f.engines[e]);
    counts(cell, f.engines[e]);
  }
  d.addEventListener("toggle", () => {
    if (d.childElementCount === 1) fill(make("div", d, null, "body"), f, chosen);
  });
  return d;
}

function apply() {
  const [text, family, engine, status] = ["text", "family", "engine", "status"].map(id => $(id).value);
  const chosen = engine ? [engine] : engines;
  const wanted = text.trim().toLowerCase();
  const total = (f, p) => chosen.reduce((n, e) => n + (f.engines[e] ? f.engines[e][p] : 0), 0);
  const list = data.files.filter(f =>
    (!family || f.family === family) && (!wanted || haystack(f).includes(wanted))
    && (!engine || f.engines[engine])
    && (!status || (status === "clean" ? !total(f, "fail") && !total(f, "unsupported") : total(f, status) > 0)));
  const box = $("files");
  box.textContent = "";
  list.forEach(f => file(box, f, chosen));
  if (list.length === 1) box.firstChild.open = true;
  $("shown").textContent = num(list.length) + " of " + plural(data.files.length, "script")
    + (engine ? "; on " + engine + " " + PARTS.map(p => num(list.reduce((n, f) => n + total(f, p), 0)) + " " + WORDS[p]).join(", ") : "") + ".";
  const state = new URLSearchParams();
  Object.entries({text: wanted, family, engine, status}).forEach(([k, v]) => v && state.set(k, v));
  history.replaceState(null, "", "#" + state);
}

function filters() {
  const choose = (id, names) => ["", ...names].forEach(n => { make("option", $(id), n || "all").value = n; });
  choose("family", families);
  choose("engine", engines);
  const state = new URLSearchParams(location.hash.slice(1));
  for (const id of ["text", "family", "engine", "status"]) if (state.get(id)) $(id).value = state.get(id);
  const linked = [...state.keys()].some(k => ["text", "family", "engine", "status"].includes(k));
  const hash = location.hash;
  apply();
  if (!linked) history.replaceState(null, "", hash || location.pathname + location.search);
  $("filters").addEventListener("input", apply);
  $("filters").addEventListener("reset", () => setTimeout(apply));
  $("filters").addEventListener("submit", e => e.preventDefault());
}

function features() {
  const names = new Map();
  for (const f of data.files) for (const [e, us] of Object.entries(f.unsupported)) for (const [u, lines] of Object.entries(us)) {
    if (!names.has(u)) names.set(u, {});
    names.get(u)[e] = (names.get(u)[e] || 0) + lines.length;
  }
  const t = make("table", $("feature-table"));
  const head = make("tr", make("thead", t));
  make("th", head, "feature");
  const columns = engines.filter(e => [...names.values()].some(n => n[e]));
  columns.forEach(e => make("th", head, e));
  const body = make("tbody", t);
  const total = n => Object.values(n).reduce((a, b) => a + b, 0);
  for (const [u, n] of [...names].sort((a, b) => total(b[1]) - total(a[1]))) {
    const tr = make("tr", body);
    make("button", make("td", tr), u).addEventListener("click", () => {
      $("filters").reset(); $("text").value = u; apply(); $("scripts").scrollIntoView();
    });
    columns.forEach(e => make("td", tr, n[e] ? num(n[e]) : ""));
  }
  if (!names.size) $("feature-table").textContent = "";
  if (!names.size) make("p", $("feature-table"), "Nothing.", "nothing");
}

function chips(parent, title, ops) {
  if (!ops.length) return;
  const g = make("div", parent, null, "group");
  make("h4", g, title + ": " + num(ops.filter(o => o.cls === "pass").length) + " of " + num(ops.length));
  const box = make("div", g, null, "ops");
  for (const o of ops) {
    const e = make("span", box, o.name, "op " + o.cls);
    e.title = o.title;
    if (o.n) make("span", e, num(o.n), "n");
  }
}

function instructions() {
  const engine = $("ops-engine").value, text = $("ops-text").value.toLowerCase(), show = $("ops-show").value;
  const visible = o => (!text || o.name.includes(text)) && (!show || o.cls === show);
  const groups = new Map();
  const count = {pass: 0, some: 0, none: 0};
  for (const op of data.instructions.wasm) {
    const n = op.executed[engine] || 0, m = op.instantiated[engine] || 0;
    const cls = n ? "pass" : m ? "some" : "none";
    count[cls]++;
    if (!groups.has(op.feature)) groups.set(op.feature, []);
    groups.get(op.feature).push({name: op.name, cls, n, title: op.code + ": executed " + num(n) + " times; in " + plural(op.modules, "module") + " of the scripts, " + num(m) + " of them instantiated"});
  }
  $("wasm-about").textContent = "Of " + num(data.instructions.wasm.length) + " WebAssembly instructions, commands that pass on " + engine + " executed "
    + num(count.pass) + " (✓, and how often); " + num(count.some) + " more are in modules that it instantiates (○), " + num(count.none) + " in neither. The reference counts, so what it cannot run, SIMD above all, is never seen executed.";
  $("wasm").textContent = "";
  groups.forEach((ops, feature) => chips($("wasm"), feature, ops.filter(visible)));
  const compilers = engines.filter(e => data.instructions.pvm.some(o => o.scripts[e]));
  const by = compilers.includes(engine) ? engine : compilers[0];
  const pvm = data.instructions.pvm.map(o => {
    const n = (by && o.scripts[by]) || 0;
    const numbers = Object.entries(o).filter(([k]) => k.startsWith("gp-")).map(([k, v]) => v + " in " + k).join(", ");
    return {name: o.name, cls: n ? "pass" : "none", n, title: numbers + ": in the code of " + plural(n, "script")};
  });
  $("pvm").textContent = "";
  $("pvm-about").textContent = by ? "Code that " + by + " compiled uses " + num(pvm.filter(o => o.n).length) + " of the " + num(pvm.length) + " instructions of the PVM (✓, and for how many scripts)." : "No engine of this run compiles.";
  if (by) chips($("pvm"), "used", pvm.filter(visible));
}

function news() {
  if (!data.news.length) return;
  $("news").hidden = false;
  document.querySelector("nav a[hidden]").hidden = false;
  const groups = new Map();
  for (const n of data.news) {
    const key = (n.change === "fails" ? "newly failing" : "newly passing") + " on " + n.engine + ", " + n.family;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(n.file + ":" + n.line);
  }
  for (const [key, places] of [...groups].sort((a, b) => a[0].localeCompare(b[0]))) {
    const d = make("details", $("news-list"), null, "lines");
    make("summary", d, key + ": " + num(places.length), key.startsWith("newly failing") ? "fails" : "");
    make("pre", d, places.join("\n"));
  }
}

summary();
filters();
features();
const counting = engines.filter(e => data.instructions.wasm.some(o => o.executed[e] || o.instantiated[e]));
counting.forEach(e => { make("option", $("ops-engine"), e).value = e; });
$("ops").addEventListener("input", instructions);
$("ops").addEventListener("submit", e => e.preventDefault());
instructions();
news();
