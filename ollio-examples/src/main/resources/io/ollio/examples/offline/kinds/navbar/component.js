// ---------- Navigation ----------

/** Opens and closes the menu on small screens and marks the link that was chosen. */
function setUpNavbar(navbar) {
  const toggle = navbar.querySelector(".navbar__toggle");
  const menu = navbar.querySelector(".navbar__menu");
  const setOpen = (open) => {
    menu.classList.toggle("navbar__menu--open", open);
    toggle.setAttribute("aria-expanded", String(open));
  };

  toggle.addEventListener("click", () => setOpen(toggle.getAttribute("aria-expanded") !== "true"));

  navbar.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.getAttribute("aria-expanded") === "true") {
      setOpen(false);
      toggle.focus();
    }
  });

  navbar.querySelectorAll(".navbar__link").forEach((link, i, links) => {
    link.toggleAttribute("aria-current", i === 0);
    link.addEventListener("click", () => {
      links.forEach((other) => other.toggleAttribute("aria-current", other === link));
      setOpen(false);
    });
  });
}

document.querySelectorAll('[data-section="navbar"]').forEach(setUpNavbar);
