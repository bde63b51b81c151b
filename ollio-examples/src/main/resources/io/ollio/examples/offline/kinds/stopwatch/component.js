// ---------- Stopwatch ----------

/** Minutes, seconds and tenths, for example 01:05.3. */
function formatTime(milliseconds) {
  const tenths = Math.floor(milliseconds / 100);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(tenths / 600))}:${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
}

/** Measures by the clock, so that a slow page does not make it late. */
function setUpStopwatch(section) {
  const time = section.querySelector("[data-time]");
  const run = section.querySelector("[data-run]");
  const laps = section.querySelector("ol");
  const startLabel = run.textContent;
  let before = 0; // Time of the finished runs.
  let since = null; // When the current run began.
  let timer = null;

  const elapsed = () => before + (since === null ? 0 : performance.now() - since);
  const show = () => (time.textContent = formatTime(elapsed()));
  const stop = () => {
    before = elapsed();
    since = null;
    clearInterval(timer);
    run.textContent = startLabel;
  };

  run.addEventListener("click", () => {
    if (since !== null) {
      stop();
    } else {
      since = performance.now();
      timer = setInterval(show, 100);
      run.textContent = "Stop";
    }
    show();
  });
  section.querySelector("[data-reset]").addEventListener("click", () => {
    stop();
    before = 0;
    laps.replaceChildren();
    show();
  });
  section.querySelector("[data-lap]").addEventListener("click", () => {
    const lap = document.createElement("li");
    lap.textContent = `Lap ${laps.children.length + 1}: ${formatTime(elapsed())}`;
    laps.append(lap);
  });
}

document.querySelectorAll('[data-section="stopwatch"]').forEach(setUpStopwatch);
