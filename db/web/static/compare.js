// Next and previous change by keyboard, unless the reader switches it off; the page reads without it.
(() => {
  const changes = [...document.querySelectorAll(".diff")];
  for (const hint of document.querySelectorAll(".only-script")) hint.hidden = false;
  const keys = document.getElementById("keys");
  keys.checked = localStorage.getItem("keeling-keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("keeling-keys", keys.checked ? "on" : "off"));
  let at = changes.findIndex((change) => "#" + change.id === location.hash);
  addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    const step = { n: 1, p: -1 }[event.key];
    if (!step || !changes.length) return;
    at = Math.min(changes.length - 1, Math.max(0, at + step));
    changes[at].focus({ preventScroll: true });
    changes[at].scrollIntoView({ block: "center" });
  });
})();
