// Schemas as trees. A reference is followed when it is opened, so that schemas that hold themselves end where the reader stops.
"use strict";

/** An element with attributes and children; texts are texts, never markup. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === undefined || value === null) continue;
    made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A description as texts and code: what stands between backticks is code, and the markup of simple tags is left out. */
function described(text) {
  if (typeof text !== "string") return [];
  const plain = text.replace(/<\/?(?:p|br|a|b|i|em|strong|code|ul|ol|li|pre|span)(?:\s[^<>]*)?\/?>/gi, "");
  return plain.split(/`([^`\n]+)`/).map((part, at) => (at % 2 === 1 ? element("code", {}, part) : part));
}

const schemas = {
  /** What a local reference leads to (RFC 6901); references that lead to references are followed. */
  resolve(root, value) {
    for (let step = 0; step < 16 && value && typeof value.$ref === "string"; step += 1) {
      if (!value.$ref.startsWith("#")) return {};
      let at = root;
      for (const part of value.$ref.slice(1).split("/").slice(1)) {
        at = at?.[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")];
      }
      value = at;
    }
    return value ?? {};
  },

  /** The type in a few words: `array of string (email)`. */
  type(root, schema, depth = 0) {
    if (typeof schema !== "object" || schema === null) return schema === false ? "nothing" : "anything";
    const name = typeof schema.$ref === "string" ? decodeURIComponent(schema.$ref.split("/").pop()) : "";
    const meant = this.resolve(root, schema);
    if (name && (meant.properties || meant.allOf || meant.oneOf || meant.anyOf)) return name;
    for (const [key, word] of [["oneOf", "one of"], ["anyOf", "any of"], ["allOf", "all of"]]) {
      if (Array.isArray(meant[key]) && depth < 3) return `${word} ${meant[key].map((part) => this.type(root, part, depth + 1)).join(", ")}`;
    }
    const types = [meant.type ?? (meant.properties ? "object" : meant.items ? "array" : "anything")].flat();
    const words = types.map((type) => (type === "array" && meant.items && depth < 4 ? `array of ${this.type(root, meant.items, depth + 1)}` : type));
    return words.join(" or ") + (meant.format ? ` (${meant.format})` : "");
  },

  /** What a schema demands beside its type. */
  limits(schema) {
    const said = [];
    const words = { minimum: "≥", maximum: "≤", exclusiveMinimum: ">", exclusiveMaximum: "<", minLength: "length ≥", maxLength: "length ≤",
      minItems: "items ≥", maxItems: "items ≤", pattern: "matches", multipleOf: "multiple of" };
    for (const [key, word] of Object.entries(words)) if (schema[key] !== undefined) said.push(`${word} ${schema[key]}`);
    if (schema.enum) said.push(`one of ${schema.enum.slice(0, 20).map((value) => JSON.stringify(value)).join(", ")}`);
    if (schema.const !== undefined) said.push(`always ${JSON.stringify(schema.const)}`);
    if (schema.default !== undefined) said.push(`default ${JSON.stringify(schema.default)}`);
    if (schema.readOnly) said.push("read only");
    if (schema.writeOnly) said.push("write only");
    if (schema.deprecated) said.push("deprecated");
    return said.join(" · ");
  },

  /** What stands one level below: name, schema, whether it must be there. */
  members(root, schema) {
    const meant = this.resolve(root, schema);
    const required = new Set(meant.required ?? []);
    const found = Object.entries(meant.properties ?? {}).map(([name, part]) => [name, part, required.has(name)]);
    for (const part of meant.allOf ?? []) {
      const inner = this.resolve(root, part);
      if (inner !== meant) found.push(...this.members(root, inner));
    }
    for (const key of ["oneOf", "anyOf"]) (meant[key] ?? []).forEach((part, at) => found.push([`${at === 0 ? "either" : "or"}`, part, false]));
    const types = [meant.type].flat();
    if (meant.items && (types.includes("array") || !meant.type)) {
      const item = this.resolve(root, meant.items);
      if (item.properties || item.items || item.allOf || item.oneOf || item.anyOf) found.push(["each item", meant.items, false]);
    }
    if (meant.additionalProperties && typeof meant.additionalProperties === "object") found.push(["any other name", meant.additionalProperties, false]);
    return found;
  },

  /** The tree of a schema, `open` levels of it open. */
  tree(root, schema, open = 1) {
    const members = this.members(root, schema);
    if (members.length === 0) {
      return element("p", { class: "schema" }, element("span", { class: "type" }, this.type(root, schema)), " ",
        element("span", { class: "said" }, this.limits(this.resolve(root, schema))));
    }
    return element("ul", { class: "schema" }, members.map((member) => this.row(root, member, open - 1)));
  },

  row(root, [name, schema, must], open) {
    const meant = this.resolve(root, schema);
    const line = [element("span", { class: "name mono" }, name), " ", element("span", { class: "type" }, this.type(root, schema)), " ",
      must && element("span", { class: "must" }, "required "), element("span", { class: "said" }, [this.limits(meant), meant.description && this.limits(meant) && " · "].filter(Boolean).join(""), described(meant.description))];
    if (this.members(root, schema).length === 0) return element("li", {}, line);
    const details = element("details", {}, element("summary", {}, line));
    const fill = () => {
      if (details.children.length === 1) details.append(element("ul", {}, this.members(root, schema).map((member) => this.row(root, member, open - 1))));
    };
    details.addEventListener("toggle", () => details.open && fill());
    if (open > 0) { fill(); details.open = true; }
    return element("li", {}, details);
  },
};
