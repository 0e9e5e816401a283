// Names of people, places and organisations: search, filter by kind.

function startEntities(place) {
  const { rows, total } = block("entities");
  const haystack = rows.map(([, name, , , variants]) => `${name}\n${variants}`.toLocaleLowerCase(language));
  const changed = () => list.refresh();
  const search = searchField(changed);
  const kind = choice(say("filter_kind"),
    [["", say("all")], ...["PER", "LOC", "ORG"].map((name) => [name, say(name)])], changed);
  const { body, whole } = table(say("name"),
    [[say("name")], [say("kind")], [say("n_documents"), "num"], [say("n_mentions"), "num"], [say("variants")]]);
  const list = pagedList({
    label: say("name"),
    rows: rows.map((_, index) => index),
    container: body,
    controls: [search.label, kind.label],
    fits: (index) => haystack[index].includes(search.value()) && (!kind.value() || rows[index][0] === kind.value()),
    build: (index) => {
      const [code, name, documents, mentions, variants] = rows[index];
      return element("tr", {}, element("th", { scope: "row" }, name),
        element("td", { "data-label": say("kind") }, block("core").texts[code] ?? code),
        element("td", { class: "num", "data-label": say("n_documents") }, numbers.format(documents)),
        element("td", { class: "num", "data-label": say("n_mentions") }, numbers.format(mentions)),
        element("td", { class: "variants", "data-label": say("variants") }, variants));
    },
    note: rows.length < total
      ? say("entities_cut", { kept: numbers.format(rows.length), total: numbers.format(total) }) : null,
  });
  list.refresh();
  place.append(...list.parts, whole, list.more);
}
