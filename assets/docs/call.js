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
    const ways = this.credentials(root, operation);
    const headers = [];
    for (const { header, query } of ways[0] ?? []) {
      if (header) headers.push(header);
      const key = `query ${query}`;
      if (query && !fields.has(key)) {
        const label = element("span", {}, element("span", { class: "mono" }, query), element("span", { class: "muted" }, " query *"));
        fields.set(key, { parameter: { in: "query", name: query }, input: row(label, element("input", { value: "sample", autocomplete: "off" })) });
      }
    }
    const more = row("More headers", element("input", { value: headers.join("; "), placeholder: "Prefer: code=404; X-Name: value", autocomplete: "off" }));
    let body = null;
    const contents = Object.entries(schemas.resolve(root, operation?.requestBody ?? {}).content ?? {});
    // What can be typed comes before what cannot.
    const [mediaType, content] = contents.find(([type]) => this.isJson(type)) ?? contents.find(([type]) => type === this.formType) ?? contents[0] ?? [];
    // A page cannot send a body with GET or HEAD.
    if (!["GET", "HEAD"].includes(endpoint.method) && (mediaType || ["POST", "PUT", "PATCH"].includes(endpoint.method))) {
      const type = mediaType && !mediaType.includes("*") ? mediaType : "application/json";
      body = { type, input: row(`Body, ${type}`, element("textarea", { spellcheck: "false" })) };
      const given = content?.example ?? Object.values(content?.examples ?? {})[0]?.value ?? this.sample(root, content?.schema);
      if (given !== undefined) body.input.value = this.written(type, given);
    }
    const shown = element("code", { class: "url muted" });
    const send = element("button", { class: "main", type: "submit" }, "Send");
    const answer = element("div", { "aria-live": "polite" });
    const request = () => {
      const made = this.request(chosen?.value ?? method, pattern, endpoint.path, fields, more.value, body);
      // Otherwise the browser meets a 401 with a dialogue of its own, and the answer is not seen.
      if (ways.length > 0) made.options.credentials = "omit";
      return made;
    };
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

  formType: "application/x-www-form-urlencoded",

  isJson(type) { return /^(?:application|text)\/json\b|\+json\b/i.test(type); },

  /** A value as it stands in a body of that media type. */
  written(type, value) {
    if (typeof value === "string" && !this.isJson(type)) return value;
    if (type !== this.formType || typeof value !== "object" || value === null) return JSON.stringify(value, null, 2);
    const pairs = new URLSearchParams();
    const add = (name, part) => {
      if (Array.isArray(part)) part.forEach((item) => add(typeof item === "object" ? `${name}[]` : name, item));
      else if (typeof part === "object" && part !== null) Object.entries(part).forEach(([key, inner]) => add(`${name}[${key}]`, inner));
      else pairs.append(name, part === null ? "" : String(part));
    };
    Object.entries(value).forEach(([name, part]) => add(name, part));
    return pairs.toString();
  },

  /** The ways to show credentials: of each what to send, and what to tell of it. */
  credentials(root, operation) {
    const schemes = root.components?.securitySchemes ?? {};
    return (operation?.security ?? (operation ? root.security : undefined) ?? []).map((way) => Object.keys(way).map((name) => {
      const scheme = schemas.resolve(root, schemes[name] ?? {});
      if (scheme.type === "apiKey") {
        return { told: `${name}: a key in the ${scheme.in} ${scheme.name}`, header: scheme.in === "header" && `${scheme.name}: sample`, query: scheme.in === "query" && scheme.name };
      }
      if (scheme.type === "mutualTLS") return { told: `${name}: a certificate` };
      const kind = scheme.type === "http" ? String(scheme.scheme).toLowerCase() : "bearer";
      const sent = { basic: `Basic ${btoa("sample:sample")}`, bearer: "Bearer sample" }[kind];
      return { told: `${name}: ${kind}`, header: sent && `Authorization: ${sent}` };
    }));
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
    // Refusals may have the shape that the contract documents, with the same members beside its own.
    const violations = Array.isArray(value?.violations) ? value.violations : [];
    if ((type.startsWith("application/problem+json") || violations.length > 0) && value && typeof value === "object") {
      const reasons = [value.title, violations.length === 0 && value.detail, ...(value.nearest ?? []).map((near) => `Nearest: ${near.method} ${near.path}`),
        ...violations.map((violation) => `${[violation.in, violation.place].filter(Boolean).join(" ")}: ${violation.message ?? ""}`)];
      parts.push(element("div", { class: "reason" }, reasons.filter(Boolean).map((reason) => element("div", {}, reason))));
    }
    const lines = [...response.headers].map(([name, content]) => `${name}: ${content}`).join("\n");
    parts.push(element("details", {}, element("summary", {}, "Headers"), element("pre", {}, lines)));
    if (text) parts.push(element("pre", { tabindex: "0" }, value === undefined ? text : JSON.stringify(value, null, 2)));
    return parts;
  },
};
