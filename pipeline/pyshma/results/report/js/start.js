// Sections begin when they come near the window, so that a large report opens at once.

function whenNear(id, start) {
  const place = document.getElementById(id);
  if (!place) return;
  let started = false;
  const once = () => {
    if (started) return;
    started = true;
    start(place);
  };
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      watcher.disconnect();
      once();
    }
  }, { rootMargin: "400px" });
  watcher.observe(place);
  window.addEventListener("beforeprint", once);
}

// On paper nothing can be opened: everything that is folded is opened for it, and folded again.
function unfoldForPrint() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

document.documentElement.classList.add("scripted");
startBreakdown();
startThemes();
whenNear("entities-list", startEntities);
whenNear("documents-list", startDocuments);
unfoldForPrint();
