// The breakdown: sorting by any column, shares or numbers of documents.

function startBreakdown() {
  const breakdown = document.getElementById("breakdown-table");
  if (!breakdown) return;
  const buttons = [...breakdown.querySelectorAll("button[data-sort]")];
  for (const button of buttons) button.addEventListener("click", () => sortBreakdown(breakdown, buttons, button));
  for (const input of document.querySelectorAll("input[name=mode]")) {
    if (input.checked) breakdown.dataset.mode = input.value;
    input.addEventListener("change", () => { breakdown.dataset.mode = input.value; });
  }
}

function sortBreakdown(breakdown, buttons, button) {
  const header = button.closest("th");
  const byName = button.dataset.kind === "text";
  const before = header.getAttribute("aria-sort");
  const ascending = before === "none" ? byName : before === "descending";
  for (const other of buttons) other.closest("th").setAttribute("aria-sort", "none");
  header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  const rows = [...breakdown.tBodies[0].rows];
  const compare = byName
    ? (a, b) => a.dataset.name.localeCompare(b.dataset.name, language)
    : (a, b) => Number(a.dataset[button.dataset.sort]) - Number(b.dataset[button.dataset.sort]);
  rows.sort((a, b) => (ascending ? compare(a, b) : compare(b, a)));
  breakdown.tBodies[0].append(...rows);
  document.getElementById("breakdown-status").textContent = say("sorted", { column: button.textContent });
}
