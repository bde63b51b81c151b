// Tries what a hostile or an ordinary page would try and reports each finding as a request to its
// own server, where the test reads it from the access listener.
import { answer } from './part.mjs';
import { leaks } from './leaks.mjs';

const query = new URLSearchParams(location.search);
const name = query.get('case');
const evil = query.get('evil');
const say = (finding, value) =>
  fetch(`result/${name}/${finding}/${encodeURIComponent(String(value))}`).catch(() => {});
const attempt = async (finding, action) => {
  try {
    await say(finding, await action());
  } catch (error) {
    await say(finding, error.name);
  }
};
const realCookie = () => Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').get.call(document);
const storage = (store) => {
  store.setItem('a', 1);
  store.b = 'two';
  store.setItem('gone', 'x');
  store.removeItem('gone');
  return [store.getItem('a'), store.b, store.length, Object.keys(store), store.getItem('none'), 'b' in store].join('|');
};
const cookies = () => {
  document.cookie = 'a=1; path=/';
  document.cookie = 'b=2; max-age=60';
  document.cookie = 'a=; max-age=0';
  return document.cookie;
};
const submits = () =>
  new Promise((resolve) => {
    const form = document.getElementById('form');
    form.action = `${evil}/${name}/form`;
    form.addEventListener('submit', () => resolve('event'));
    form.requestSubmit();
  });
const picture = async () => {
  const image = document.getElementById('picture');
  await image.decode();
  return image.naturalWidth;
};
const blobWorker = () =>
  new Promise((resolve, reject) => {
    const url = URL.createObjectURL(new Blob(['postMessage(6 * 7)'], { type: 'text/javascript' }));
    const worker = new Worker(url);
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = () => reject(new TypeError('no worker'));
  });
const press = () => {
  document.getElementById('press').click();
  return window.handlerRan;
};

await attempt('origin', () => self.origin);
await attempt('parent-dom', () => (parent === self ? 'top' : parent.document.title));
await attempt('parent-location', () => (parent === self ? 'top' : parent.location.href));
await attempt('parent-storage', () => (parent === self ? 'top' : parent.localStorage.length));
await attempt('real-cookie', realCookie);
await attempt('local-storage', () => storage(localStorage));
await attempt('session-storage', () => storage(sessionStorage));
await attempt('cookie-stand-in', cookies);
await attempt('indexed-db', () => typeof indexedDB);
await attempt('service-worker', () => 'serviceWorker' in navigator);
await attempt('web-rtc', () => typeof RTCPeerConnection);
await attempt('scripts', () => [answer, window.classicRan, window.inlineRan, press(), eval('1+1')]);
await attempt('style', () => getComputedStyle(document.getElementById('title')).color);
await attempt('picture', picture);
await attempt('blob-worker', blobWorker);
await attempt('data-fetch', async () => (await fetch('data:text/plain,hello')).text());
await attempt('own-fetch', async () => (await (await fetch('data.json')).json()).answer);
await attempt('mode', () => document.compatMode);
await attempt('first-script', () => document.scripts[0].getAttribute('src'));
await attempt('popup', () => String(window.open(`${evil}/${name}/popup`)));
await attempt('frame-element', () => (parent === self ? 'top' : String(window.frameElement)));
await attempt('nested-blank', () => {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return typeof frame.contentWindow.RTCPeerConnection;
});
await attempt('leaks', () => leaks(`${evil}/${name}`, query.get('port')));
await attempt('submit', submits);
if (parent !== self) {
  await attempt('top-navigation', () => {
    top.location = `${evil}/${name}/top`;
    return 'tried';
  });
}
await say('done', 'done');
parent.postMessage({ done: name }, '*');
location = `${evil}/${name}/navigation`;
