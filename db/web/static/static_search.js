/* Search of a published site: no server. The index is a script, so that it works from a disk too. */
(() => {
  "use strict";
  const box = document.getElementById("found");
  const query = (new URLSearchParams(location.search).get("q") || "").trim();
  if (!box || !window.keelingTexts) return;
  const root = document.body.dataset.root || "";
  const fields = ["path", "label", "heading", "text", "where"];
  const documents = window.keelingTexts.map((row, id) => Object.assign({ id }, Object.fromEntries(fields.map((name, n) => [name, row[n]]))));
  const plain = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  for (const input of document.querySelectorAll("input[name=q]")) input.value = query;
  if (!query) return;
  const exact = documents.filter((each) => each.label && plain(each.label) === plain(query));
  const index = new MiniSearch({ fields: ["label", "heading", "text"], searchOptions: { boost: { label: 4, heading: 2 }, combineWith: "AND", prefix: true } });
  index.addAll(documents);
  const hits = index.search(query).map((hit) => documents[hit.id]).filter((each) => !exact.includes(each));
  const every = [...exact, ...hits];
  const said = document.createElement("p");
  said.textContent = every.length ? `${every.length} result${every.length === 1 ? "" : "s"} for “${query}” in the newest versions${every.length > 100 ? "; the best 100 are shown" : ""}.` : "Nothing in the newest versions has all of these words. Try fewer words, or a part of the number.";
  const list = document.createElement("ol");
  list.className = "results";
  for (const each of every.slice(0, 100)) {
    const item = document.createElement("li"), heading = document.createElement("h2"), link = document.createElement("a");
    link.href = root + each.path;
    link.textContent = [each.label, each.heading].filter(Boolean).join(" ") || each.where;
    heading.append(link);
    const words = document.createElement("p"), where = document.createElement("p");
    words.textContent = each.text.length > 300 ? `${each.text.slice(0, 300)} …` : each.text;
    where.textContent = each.where;
    where.className = "quiet";
    item.append(heading, words, where);
    list.append(item);
  }
  box.replaceChildren(said, list);
})();
