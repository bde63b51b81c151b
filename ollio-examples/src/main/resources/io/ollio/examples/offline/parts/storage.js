// ---------- Storage ----------

/** Reads a saved value; null where the browser forbids storage (private or sandboxed pages). */
function readSaved(key) {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    return null;
  }
}

/** Saves a value where the browser allows it. */
function save(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    // Nothing is lost but the memory: the page works until it is closed.
  }
}
