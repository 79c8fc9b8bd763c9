// A button that copies each form of a citation; the page reads without it.
(() => {
  if (!navigator.clipboard) return;
  for (const text of document.querySelectorAll(".cite")) {
    const button = document.createElement("button");
    const name = text.dataset.name || "citation";
    button.type = "button";
    button.className = "copy";
    button.textContent = `Copy ${name}`;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = `Copied ${name}`;
    });
    text.after(button);
  }
})();
