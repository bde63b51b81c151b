// ---------- Countdown ----------

/**
 * Until when: a date ("2030-05-01" or "2030-05-01T18:00"), a day of every year ("12-25"), or a time
 * from now on in seconds ("+600").
 */
function countdownEnd(target) {
  if (target.startsWith("+")) {
    return new Date(Date.now() + Number(target) * 1000);
  }
  if (/^\d\d-\d\d$/.test(target)) {
    const [month, day] = target.split("-").map(Number);
    const end = new Date(new Date().getFullYear(), month - 1, day);
    if (end < new Date()) {
      end.setFullYear(end.getFullYear() + 1);
    }
    return end;
  }
  return new Date(target.includes("T") ? target : `${target}T00:00`);
}

/** Shows once a second how much time is left. */
function setUpCountdown(section) {
  const end = countdownEnd(section.dataset.target);
  const set = (part, value) => {
    section.querySelector(`[data-part="${part}"]`).textContent = String(value).padStart(2, "0");
  };
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    set("days", Math.floor(left / 86400));
    set("hours", Math.floor(left / 3600) % 24);
    set("minutes", Math.floor(left / 60) % 60);
    set("seconds", left % 60);
    if (left === 0) {
      clearInterval(timer);
      section.querySelector("[data-countdown-text]").textContent = section.dataset.done;
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
}

document.querySelectorAll('[data-section="countdown"]').forEach(setUpCountdown);
