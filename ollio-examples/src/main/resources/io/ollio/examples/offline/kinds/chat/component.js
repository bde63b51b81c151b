// ---------- Chat ----------

/** Adds what the visitor writes and, a moment later, an answer. */
function setUpChat(section) {
  const log = section.querySelector(".chat__log");
  const input = section.querySelector(".chat__input");
  const answers = ["Thank you, let me look into that.", "Good question! Give me a minute.", "Of course. Is there anything else?"];
  let next = 0;

  const add = (text, own) => {
    const message = document.createElement("p");
    message.className = "chat__message";
    message.classList.toggle("chat__message--own", own);
    const who = document.createElement("span");
    who.className = "visually-hidden";
    who.textContent = own ? "You: " : "Answer: ";
    message.append(who, text);
    log.append(message);
    log.scrollTop = log.scrollHeight;
  };

  section.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) {
      add(text, true);
      input.value = "";
      // Ask your own server for the answer here.
      setTimeout(() => add(answers[next++ % answers.length], false), 700);
    }
    input.focus();
  });
}

document.querySelectorAll('[data-section="chat"]').forEach(setUpChat);
