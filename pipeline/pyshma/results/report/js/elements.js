// Building the page. Texts are only ever set as text, never as markup.

const language = document.documentElement.lang;
const numbers = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);

const blocks = {};
function block(name) {
  if (!(name in blocks)) {
    const source = document.getElementById(`data-${name}`);
    blocks[name] = source ? JSON.parse(source.textContent) : null;
  }
  return blocks[name];
}

function say(key, values = {}) {
  const text = block("core").texts[key];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

function countDocuments(n) {
  const rule = plurals.select(n);
  const form = { one: "one", few: "few" }[rule] ?? "many";
  return `${numbers.format(n)}\u00a0${say(`documents_${form}`)}`;
}

function element(tag, properties = {}, ...children) {
  const made = tag === "svg" || tag === "rect" || tag === "line" || tag === "g"
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// The same drawing as in the template: a bar and its interval, all in percent of the width.
function bar({ share, low, high }) {
  const drawing = element("svg", { class: "bar", "aria-hidden": "true" },
    element("rect", { class: "value", y: "15%", height: "70%", width: `${share}%` }));
  if (low === null) return drawing;
  for (const kind of ["edge", "whisker"]) {
    const line = (x1, x2, y1, y2) => element("line", { x1: `${x1}%`, x2: `${x2}%`, y1: `${y1}%`, y2: `${y2}%` });
    drawing.append(element("g", { class: kind }, line(low, high, 50, 50), line(low, low, 30, 70), line(high, high, 30, 70)));
  }
  return drawing;
}

function themeLink(place) {
  const theme = block("core").themes[place];
  return element("a", { href: `#theme=${encodeURIComponent(theme.id)}` }, theme.name);
}
