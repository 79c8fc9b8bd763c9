// Next and previous change by keyboard; the page reads without it.
(() => {
  const changes = [...document.querySelectorAll(".diff")];
  for (const hint of document.querySelectorAll(".only-script")) hint.hidden = false;
  let at = changes.findIndex((change) => "#" + change.id === location.hash);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const step = { n: 1, p: -1 }[event.key];
    if (!step || !changes.length) return;
    at = Math.min(changes.length - 1, Math.max(0, at + step));
    changes[at].focus({ preventScroll: true });
    changes[at].scrollIntoView({ block: "center" });
  });
})();
