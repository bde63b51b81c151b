// ---------- Gallery ----------

/** Opens a picture in the dialog; the buttons and the arrow keys turn to its neighbours. */
function setUpGallery(section) {
  const items = [...section.querySelectorAll(".gallery__item")];
  const dialog = section.querySelector("dialog");
  const picture = dialog.querySelector(".lightbox__picture");
  const name = dialog.querySelector("[data-lightbox-name]");
  let current = 0;

  const show = (index) => {
    current = (index + items.length) % items.length;
    picture.replaceChildren(items[current].querySelector(".art").cloneNode(true));
    name.textContent = items[current].querySelector("[data-name]").textContent;
  };

  items.forEach((item, i) =>
    item.addEventListener("click", () => {
      show(i);
      dialog.showModal();
    })
  );
  dialog.querySelectorAll("[data-turn]").forEach((button) =>
    button.addEventListener("click", () => show(current + Number(button.dataset.turn)))
  );
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") {
      show(current + 1);
    } else if (event.key === "ArrowLeft") {
      show(current - 1);
    }
  });
  // A click beside the picture closes the dialog.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
}

document.querySelectorAll('[data-section="gallery"]').forEach(setUpGallery);
