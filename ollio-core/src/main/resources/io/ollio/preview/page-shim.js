// Runs first in every previewed page. Collapsed to one line by HtmlShim: end statements with
// semicolons and give comments lines of their own.
(() => {
  const memory = () => {
    const items = new Map();
    const methods = {
      getItem: (key) => items.has(String(key)) ? items.get(String(key)) : null,
      setItem: (key, value) => { items.set(String(key), String(value)); },
      removeItem: (key) => { items.delete(String(key)); },
      clear: () => { items.clear(); },
      key: (index) => [...items.keys()][index] ?? null,
    };
    return new Proxy(methods, {
      get: (target, key) => key === 'length' ? items.size : key in target ? target[key] : items.get(key),
      set: (target, key, value) => { items.set(String(key), String(value)); return true; },
      has: (target, key) => key in target || items.has(key),
      deleteProperty: (target, key) => { items.delete(key); return true; },
      ownKeys: () => [...items.keys()],
      getOwnPropertyDescriptor: (target, key) => items.has(key)
        ? { value: items.get(key), writable: true, enumerable: true, configurable: true } : undefined,
    });
  };
  const replace = (owner, name, descriptor) => {
    try { Object.defineProperty(owner, name, { configurable: true, ...descriptor }); } catch { return; }
  };
  const cookies = new Map();
  const keepCookie = (text) => {
    const [pair, ...attributes] = String(text).split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const name = at < 0 ? '' : pair.slice(0, at);
    const isOver = attributes.some((part) => {
      const [key, value] = part.split('=');
      return (/^max-age$/i.test(key) && Number(value) <= 0) || (/^expires$/i.test(key) && Date.parse(value) <= Date.now());
    });
    if (isOver) { cookies.delete(name); } else { cookies.set(name, pair); }
  };
  replace(window, 'localStorage', { value: memory() });
  replace(window, 'sessionStorage', { value: memory() });
  replace(document, 'cookie', { get: () => [...cookies.values()].join('; '), set: keepCookie });
  for (const name of ['indexedDB', 'caches', 'RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel']) {
    replace(window, name, { value: undefined });
  }
  try { delete Navigator.prototype.serviceWorker; } catch { replace(navigator, 'serviceWorker', { value: undefined }); }
  // A blocked submission would replace the page by an error page; nobody could receive it anyway.
  addEventListener('submit', (event) => {
    const method = event.submitter?.getAttribute('formmethod') ?? event.target.getAttribute('method') ?? 'get';
    if (method.toLowerCase() !== 'dialog') { event.preventDefault(); }
  });
  document.currentScript.remove();
})();
