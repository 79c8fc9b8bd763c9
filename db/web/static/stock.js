// Names for controls that Datasette's own pages leave unlabelled, for people who use a screen reader.
addEventListener("load", () => setTimeout(() => {
  const names = [
    ["select[name^=_filter_column]", "Column"], ["select[name^=_filter_op]", "Condition"],
    ["input[name^=_filter_value]", "Value"], ["select[name=_sort], #sort_by", "Sort by"],
    [".CodeMirror textarea", "SQL"], ["a.cross", "Remove this filter"], ["input[type=search]", "Search this table"],
  ];
  for (const [selector, name] of names)
    for (const control of document.querySelectorAll("main " + selector)) control.setAttribute("aria-label", name);
  // A heading that skips a level counts as the next one, and a wide table can be scrolled with the keyboard.
  let level = 0;
  for (const heading of document.querySelectorAll("main :is(h1, h2, h3, h4)")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) heading.setAttribute("aria-level", level + 1);
    level = Math.min(own, level + 1);
  }
  for (const wide of document.querySelectorAll("main .table-wrapper"))
    Object.entries({ tabindex: 0, role: "region", "aria-label": "Rows" }).forEach(([key, value]) => wide.setAttribute(key, value));
}, 0));
