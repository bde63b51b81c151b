// ---------- Carousel ----------

/** Turns to the next or previous slide; after the last one comes the first. */
function setUpCarousel(section) {
  const track = section.querySelector(".carousel__track");
  const count = track.children.length;
  const position = section.querySelector("[data-position]");
  const current = () => Math.round(track.scrollLeft / Math.max(1, track.clientWidth));

  const tell = () => {
    const text = `${current() + 1} of ${count}`;
    if (position.textContent !== text) {
      position.textContent = text;
    }
  };
  const turn = (step) => {
    const next = (current() + step + count) % count;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    track.scrollTo({ left: next * track.clientWidth, behavior: calm ? "auto" : "smooth" });
  };

  section.querySelectorAll("[data-turn]").forEach((button) =>
    button.addEventListener("click", () => turn(Number(button.dataset.turn)))
  );
  track.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      turn(event.key === "ArrowRight" ? 1 : -1);
    }
  });
  track.addEventListener("scroll", tell, { passive: true });
  tell();
}

document.querySelectorAll('[data-section="carousel"]').forEach(setUpCarousel);
