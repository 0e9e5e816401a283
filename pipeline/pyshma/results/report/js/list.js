// A list of rows with a search field, choices and a button for more; only what is shown is built.

function choice(label, options, changed) {
  const select = element("select", { change: changed },
    ...options.map(([value, text]) => element("option", { value }, text)));
  return { label: element("label", {}, `${label} `, select), value: () => select.value };
}

function searchField(changed) {
  const input = element("input", { type: "search", autocomplete: "off", spellcheck: "false", input: changed });
  return { label: element("label", {}, `${say("search")} `, input), value: () => input.value.trim().toLocaleLowerCase(language) };
}

// label: what the list holds; rows: anything; fits(row): whether the controls let it pass; build(row): its element.
function pagedList({ label, rows, controls, container, build, fits, note, page = 25 }) {
  const status = element("p", { class: "status", role: "status" });
  const more = element("button", { type: "button", class: "more", click: () => extend(true) }, say("more"));
  let found = [];
  let shown = 0;

  function extend(moveFocus) {
    const fresh = found.slice(shown, shown + page).map(build);
    container.append(...fresh);
    shown += fresh.length;
    more.hidden = shown >= found.length;
    status.textContent = found.length
      ? say("shown", { shown: numbers.format(shown), total: numbers.format(found.length) })
      : say("nothing");
    if (moveFocus && fresh.length) {
      fresh[0].setAttribute("tabindex", "-1");
      fresh[0].focus();
    }
  }

  function refresh() {
    found = rows.filter(fits);
    shown = 0;
    container.replaceChildren();
    extend(false);
  }

  const parts = [element("div", { class: "controls", role: "search", "aria-label": label }, ...controls), status];
  if (note) parts.push(element("p", { class: "note" }, note));
  return { parts, more, refresh };
}

function table(label, columns) {
  const body = element("tbody");
  const head = element("tr", {}, ...columns.map(([text, kind]) =>
    element(text ? "th" : "td", { scope: text ? "col" : null, class: kind ?? null }, text)));
  return { body, whole: element("table", { "aria-label": label, class: "list" }, element("thead", {}, head), body) };
}
