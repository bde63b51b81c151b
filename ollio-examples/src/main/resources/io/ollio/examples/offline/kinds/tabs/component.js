// ---------- Tabs ----------

/** Shows the panel of the chosen tab; only that tab is in the Tab key's order. */
function setUpTabs(section) {
  const tabs = [...section.querySelectorAll('[role="tab"]')];

  const choose = (index, focus) => {
    tabs.forEach((tab, i) => {
      const chosen = i === index;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
    });
    if (focus) {
      tabs[index].focus();
    }
  };

  choose(Math.max(0, tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true")), false);
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => choose(i, false));
    tab.addEventListener("keydown", (event) => {
      const target = {
        ArrowRight: (i + 1) % tabs.length,
        ArrowLeft: (i - 1 + tabs.length) % tabs.length,
        Home: 0,
        End: tabs.length - 1,
      }[event.key];
      if (target !== undefined) {
        event.preventDefault();
        choose(target, true);
      }
    });
  });
}

document.querySelectorAll('[data-section="tabs"]').forEach(setUpTabs);
