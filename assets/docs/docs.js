// The documentation page: a list to search and one endpoint at a time, so that a thousand endpoints cost no more than ten.
"use strict";

const page = { openapi: null, data: null, base: "/", shown: [] };
const at = (id) => document.getElementById(id);

/** A document of the server; from another machine the control token is asked for once. */
async function load(name) {
  const token = sessionStorage.getItem("mockwright-token");
  const response = await fetch(name, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  if (response.status === 401) {
    const given = await askToken();
    sessionStorage.setItem("mockwright-token", given);
    return load(name);
  }
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

/** Asks for the token that the server showed when it started. */
function askToken() {
  return new Promise((done) => {
    const input = element("input", { type: "password", id: "token", autocomplete: "off" });
    const form = element("form", {}, element("h1", {}, "Token"),
      element("p", {}, element("label", { for: "token" }, "From another machine the documentation needs the token that the server shows when it starts")),
      input, element("p", {}, element("button", { class: "main" }, "Open")));
    form.addEventListener("submit", (event) => { event.preventDefault(); done(input.value); });
    at("main").replaceChildren(form);
    input.focus();
  });
}

/** Where an endpoint is on this page. */
const address = (endpoint) => `#/${encodeURIComponent(endpoint.method)}${endpoint.path.split("/").map(encodeURIComponent).join("/")}`;

/** The folders in their order with their endpoints, those in none first. */
function groups() {
  const folders = new Map(page.data.folders.map((folder) => [folder.id, folder]));
  const name = (id) => {
    const names = [];
    for (let folder = folders.get(id); folder && names.length < 32; folder = folders.get(folder.parent)) names.unshift(folder.name);
    return names.join(" / ");
  };
  const found = new Map([["", { name: "", endpoints: [] }], ...page.data.folders.map((folder) => [folder.id, { name: name(folder.id), endpoints: [] }])]);
  for (const endpoint of page.data.endpoints) (found.get(endpoint.folder) ?? found.get("")).endpoints.push(endpoint);
  return [...found.values()].filter((group) => group.endpoints.length > 0);
}

function drawList() {
  const words = at("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (endpoint, folder) => words.every((word) => `${endpoint.method} ${endpoint.path} ${endpoint.summary} ${folder}`.toLowerCase().includes(word));
  page.shown = [];
  const parts = [];
  for (const group of page.groups) {
    const endpoints = group.endpoints.filter((endpoint) => fits(endpoint, group.name));
    if (endpoints.length === 0) continue;
    if (group.name) parts.push(element("h2", {}, group.name));
    page.shown.push(...endpoints);
    parts.push(...endpoints.map((endpoint) => element("a", { href: address(endpoint), title: endpoint.summary,
      class: `${endpoint.enabled ? "" : "off"} ${endpoint.deprecated ? "deprecated" : ""}`.trim() },
      element("span", { class: `method ${endpoint.method}` }, endpoint.method), element("span", { class: "path" }, endpoint.path))));
  }
  at("list").replaceChildren(...parts);
  const count = page.data.endpoints.length;
  at("found").textContent = words.length ? `${page.shown.length} of ${count} endpoints` : `${count} ${count === 1 ? "endpoint" : "endpoints"}`;
  mark();
}

/** Marks the endpoint that is shown in the list. */
function mark() {
  at("list").querySelector("[aria-current]")?.removeAttribute("aria-current");
  const current = [...at("list").querySelectorAll("a")].find((link) => link.getAttribute("href") === location.hash);
  current?.setAttribute("aria-current", "page");
  current?.scrollIntoView({ block: "nearest" });
}

/** CommonMark that the server made harmless. */
function prose(html) {
  const holder = element("div", { class: "prose" });
  holder.innerHTML = html;
  for (const link of holder.querySelectorAll("a")) link.rel = "noreferrer noopener";
  return holder;
}

function overview() {
  const { data } = page;
  const links = data.endpoints.slice(0, 12).map((endpoint) => element("li", {}, element("a", { href: address(endpoint), class: "mono" }, `${endpoint.method} ${endpoint.path}`)));
  const servers = element("p", {}, "Answered at ", element("code", {}, location.origin + page.base.replace(/\/$/, "")));
  const notes = data.notes.length > 0 && element("details", { class: "card" }, element("summary", {}, `What the OpenAPI document leaves out (${data.notes.length})`),
    element("ul", { class: "inside" }, data.notes.map((note) => element("li", {}, note))));
  return [element("h1", {}, data.title), data.version && element("p", { class: "muted" }, `Version ${data.version}`), servers, prose(data.about),
    element("h2", {}, "Endpoints"), element("ul", { class: "links" }, links),
    data.endpoints.length > 12 && element("p", { class: "muted" }, `${data.endpoints.length - 12} more in the list`), notes];
}

function parameterTable(parameters) {
  const rows = parameters.map((parameter) => {
    const schema = parameter.schema ?? Object.values(parameter.content ?? {})[0]?.schema ?? {};
    const examples = parameter.example !== undefined ? [parameter.example] : Object.values(parameter.examples ?? {}).map((example) => example.value);
    const example = examples.length > 0 ? `Example: ${examples.slice(0, 5).map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(", ")}` : "";
    return element("tr", {}, element("td", {}, element("code", {}, parameter.name), parameter.required && element("div", { class: "must muted" }, "required")),
      element("td", {}, parameter.in), element("td", {}, schemas.type(page.openapi, schema)),
      element("td", {}, [parameter.description, schemas.limits(schemas.resolve(page.openapi, schema)), example].filter(Boolean).map((text) => element("div", {}, described(text)))));
  });
  return element("table", { class: "fields" }, element("thead", {}, element("tr", {}, ["Name", "In", "Type", "About"].map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, rows));
}

/** A body as the document tells it: schema and examples. */
function content(media, wanted) {
  const parts = [];
  for (const [type, described] of Object.entries(media ?? {})) {
    parts.push(element("h3", {}, type));
    if (described.schema) parts.push(element("div", {}, schemas.tree(page.openapi, described.schema, 2)));
    const examples = described.example !== undefined ? [["", { value: described.example }]] : Object.entries(described.examples ?? {});
    for (const [name, reference] of examples) {
      const example = schemas.resolve(page.openapi, reference);
      if (example.value === undefined || (wanted && examples.length > 1 && name !== wanted && described.examples[wanted])) continue;
      const text = typeof example.value === "string" ? example.value : JSON.stringify(example.value, null, 2);
      parts.push(element("pre", { tabindex: "0", "aria-label": `Example ${name}` }, text));
    }
  }
  return parts;
}

/** One answer: when, how, headers, schema and example. */
function answer(response, operation, open) {
  const documented = schemas.resolve(page.openapi, operation?.responses?.[response.status] ?? operation?.responses?.[`${String(response.status)[0]}XX`] ?? operation?.responses?.default);
  const name = response.name || documented.description || "";
  const inside = element("div", { class: "inside" }, response.manner.map((line) => element("div", { class: "when" }, line)),
    response.headers.length > 0 && element("pre", {}, response.headers.map(([key, value]) => `${key}: ${value}`).join("\n")));
  const details = element("details", { class: "card" }, element("summary", {}, element("span", { class: `status s${String(response.status)[0]}` }, String(response.status)),
    element("strong", {}, name), " ", !response.enabled && element("span", { class: "tag" }, "Switched off"), response.when && element("div", { class: "when" }, response.when)), inside);
  const fill = () => {
    if (details.dataset.filled) return;
    details.dataset.filled = "yes";
    const parts = content(documented.content, response.name);
    inside.append(...parts);
    if (response.body && !parts.some((part) => part.tagName === "PRE")) inside.append(element("pre", { tabindex: "0" }, response.body));
    if (!inside.textContent) inside.append(element("p", { class: "muted" }, "No body"));
  };
  details.addEventListener("toggle", () => details.open && fill());
  if (open) { fill(); details.open = true; }
  return details;
}

function endpointParts(endpoint) {
  const place = endpoint.operation;
  const operation = place ? page.openapi.paths?.[place.path]?.[place.method] : undefined;
  const folder = page.groups.find((group) => group.endpoints.includes(endpoint))?.name;
  const parameters = (operation?.parameters ?? []).map((parameter) => schemas.resolve(page.openapi, parameter)).filter((parameter) => parameter.name);
  const body = schemas.resolve(page.openapi, operation?.requestBody ?? {});
  const asked = calls.credentials(page.openapi, operation).map((way) => way.map((one) => one.told).join(" and ") || "none");
  const bodyParts = content(body.content).filter((part) => part.textContent !== "*/*");
  return [
    element("h1", {}, element("span", { class: `method ${endpoint.method}` }, endpoint.method), element("span", { class: "path" }, endpoint.path)),
    element("p", {}, folder && element("span", { class: "tag" }, folder), !endpoint.enabled && element("span", { class: "tag" }, "Switched off"), endpoint.deprecated && element("span", { class: "tag" }, "Deprecated")),
    prose(endpoint.notes),
    parameters.length > 0 && [element("h2", {}, "Parameters"), parameterTable(parameters)],
    asked.length > 0 && [element("h2", {}, "Credentials"), element("p", {}, asked.join(", or "))],
    bodyParts.length > 0 && [element("h2", {}, "Request body"), body.description && element("p", {}, described(body.description)), ...bodyParts],
    element("h2", {}, "Responses"),
    endpoint.responses.length > 1 && element("p", { class: "muted" }, endpoint.selection),
    endpoint.spy && element("p", { class: "muted" }, endpoint.spy),
    endpoint.responses.map((response, index) => answer(response, operation, index === 0)),
    endpoint.enabled && [element("h2", {}, "Try it"), calls.form(page.openapi, page.base, endpoint, operation)],
  ].flat(2);
}

/** Shows what the address names. */
function show() {
  const endpoint = page.data.endpoints.find((known) => address(known) === location.hash);
  const parts = endpoint ? endpointParts(endpoint) : overview();
  at("main").replaceChildren(...parts.flat().filter(Boolean));
  at("main").scrollTop = 0;
  document.title = endpoint ? `${endpoint.method} ${endpoint.path} · ${page.data.title}` : page.data.title;
  at("side").classList.remove("open");
  at("menu").setAttribute("aria-expanded", "false");
  mark();
}

/** Light or dark: as chosen before, else as the system has it. */
function theme(chosen) {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const now = chosen ?? localStorage.getItem("mockwright-docs-theme") ?? system;
  document.documentElement.dataset.theme = now;
  at("theme").textContent = now === "dark" ? "Light" : "Dark";
  if (chosen) localStorage.setItem("mockwright-docs-theme", chosen);
}

/** Up and down walk the list from wherever the keyboard is; / goes to the search. */
function onKey(event) {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    at("search").focus();
    at("search").select();
  } else if (event.key === "Escape" && event.target === at("search")) {
    at("search").value = "";
    drawList();
  } else if (event.key === "Enter" && event.target === at("search") && page.shown.length > 0) {
    location.hash = address(page.shown[0]);
    at("main").focus();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest("#side")) {
    const links = [...at("list").querySelectorAll("a")];
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (links.length === 0) return;
    event.preventDefault();
    if (next < 0) at("search").focus();
    else links[Math.min(next, links.length - 1)].focus();
  }
}

async function begin() {
  theme();
  at("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  at("menu").addEventListener("click", () => at("menu").setAttribute("aria-expanded", String(at("side").classList.toggle("open"))));
  document.addEventListener("keydown", onKey);
  try {
    page.data = await load("endpoints.json");
    page.openapi = await load("openapi.json");
  } catch (error) {
    at("main").replaceChildren(element("p", { class: "reason" }, `The documentation cannot be loaded: ${error.message}`));
    return;
  }
  page.base = page.openapi.servers?.[0]?.url ?? "/";
  page.groups = groups();
  at("title").textContent = page.data.title;
  at("version").textContent = page.data.version ?? "";
  at("search").addEventListener("input", drawList);
  addEventListener("hashchange", show);
  drawList();
  show();
}

begin();
