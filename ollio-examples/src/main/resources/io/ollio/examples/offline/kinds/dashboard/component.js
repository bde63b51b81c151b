// ---------- Dashboard ----------

/** Draws one bar for each entry such as "Mon 42" of the chosen period. */
function setUpDashboard(section) {
  const list = section.querySelector(".chart__bars");
  const buttons = [...section.querySelectorAll("[data-range]")];

  const draw = (range) => {
    const entries = list.dataset[range].split(", ").map((entry) => entry.split(" "));
    const highest = Math.max(...entries.map(([, value]) => Number(value)));
    list.replaceChildren(
      ...entries.map(([label, value]) => {
        const bar = document.createElement("li");
        bar.className = "chart__bar";
        const fill = document.createElement("span");
        fill.className = "chart__fill";
        fill.style.setProperty("--share", `${Math.round((Number(value) / highest) * 80)}%`);
        const number = document.createElement("span");
        number.textContent = value;
        const name = document.createElement("span");
        name.textContent = label;
        bar.append(number, fill, name);
        return bar;
      })
    );
    buttons.forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.range === range))
    );
  };

  buttons.forEach((button) => button.addEventListener("click", () => draw(button.dataset.range)));
  draw("week");
}

document.querySelectorAll('[data-section="dashboard"]').forEach(setUpDashboard);
