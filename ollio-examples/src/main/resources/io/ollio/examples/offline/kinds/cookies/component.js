// ---------- Cookie banner ----------

/** Hides the banner once a choice was made, and keeps the choice. */
function setUpCookies(section) {
  const banner = section.querySelector("[data-cookies-banner]");
  const again = section.querySelector("[data-cookies-again]");
  const show = (choice) => {
    banner.hidden = Boolean(choice);
    again.hidden = !choice;
    section.querySelector("[data-cookies-choice]").textContent = choice ? `Your choice: ${choice}.` : "";
  };

  section.querySelectorAll("[data-cookies]").forEach((button) =>
    button.addEventListener("click", () => {
      save("cookies", button.dataset.cookies);
      show(button.dataset.cookies);
    })
  );
  again.addEventListener("click", () => {
    save("cookies", "");
    show("");
  });
  show(readSaved("cookies"));
}

document.querySelectorAll('[data-section="cookies"]').forEach(setUpCookies);
