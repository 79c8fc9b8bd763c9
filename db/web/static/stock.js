// Names for controls that Datasette's own pages leave unlabelled, for people who use a screen reader.
addEventListener("load", () => setTimeout(() => {
  const names = [
    ["select[name^=_filter_column]", "Column"], ["select[name^=_filter_op]", "Condition"],
    ["input[name^=_filter_value]", "Value"], ["select[name=_sort], #sort_by", "Sort by"],
    [".CodeMirror textarea", "SQL"], ["a.cross", "Remove this filter"], ["input[type=search]", "Search this table"],
  ];
  for (const [selector, name] of names)
    for (const control of document.querySelectorAll("main " + selector)) control.setAttribute("aria-label", name);
}, 0));
