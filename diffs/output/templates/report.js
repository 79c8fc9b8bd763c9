"use strict";
(() => {
  const changes = [...document.querySelectorAll(".change")];
  const keys = document.querySelector(".keys");
  if (navigator.clipboard) {
    for (const quotation of document.querySelectorAll(".quotation")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy this change as a quotation";
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(quotation.textContent);
        button.textContent = "Copied";
      });
      quotation.before(button);
    }
  }
  if (!changes.length) return;
  keys.hidden = false;
  const top = () => document.querySelector(".tools").getBoundingClientRect().bottom;
  const go = (step) => {
    const focused = changes.indexOf(document.activeElement);
    const below = changes.findIndex((change) => change.getBoundingClientRect().bottom > top() + 1);
    let next = focused >= 0 ? focused + step : step > 0 ? below : below - 1;
    next = Math.max(0, Math.min(changes.length - 1, next));
    changes[next].tabIndex = -1;
    changes[next].focus({ preventScroll: true });
    changes[next].scrollIntoView({ block: "start" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, select")) return;
    if (!keys.querySelector("input").checked) return;
    if (event.key === "n" || event.key === "j") go(1);
    else if (event.key === "p" || event.key === "k") go(-1);
  });
})();
