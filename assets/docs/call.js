// Try it: a form made from an operation, a call of the mock, and what came back with the reason.
"use strict";

const calls = {
  /** The form for an endpoint; `operation` may be missing. */
  form(root, base, endpoint, operation) {
    const parameters = (operation?.parameters ?? []).map((parameter) => schemas.resolve(root, parameter)).filter((parameter) => parameter.name);
    const method = endpoint.method === "ANY" ? "GET" : endpoint.method;
    base = operation?.servers?.[0]?.url ?? base;
    const pattern = endpoint.operation ? base.replace(/\/$/, "") + endpoint.operation.path : endpoint.path;
    const fields = new Map();
    const form = element("form", { class: "try card" });
    const rows = element("div", {});
    const row = (label, input) => {
      const id = `try-${fields.size}-${Math.random().toString(36).slice(2, 8)}`;
      input.id = id;
      rows.append(element("div", { class: "row" }, element("label", { for: id }, label), input));
      return input;
    };
    let chosen = null;
    if (endpoint.method === "ANY") {
      chosen = row("Method", element("select", {}, ["GET", "POST", "PUT", "PATCH", "DELETE"].map((name) => element("option", {}, name))));
    }
    for (const parameter of parameters) {
      const key = `${parameter.in} ${parameter.name}`;
      if (fields.has(key) || parameter.in === "cookie") continue;
      const must = parameter.required ? " *" : "";
      const value = parameter.in === "path" ? String(this.example(root, parameter) ?? "1") : "";
      const hint = this.example(root, parameter);
      const label = element("span", {}, element("span", { class: "mono" }, parameter.name), element("span", { class: "muted" }, ` ${parameter.in}${must}`));
      fields.set(key, { parameter, input: row(label, element("input", { value, placeholder: hint === undefined ? "" : String(hint), autocomplete: "off" })) });
    }
    const more = row("More headers", element("input", { placeholder: "Prefer: code=404; X-Name: value", autocomplete: "off" }));
    let body = null;
    const [mediaType, content] = Object.entries(schemas.resolve(root, operation?.requestBody ?? {}).content ?? {})[0] ?? [];
    if (mediaType || ["POST", "PUT", "PATCH"].includes(endpoint.method)) {
      const type = mediaType && !mediaType.includes("*") ? mediaType : "application/json";
      body = { type, input: row(`Body, ${type}`, element("textarea", { spellcheck: "false" })) };
      const given = content?.example ?? Object.values(content?.examples ?? {})[0]?.value ?? this.sample(root, content?.schema);
      if (given !== undefined) body.input.value = typeof given === "string" ? given : JSON.stringify(given, null, 2);
    }
    const shown = element("code", { class: "url muted" });
    const send = element("button", { class: "main", type: "submit" }, "Send");
    const answer = element("div", { "aria-live": "polite" });
    const request = () => this.request(chosen?.value ?? method, pattern, endpoint.path, fields, more.value, body);
    const show = () => { const { url, options } = request(); shown.textContent = `${options.method} ${url}`; };
    form.append(rows, element("div", { class: "send" }, send, shown), answer);
    form.addEventListener("input", show);
    show();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      send.disabled = true;
      answer.replaceChildren(element("p", { class: "muted" }, "Waiting for the answer…"));
      const { url, options } = request();
      const began = performance.now();
      try {
        const response = await fetch(url, options);
        const text = await response.text();
        answer.replaceChildren(...this.answer(response, text, performance.now() - began));
      } catch (error) {
        answer.replaceChildren(element("p", { class: "reason" }, `No answer: ${error.message}`));
      }
      send.disabled = false;
    });
    return form;
  },

  /** An example of a parameter's value. */
  example(root, parameter) {
    const schema = schemas.resolve(root, parameter.schema);
    const named = Object.values(parameter.examples ?? {})[0];
    return parameter.example ?? named?.value ?? schema.example ?? schema.examples?.[0] ?? schema.default ?? schema.enum?.[0];
  },

  /** A plain value that a schema allows, to begin with. */
  sample(root, schema, depth = 0) {
    if (!schema || depth > 6) return undefined;
    const meant = schemas.resolve(root, schema);
    const given = meant.example ?? meant.examples?.[0] ?? meant.default ?? meant.const ?? meant.enum?.[0];
    if (given !== undefined) return given;
    const choice = meant.oneOf?.[0] ?? meant.anyOf?.[0];
    if (choice) return this.sample(root, choice, depth + 1);
    const type = [meant.type].flat()[0] ?? (meant.properties || meant.allOf ? "object" : undefined);
    if (type === "object") {
      const made = {};
      for (const [name, part] of schemas.members(root, meant)) {
        const value = meant.properties?.[name] || meant.allOf ? this.sample(root, part, depth + 1) : undefined;
        if (value !== undefined && !schemas.resolve(root, part).readOnly) made[name] = value;
      }
      return made;
    }
    if (type === "array") { const item = this.sample(root, meant.items, depth + 1); return item === undefined ? [] : [item]; }
    const texts = { "date-time": "2025-01-31T10:00:00Z", date: "2025-01-31", uuid: "6f9619ff-8b86-d011-b42d-00cf4fc964ff", email: "ada@example.com", uri: "https://example.com/" };
    return { string: texts[meant.format] ?? "text", integer: meant.minimum ?? 1, number: meant.minimum ?? 1, boolean: true, null: null }[type];
  },

  /** The call that the form asks for. */
  request(method, pattern, written, fields, more, body) {
    const query = new URLSearchParams();
    const headers = new Headers();
    let path = pattern;
    for (const { parameter, input } of fields.values()) {
      const value = input.value;
      const catchesRest = pattern.endsWith(`{${parameter.name}}`) && written.endsWith("...}");
      const encoded = catchesRest ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value);
      if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, () => encoded);
      else if (value !== "" && parameter.in === "query") query.append(parameter.name, value);
      else if (value !== "" && parameter.in === "header") this.setHeader(headers, parameter.name, value);
    }
    for (const line of more.split(";")) {
      const colon = line.indexOf(":");
      if (colon > 0) this.setHeader(headers, line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    }
    const options = { method, headers, redirect: "manual", cache: "no-store", credentials: "same-origin" };
    if (body && body.input.value !== "" && !["GET", "HEAD"].includes(method)) {
      if (!headers.has("content-type")) headers.set("content-type", body.type);
      options.body = body.input.value;
    }
    const asked = query.toString();
    return { url: path + (asked ? `?${asked}` : ""), options };
  },

  setHeader(headers, name, value) {
    try { headers.set(name, value); } catch { /* Not a header yet: it is still being typed. */ }
  },

  /** What came back: status, the server's reason where it has one, headers, body. */
  answer(response, text, ms) {
    const parts = [];
    if (response.type === "opaqueredirect") {
      return [element("p", {}, "The mock redirects; a page is not shown where to.")];
    }
    const type = response.headers.get("content-type") ?? "";
    parts.push(element("p", {}, element("span", { class: `status s${String(response.status)[0]}` }, `${response.status} ${response.statusText}`),
      element("span", { class: "muted" }, `${Math.round(ms)} ms · ${new Blob([text]).size} bytes`)));
    let value;
    try { value = JSON.parse(text); } catch { value = undefined; }
    if (type.startsWith("application/problem+json") && value && typeof value === "object") {
      const reasons = [value.title, value.detail, ...(value.nearest ?? []).map((near) => `Nearest: ${near.method} ${near.path}`),
        ...(value.violations ?? []).map((violation) => `${[violation.location, violation.place].filter(Boolean).join(" ")}: ${violation.message ?? ""}`)];
      parts.push(element("div", { class: "reason" }, reasons.filter(Boolean).map((reason) => element("div", {}, reason))));
    }
    const lines = [...response.headers].map(([name, content]) => `${name}: ${content}`).join("\n");
    parts.push(element("details", {}, element("summary", {}, "Headers"), element("pre", {}, lines)));
    if (text) parts.push(element("pre", { tabindex: "0" }, value === undefined ? text : JSON.stringify(value, null, 2)));
    return parts;
  },
};
