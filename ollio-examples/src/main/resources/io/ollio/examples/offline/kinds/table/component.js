// ---------- Table ----------

/** A cell's value for sorting: a number where the text is one (also "$1,200"), else the text. */
function sortValue(row, column) {
  const text = row.cells[column].textContent.trim();
  const number = Number(text.replace(/[$€£¥%,\s]/g, ""));
  return text !== "" && !Number.isNaN(number) ? number : text.toLowerCase();
}

/** Orders numbers by size, before texts by alphabet. */
function compareValues(a, b) {
  if (typeof a === typeof b) {
    return typeof a === "number" ? a - b : a.localeCompare(b);
  }
  return typeof a === "number" ? -1 : 1;
}

/** Sorts by the column whose name is clicked and shows only rows with the typed words. */
function setUpTable(section) {
  const body = section.querySelector("tbody");
  const heads = [...section.querySelectorAll("th")];
  const filter = section.querySelector('input[type="search"]');
  const count = section.querySelector("[data-count]");

  heads.forEach((head, column) =>
    head.querySelector("button").addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort(
        (a, b) => compareValues(sortValue(a, column), sortValue(b, column)) * (down ? -1 : 1)
      );
      body.append(...rows);
    })
  );

  const applyFilter = () => {
    const wanted = filter.value.trim().toLowerCase();
    const rows = [...body.rows];
    rows.forEach((row) => (row.hidden = !row.textContent.toLowerCase().includes(wanted)));
    count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
  };
  filter.addEventListener("input", applyFilter);
  applyFilter();
}

document.querySelectorAll('[data-section="table"]').forEach(setUpTable);
