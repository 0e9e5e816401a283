// The documents: search, filter by theme.

function startDocuments(place) {
  const { columns, rows, showSource } = block("documents");
  const themes = block("core").themes;
  const haystack = rows.map(([id, source, , values]) => [id, source, ...values].join("\n").toLocaleLowerCase(language));
  const changed = () => list.refresh();
  const search = searchField(changed);
  const theme = choice(say("filter_theme"),
    [["", say("all")], ...themes.map((each, index) => [String(index), each.name]), ["none", say("without_theme")]], changed);
  const heads = [[say("document")], ...(showSource ? [[say("source")]] : []), [say("n_tokens"), "num"],
    ...columns.map((name) => [name]), [say("themes")]];
  const { body, whole } = table(say("document"), heads);

  function hasTheme(carried) {
    const wanted = theme.value();
    return !wanted || (wanted === "none" ? carried.length === 0 : carried.includes(Number(wanted)));
  }

  function build(index) {
    const [id, source, tokens, values, carried] = rows[index];
    const links = carried.flatMap((each, position) => (position ? [", ", themeLink(each)] : [themeLink(each)]));
    return element("tr", {}, element("th", { scope: "row" }, id),
      showSource ? element("td", {}, source) : null,
      element("td", { class: "num", "data-label": say("n_tokens") }, numbers.format(tokens)),
      ...values.map((value, column) => element("td", { "data-label": columns[column] }, value)),
      element("td", { "data-label": say("themes") }, ...links));
  }

  const list = pagedList({
    label: say("documents_many"),
    rows: rows.map((_, index) => index),
    container: body,
    controls: [search.label, theme.label],
    fits: (index) => haystack[index].includes(search.value()) && hasTheme(rows[index][4]),
    build,
  });
  list.refresh();
  place.append(...list.parts, element("div", { class: "scroll" }, whole), list.more);
}
