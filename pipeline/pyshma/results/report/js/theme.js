// One theme: definition, groups, words, names, quotes.

const ATTITUDES = ["problem", "wish", "praise"];

function startThemes() {
  const select = document.getElementById("theme-select");
  if (!select) return;
  select.addEventListener("change", () => { location.hash = `theme=${encodeURIComponent(select.value)}`; });
  window.addEventListener("hashchange", () => followAddress(true));
  if (!followAddress(false)) showTheme(0);
}

function followAddress(moveFocus) {
  const match = /^#theme=(.*)$/.exec(location.hash);
  if (!match) return false;
  const place = block("core").themes.findIndex((theme) => theme.id === decode(match[1]));
  if (place < 0) return false;
  showTheme(place);
  document.getElementById("theme").scrollIntoView();
  if (moveFocus && document.activeElement !== document.getElementById("theme-select")) {
    document.getElementById("theme-name").focus({ preventScroll: true });
  }
  return true;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function showTheme(place) {
  const theme = block("core").themes[place];
  document.getElementById("theme-select").value = theme.id;
  document.getElementById("theme-panel").replaceChildren(
    element("h3", { id: "theme-name", tabindex: "-1" }, theme.name),
    element("p", { class: "headline" }, `${theme.share} (${theme.interval}), ${countDocuments(theme.n)}`),
    ...definition(theme),
    ...theme.groups.map(groupTable),
    element("div", { class: "columns" }, ...words(theme), element("div", {}, ...names(theme), ...together(theme))),
    ...quotes(place),
  );
}

function definition(theme) {
  const notes = ["definition", "include", "exclude"].filter((name) => theme[name]);
  return notes.map((name) => element("p", {}, element("span", { class: "label" }, `${say(name)}: `), theme[name]));
}

function groupTable({ column, rows }) {
  const { body, whole } = table(column, [[column], ["", "bar-cell"], [say("share"), "num"], [say("with_theme"), "num"]]);
  whole.classList.add("trend");
  for (const row of rows) {
    body.append(element("tr", {}, element("th", { scope: "row" }, row.group),
      element("td", { class: "bar-cell" }, bar(row)),
      element("td", { class: "num" }, row.percent, " ", element("span", { class: "quiet" }, `(${row.interval})`)),
      element("td", { class: "num quiet" }, say("of", { n: numbers.format(row.n), total: numbers.format(row.of) }))));
  }
  return element("div", {}, element("h4", {}, `${say("by_groups")}: ${column}`), whole);
}

function part(heading, ...children) {
  return element("div", {}, element("h4", {}, heading), ...children);
}

function words(theme) {
  if (!theme.words.length) return [];
  const items = theme.words.map(([forms, n]) =>
    element("li", {}, forms, " ", element("span", { class: "quiet" }, numbers.format(n))));
  return [part(say("words"), element("p", { class: "note" }, say("words_note")), element("ul", { class: "inline" }, ...items))];
}

function names(theme) {
  const headings = { LOC: "places", ORG: "organisations", PER: "persons" };
  return Object.keys(headings).filter((kind) => theme.names[kind]?.length).map((kind) => {
    const items = theme.names[kind].map(([name, n]) =>
      element("li", {}, name, " ", element("span", { class: "quiet" }, numbers.format(n))));
    return part(say(headings[kind]), element("ul", { class: "inline" }, ...items));
  });
}

function together(theme) {
  if (!theme.together.length) return [];
  const items = theme.together.map(([place, n]) =>
    element("li", {}, themeLink(place), " ", element("span", { class: "quiet" }, numbers.format(n))));
  return [part(say("together"), element("ul", { class: "inline" }, ...items))];
}

function quotes(place) {
  const { texts, themes, totals } = block("quotes");
  const rows = themes[place];
  if (!rows.length) return [element("p", {}, say("no_quotes"))];
  const { variables, rows: documents, attitudes } = block("documents");
  const container = element("div", { class: "quotes" });
  const changed = () => list.refresh();
  const filters = block("core").themes[place].groups.map(({ variable, column, rows: groups }) => ({
    place: variables.indexOf(variable),
    control: choice(column, [["", say("all")], ...groups.map(({ group }) => [group, group])], changed),
  }));
  const attitude = attitudes
    ? choice(say("filter_attitude"), [["", say("all")], ...ATTITUDES.map((name, place) => [String(place), say(name)])], changed)
    : null;
  const chosen = (shown) => attitude?.value() ? shown[attitude.value()] : undefined;
  const list = pagedList({
    label: say("quotes"),
    rows,
    container,
    page: 10,
    controls: [...filters.map((filter) => filter.control.label), attitude?.label],
    fits: ([row, text, ...shown]) => (chosen(shown) ?? text) >= 0
      && filters.every((filter) => !filter.control.value() || documents[row][3][filter.place] === filter.control.value()),
    build: ([row, text, ...shown]) => element("blockquote", {}, element("p", {}, texts[chosen(shown) ?? text]),
      element("cite", {}, [documents[row][0], ...filters.map((filter) => documents[row][3][filter.place]),
        ...ATTITUDES.filter((_, place) => shown[place] >= 0).map((name) => say(name))].filter(Boolean).join(" · "))),
    note: rows.length < totals[place]
      ? say("quotes_cut", { kept: numbers.format(rows.length), total: numbers.format(totals[place]) }) : null,
  });
  list.refresh();
  return [element("h4", {}, say("quotes")), ...list.parts, container, list.more];
}
